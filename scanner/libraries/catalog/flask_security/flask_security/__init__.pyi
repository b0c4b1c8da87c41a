"""Accounts and roles: Flask-Security and Flask-Security-Too."""

from typing import Annotated, Any, TypeVar
from flask_login import current_user as current_user
from .forms import ConfirmRegisterForm as ConfirmRegisterForm, ForgotPasswordForm as ForgotPasswordForm, LoginForm as LoginForm, RegisterForm as RegisterForm, ResetPasswordForm as ResetPasswordForm
from .decorators import (
    anonymous_user_required as anonymous_user_required,
    auth_required as auth_required,
    auth_token_required as auth_token_required,
    handle_csrf as handle_csrf,
    http_auth_required as http_auth_required,
    login_required as login_required,
    permissions_accepted as permissions_accepted,
    permissions_required as permissions_required,
    roles_accepted as roles_accepted,
    roles_required as roles_required,
    unauth_csrf as unauth_csrf,
)
from .utils import (
    hash_password as hash_password,
    login_user as login_user,
    logout_user as logout_user,
    uia_email_mapper as uia_email_mapper,
    uia_username_mapper as uia_username_mapper,
    verify_and_update_password as verify_and_update_password,
    verify_password as verify_password,
)
from .core import AnonymousUser as AnonymousUser  # until 5.4
from .core import RoleMixin as RoleMixin, Security as Security, UserMixin as UserMixin
from .datastore import (
    MongoEngineUserDatastore as MongoEngineUserDatastore,
    PeeweeUserDatastore as PeeweeUserDatastore,
    SQLAlchemySessionUserDatastore as SQLAlchemySessionUserDatastore,
    SQLAlchemyUserDatastore as SQLAlchemyUserDatastore,
    UserDatastore as UserDatastore,
)
