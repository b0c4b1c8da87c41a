"""``Security(app, datastore)``: users, roles and all their pages, under the names of Flask-Security."""

from __future__ import annotations

import importlib
import logging
import warnings
from dataclasses import dataclass
from typing import Any, Callable, Optional

from flask import Flask


from ...accounts.forms import Refused
from ...errors import RateExceeded
from ..flask_login import LoginManager
from . import csrf_cookie, texts
from .answers import default_render_json, default_render_template, default_want_json
from .change_email import ChangeEmailForm
from .change_username import ChangeUsernameForm
from .clock import naive_utcnow
from .decorators import default_reauthn_handler, default_unauthn_handler, default_unauthz_handler
from .fields import new_username_field
from .forms import (
    ChangePasswordForm,
    ConfirmRegisterForm,
    ForgotPasswordForm,
    LinkForm,
    LoginForm,
    LogoutForm,
    PasswordlessLoginForm,
    RegisterForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    UsernameRecoveryForm,
    VerifyForm,
    fit,
)
from .identities import attributes, get_identity_attributes, uia_username_mapper
from .machinery import Machinery
from .mail import MailUtil
from .messages import MESSAGES
from .mixins import AnonymousUser, RefreshTrackerMixin, RoleMixin, UserMixin, WebAuthnMixin
from .naming import UsernameUtil
from .passwords import PasswordContext, PasswordUtil
from .phone_util import PhoneUtil
from .redirects import url_for_security
from .serializers import Serializer
from .sessions import SHOWN_AT, is_user_authenticated, set_request_attr
from .settings import DEFAULTS, PREFIX, read_times, value
from .tokens import RefreshTokenForm, load_by_token
from .views import make_blueprint

__all__ = [
    "AnonymousUser",
    "FormInfo",
    "RefreshTrackerMixin",
    "RoleMixin",
    "Security",
    "UserMixin",
    "WebAuthnMixin",
]

logger = logging.getLogger("stopple")

FORMS: dict[str, Any] = {
    "login_form": LoginForm,
    "logout_form": LogoutForm,
    "verify_form": VerifyForm,
    "confirm_register_form": None,
    "register_form": RegisterFormV2,
    "forgot_password_form": ForgotPasswordForm,
    "reset_password_form": ResetPasswordForm,
    "change_email_form": ChangeEmailForm,
    "change_password_form": ChangePasswordForm,
    "change_username_form": ChangeUsernameForm,
    "send_confirmation_form": SendConfirmationForm,
    "passwordless_login_form": PasswordlessLoginForm,
    "link_form": LinkForm,
    "refresh_token_form": RefreshTokenForm,
    "username_recovery_form": UsernameRecoveryForm,
}

#: What is switched on by a keyword of ``init_app`` or by its key.
FEATURES = (
    "trackable",
    "registerable",
    "change_email",
    "change_username",
    "confirmable",
    "changeable",
    "recoverable",
    "refresh_token",
    "two_factor",
    "unified_signin",
    "username_recovery",
    "passwordless",
    "webauthn",
)

#: Modules that add pages, forms and attributes of their own by ``install(security, app, blueprint)``, and the keys that need them.
#: One that is not there is an error: nobody moves in and loses a second factor without a word.
PARTS: dict[str, tuple[str, ...]] = {
    "two_factor": ("TWO_FACTOR",),
    "recovery_codes": ("MULTI_FACTOR_RECOVERY_CODES",),
    "unified_signin": ("UNIFIED_SIGNIN", "US_SIGNIN_REPLACES_LOGIN"),
    "webauthn": ("WEBAUTHN",),
    "oauth_glue": ("OAUTH_ENABLE",),
    "cli": (),
}

#: Classes that an application may replace: the keyword, and the attribute of the object.
_HELPERS: dict[str, tuple[str, Any]] = {
    "mail_util_cls": ("_mail_util", MailUtil),
    "password_util_cls": ("_password_util", PasswordUtil),
    "phone_util_cls": ("_phone_util", PhoneUtil),
    "username_util_cls": ("_username_util", UsernameUtil),
}

#: Pages for which an application may add something to the context of their template.
_PAGES = (
    "forgot_password",
    "login",
    "logout",
    "register",
    "reset_password",
    "change_email",
    "change_password",
    "change_username",
    "recover_username",
    "send_confirmation",
    "send_login",
    "link",
    "verify",
    "mail",
    "tf_select",
    "tf_setup",
    "tf_token_validation",
    "mf_recovery",
    "mf_recovery_codes",
    "us_signin",
    "us_setup",
    "us_verify",
    "wan_register",
    "wan_signin",
    "wan_verify",
)

_SERIALIZERS = {
    "remember_token": "remember",
    "login": "login",
    "reset": "reset",
    "confirm": "confirm",
    "change_email": "change_email",
    "us_setup": "us_setup",
    "tf_setup": "two_factor_setup",
    "tf_validity": "two_factor_validity",
    "wan": "wan",
    "refresh_token": "refresh_token",
}


def _make(name: str, cls: Any, *args: Any, **kwargs: Any) -> Any:
    return cls(*args, **kwargs)


@dataclass
class FormInfo:
    """How a form is made: by its class, or by a function of name, class and keywords."""

    instantiator: Callable[..., Any] = _make
    cls: Any = None


class Security:
    """Gives applications users: ``Security(app, datastore)``, or ``Security()`` and ``init_app(app, datastore)``."""

    def __init__(self, app: Optional[Flask] = None, datastore: Any = None, register_blueprint: bool = True, **kwargs: Any) -> None:
        self.app, self.datastore = app, datastore
        self._register_blueprint = register_blueprint
        self.forms = {name: FormInfo(cls=cls) for name, cls in FORMS.items()}
        for part in PARTS:
            module = _part(part)
            for name, cls in getattr(module, "FORMS", {}).items():
                self.forms[name] = FormInfo(cls=cls)
        self._helpers = dict(_HELPERS)
        for part in PARTS:
            self._helpers.update(getattr(_part(part), "HELPERS", {}))
        self.render_template: Callable[..., str] = default_render_template
        self.datetime_factory: Callable[[], Any] = naive_utcnow
        self._oauth: Any = None
        self._take(kwargs)
        self._unauthn_handler: Callable[..., Any] = default_unauthn_handler
        self._reauthn_handler: Callable[..., Any] = default_reauthn_handler
        self._unauthz_handler: Callable[..., Any] = default_unauthz_handler
        self._render_json: Callable[..., Any] = default_render_json
        self._want_json: Callable[[Any], bool] = default_want_json
        self._context_processors: dict[str, list[Callable[[], dict[str, Any]]]] = {}
        for name in FEATURES:
            setattr(self, name, False)
        self.support_mfa = False
        self.oauthglue: Any = None
        #: Answers for who showed the first factor and has to show a second one: ``tf_enter(user, remember, how, next)``.
        self.two_factor_plugins: Any = None
        if app is not None and datastore is not None:
            self.init_app(app, datastore)

    def _take(self, kwargs: dict[str, Any]) -> None:
        unknown = []
        for name, said in kwargs.items():
            if name in self.forms:
                self.forms[name] = FormInfo(cls=said)
            elif name in self._helpers:
                self._helpers[name] = (self._helpers[name][0], said)
            elif name == "render_template":
                self.render_template = said
            elif name == "oauth":
                self._oauth = said
            elif name not in FEATURES:
                unknown.append(name)
        if unknown:
            warnings.warn(f"{', '.join(sorted(unknown))}: not known, and ignored", DeprecationWarning, stacklevel=3)

    # -- moving in ---------------------------------------------------------------------------------------------------

    def init_app(self, app: Flask, datastore: Any = None, register_blueprint: Optional[bool] = None, **kwargs: Any) -> None:
        """Gives an application users."""
        self.app = app
        self.datastore = datastore or self.datastore
        if self.datastore is None:
            raise ValueError("Security needs a datastore: Security(app, datastore)")
        self.register_blueprint = self._register_blueprint if register_blueprint is None else register_blueprint
        self._read_settings(app, kwargs)
        self._require_columns(app)
        self._know_users(app)
        self.machinery = Machinery(app, self.datastore)
        app.extensions["stopple_accounts"] = self.machinery
        for name, (attribute, _cls) in _HELPERS.items():
            setattr(self, attribute, self._helpers[name][1](app))
        for name, purpose in _SERIALIZERS.items():
            setattr(self, f"{name}_serializer", Serializer(app, purpose))
        self.pwd_context = PasswordContext(app)
        self.i18n_domain = texts.Domain(app)
        fit(app, self.forms)
        names = self.forms["change_username_form"].cls
        if names and issubclass(names, ChangeUsernameForm):
            names.username = new_username_field(app)
        app.extensions["security"] = self
        self._show_pages(app)
        app.jinja_env.globals["_fsdomain"] = self.i18n_domain.gettext
        csrf_cookie.install(app)
        texts.speak_json(app)

    def _read_settings(self, app: Flask, kwargs: dict[str, Any]) -> None:
        config = app.config
        root = config.get("APPLICATION_ROOT") or "/"
        for key in ("POST_LOGIN_VIEW", "POST_LOGOUT_VIEW"):
            config.setdefault(PREFIX + key, root)
        for key, said in DEFAULTS.items():
            config.setdefault(PREFIX + key, said)
        for key, message in MESSAGES.items():
            config.setdefault(f"{PREFIX}MSG_{key}", message)
        for name in self.forms:
            cls = kwargs.get(name, value(name, app, strict=False))
            if cls:
                self.forms[name].cls = cls
        for name in FEATURES:
            setattr(self, name, bool(kwargs.get(name, value(name, app))))
        for name in ("render_template", "datetime_factory"):
            said = kwargs.get(name, value(name, app, strict=False))
            if said:
                setattr(self, name, said)
        self._choose_registration(app)
        read_times(app)
        # What is written wrongly is an error now, not at the first login.
        attributes(app)
        if value("PASSWORD_HASH", app) not in (*value("PASSWORD_SCHEMES", app), "argon2"):
            raise ValueError(f"SECURITY_PASSWORD_HASH is one of SECURITY_PASSWORD_SCHEMES, not {value('PASSWORD_HASH', app)!r}")
        if value("USERNAME_ENABLE", app) and "username" not in get_identity_attributes(app):
            own = {"username": {"mapper": uia_username_mapper, "case_insensitive": True}}
            config[PREFIX + "USER_IDENTITY_ATTRIBUTES"] = [*value("USER_IDENTITY_ATTRIBUTES", app), own]
        self.user_identity_attributes = value("USER_IDENTITY_ATTRIBUTES", app)
        if not value("PASSWORD_REQUIRED", app) and not self.unified_signin:
            raise ValueError("SECURITY_PASSWORD_REQUIRED can only be False with SECURITY_UNIFIED_SIGNIN: nobody else could log in")
        for part, keys in PARTS.items():
            wanted = [key for key in keys if value(key, app)]
            if wanted and _part(part) is None:
                raise ValueError(f"SECURITY_{wanted[0]} is not there yet; without it the application would be open where it was not")
        if value("PASSWORD_HASH", app) != "argon2":
            logger.info("SECURITY_PASSWORD_HASH is not asked: new passwords are hashed with Argon2id, others verified and renewed")

    def _choose_registration(self, app: Flask) -> None:
        register, confirm = self.forms["register_form"], self.forms["confirm_register_form"]
        if not value("USE_REGISTER_V2", app):
            if register.cls is RegisterFormV2:
                register.cls = RegisterForm
            confirm.cls = confirm.cls or ConfirmRegisterForm
            _of_old("SECURITY_USE_REGISTER_V2 = False", "RegisterFormV2")
        elif confirm.cls:
            _of_old("confirm_register_form", "RegisterFormV2")
        elif register.cls and issubclass(register.cls, RegisterForm):
            _of_old("RegisterForm", "RegisterFormV2")

    def _require_columns(self, app: Flask) -> None:
        """Names the columns that what is switched on needs, with the migration that adds them."""
        needed = {
            "trackable": ("last_login_at", "current_login_at", "last_login_ip", "current_login_ip", "login_count"),
            "confirmable": ("confirmed_at",),
            "two_factor": ("tf_primary_method", "tf_totp_secret"),
            "unified_signin": ("us_totp_secrets",),
            "webauthn": ("fs_webauthn_user_handle",),
            "refresh_token": ("refresh_trackers",),
        }
        if self.datastore.user_model is None:
            return
        missing = [(name, column) for name, columns in needed.items() if getattr(self, name) for column in columns]
        missing = [(name, column) for name, column in missing if not self.datastore.has(column)]
        if value("USERNAME_ENABLE", app) and not self.datastore.has("username"):
            missing.append(("username_enable", "username"))
        if missing:
            said = ", ".join(f"{column} (SECURITY_{name.upper()})" for name, column in missing)
            raise ValueError(f"the class of users lacks {said}; add the columns, and the migration: op.add_column(...)")
        if not self.datastore.has("fs_uniquifier"):
            logger.warning(
                "users have no column fs_uniquifier, so their key stands in sessions; with Alembic: op.add_column('user',"
                " sa.Column('fs_uniquifier', sa.String(64), nullable=True)), fill it, then make it unique and not nullable"
            )

    def _know_users(self, app: Flask) -> None:
        manager = LoginManager()
        disabled = value("ANONYMOUS_USER_DISABLED", app)
        manager.anonymous_user = (lambda: None) if disabled else AnonymousUser
        manager.user_loader(self._load_by_session)
        manager.request_loader(load_by_token)
        manager.unauthorized_callback = lambda: self._unauthn_handler()
        manager.init_app(app)
        self.login_manager = manager

    def _load_by_session(self, text: str) -> Any:
        from flask import session

        user = self.datastore.find_by_session(text)
        if user is None or not user.is_active:
            return None
        set_request_attr("fs_authn_via", "session")
        set_request_attr(SHOWN_AT, session.get(SHOWN_AT, 0))
        return user

    def _show_pages(self, app: Flask) -> None:
        blueprint = make_blueprint(app, self)
        self.support_mfa = bool(self.two_factor or self.webauthn)
        for part in PARTS:
            module = _part(part)
            if module is not None:
                module.install(self, app, blueprint)
        if self.register_blueprint:
            app.register_blueprint(blueprint)
            app.context_processor(
                lambda: {
                    "url_for_security": url_for_security,
                    "security": self,
                    "_fs_is_user_authenticated": is_user_authenticated,
                }
            )

    # -- what works behind the pages ---------------------------------------------------------------------------------

    def count(self, user: Any, named: str) -> None:
        """Counts a try at an account that ``named`` names, whether or not there is one. Raises ``RateExceeded`` (429)."""
        try:
            self.machinery.guessing.count(user, named)
        except Refused as refused:
            raise RateExceeded() from refused

    def is_password(self, user: Any, password: str) -> bool:
        """Whether this is the user's password. It takes as long for nobody."""
        if user is None or not user.password:
            self.machinery.passwords.verify(None, password)
            return False
        return bool(user.verify_and_update_password(password))

    def count_try(self, user: Any, named: str, password: str) -> bool:
        """Counts a try, and says whether the password is right. Raises ``RateExceeded`` (429)."""
        self.count(user, named)
        right = self.is_password(user, password)
        if not right:
            self.machinery.guessing.failed(user, named)
        return right

    def may_write_to(self, address: str) -> bool:
        """Whether one more mail may go to an address; what is beyond is dropped without a word."""
        return self.machinery.guessing.may_write_to(address)

    def idle_mail(self, template: str) -> None:
        """Does for nobody what writing to somebody does: makes a token, and renders the mail that ``template`` names."""
        link = url_for_security("login", token=self.machinery.links.token("nobody", None, 1), _external=True)
        context: dict[str, Any] = {"security": self, "user": self.datastore.user_model(email="nobody@localhost"), "within": ""}
        context.update(dict.fromkeys(("reset_link", "confirmation_link", "login_link", "username"), link))
        try:
            for ending in ("txt", "html"):
                self.render_template(f"{value(template)}.{ending}", **context, **self._run_ctx_processor("mail"))
        except Exception as error:
            # A template of the application's own that asks more of its user; the time then tells what ours would not.
            logger.warning("the mail %s cannot be rendered for nobody, so its time may tell who is there: %s", value(template), error)

    def second_factor(self, user: Any, remember: Optional[bool], how: str, next_loc: Any) -> Any:
        """The answer that asks for a second factor; ``None`` where none is needed."""
        if self.two_factor_plugins is None:
            return None
        return self.two_factor_plugins.tf_enter(user, remember, how, next_loc=next_loc)

    def forget_first_factor(self) -> None:
        """Forgets a login that was begun and not finished."""
        if self.two_factor_plugins is not None:
            self.two_factor_plugins.forget()

    def has_passkey(self, user: Any, usage: Any) -> bool:
        """Whether a user has a passkey for one of these uses."""
        if not self.webauthn:
            return False
        return bool(_part("webauthn").has_webauthn(user, usage))

    # -- what applications say ---------------------------------------------------------------------------------------

    def set_form_info(self, name: str, form_info: FormInfo) -> None:
        """Has a form made in another way."""
        if name not in self.forms:
            raise ValueError(f"Unknown form name {name}")
        if form_info.instantiator is _make and not form_info.cls:
            raise ValueError("a form class must be provided, or a function that makes the form")
        self.forms[name] = form_info

    def render_json(self, cb: Callable[..., Any]) -> None:
        """Renders all JSON answers: a function of payload, code, headers and user."""
        self._render_json = cb

    def want_json(self, fn: Callable[[Any], bool]) -> None:
        """Says of a request whether it wants JSON."""
        self._want_json = fn

    def unauthz_handler(self, cb: Callable[..., Any]) -> None:
        """Answers who lacks a role: a function of the decorator's name and its parameters."""
        self._unauthz_handler = cb

    def unauthn_handler(self, cb: Callable[..., Any]) -> None:
        """Answers nobody: a function of the ways that were tried, and ``headers``."""
        self._unauthn_handler = cb

    def reauthn_handler(self, cb: Callable[..., Any]) -> None:
        """Answers whose login is not fresh: a function of ``within`` and ``grace``."""
        self._reauthn_handler = cb

    def context_processor(self, fn: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
        """Adds to the context of all our templates."""
        return self._add_ctx_processor("global", fn)

    def _add_ctx_processor(self, endpoint: str, fn: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
        found = self._context_processors.setdefault(endpoint, [])
        if fn not in found:
            found.append(fn)
        return fn

    def _run_ctx_processor(self, endpoint: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in ("global", endpoint):
            for add in self._context_processors.get(name, ()):
                found.update(add())
        return found

    def __getattr__(self, name: str) -> Any:
        # `login_context_processor` and its like; `mail_util` and its like are what the application chose.
        if name.endswith("_context_processor") and name[: -len("_context_processor")] in _PAGES:
            return lambda fn: self._add_ctx_processor(name[: -len("_context_processor")], fn)
        if not name.startswith("_") and f"_{name}" in self.__dict__:
            return self.__dict__[f"_{name}"]
        raise AttributeError(f"Security has no attribute {name!r}")


#: Names that programs of before reach for.
_get_pwd_context = _get_hashing_context = PasswordContext
_get_serializer = Serializer


def _part(name: str) -> Any:
    try:
        return importlib.import_module(f"{__package__}.{name}")
    except ModuleNotFoundError as error:
        if error.name == f"{__package__}.{name}":
            return None
        raise


def _of_old(what: str, instead: str) -> None:
    warnings.warn(f"{what} is of old; use {instead}", DeprecationWarning, stacklevel=5)


