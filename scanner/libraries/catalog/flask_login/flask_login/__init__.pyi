"""Sign-in."""

from .config import COOKIE_DURATION as COOKIE_DURATION, COOKIE_NAME as COOKIE_NAME
from .login_manager import LoginManager as LoginManager
from .mixins import AnonymousUserMixin as AnonymousUserMixin, UserMixin as UserMixin
from .utils import (
    confirm_login as confirm_login,
    current_user as current_user,
    decode_cookie as decode_cookie,
    encode_cookie as encode_cookie,
    fresh_login_required as fresh_login_required,
    login_fresh as login_fresh,
    login_remembered as login_remembered,
    login_required as login_required,
    login_url as login_url,
    login_user as login_user,
    logout_user as logout_user,
    make_next_param as make_next_param,
    set_login_view as set_login_view,
)
