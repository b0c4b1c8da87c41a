"""``Accounts``: what an application declares to have users with passwords, pages and roles."""

from __future__ import annotations

import copy
import datetime
import logging
import secrets
import threading
from typing import Any, Callable, Iterable, Optional

from flask import Flask, current_app, url_for

from .. import login, state
from ..errors import SettingError
from ..settings import ACCOUNTS as PREFIX
from . import browsers, routes, settings, wiring
from .forms import Form
from .guessing import Guessing
from .identities import Identities
from .links import Links
from .mail import Mails
from .memberships import Memberships
from .passwords import Passwords
from .providers import Provider, declared
from .texts import Texts

logger = logging.getLogger("stopple")

#: What is off where its columns are missing, and on otherwise, as long as the owner says nothing: setting and columns.
BY_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {"usernames": (("user", "username"),)}


class Accounts:
    """``Stopple(app, accounts=Accounts(SQLAlchemyUsers(db, User, Role)))``, or ``Accounts(users).init_app(app)`` after ``Stopple``.

    Every keyword is a setting, see :mod:`flask_stopple.accounts.settings`. The object keeps no application: each gets a copy with its
    settings, which :func:`accounts_of` gives. What is registered on the object (forms, exporters, endings) holds for all of them.
    """

    settings: dict[str, Any]
    passwords: Passwords
    links: Links
    mail: Mails
    guessing: Guessing
    texts: Texts
    memberships: Memberships
    identities: Identities
    #: By name.
    providers: dict[str, Provider]

    def __init__(self, users: Any, **keywords: Any) -> None:
        settings.read(keywords, {})
        self.users = users
        self._keywords = keywords
        #: Forms in the place of ours, by the name of their route.
        self.forms: dict[str, type[Form]] = {}
        #: Called within the transaction that ends all logins of a user, with the user and the reason (``password``, ``deleted``, ``everywhere``,
        #: ``withdrawn``): whoever keeps something that opens the account, as API tokens and trusted browsers, ends it here.
        self.endings: list[Callable[[Any, str], None]] = []
        #: Called with a user for the export of their data; each returns a part of it.
        self.exporters: dict[str, Callable[[Any], Any]] = {}
        #: Called within the transaction that deletes a user: what the application keeps about them goes or stays without a name.
        self.deleters: list[Callable[[Any], None]] = []
        #: Pages of the account's own page, and what they are called.
        self.menu_entries: list[tuple[str, str]] = [
            ("change_password", "Change the password"),
            ("security", "Second step"),
            ("sign_ins", "Linked sign-ins"),
            ("change_address", "Change the e-mail address"),
            ("change_username", "Change the name"),
            ("sessions", "Where you are logged in"),
            ("tokens", "API tokens"),
            ("export", "Take your data along"),
            ("delete", "Delete the account"),
        ]
        #: Called with a user and a code in the unified form; True where it proves the user, as an authenticator app's.
        self.passcodes: list[Callable[[Any, str], bool]] = []

    # -- moving in ---------------------------------------------------------------------------------------------------

    def init_app(self, app: Flask, **keywords: Any) -> Accounts:
        """Gives an application accounts. ``Stopple`` has to guard it already."""
        guard: Optional[state.State] = app.extensions.get("stopple")
        if guard is None:
            raise SettingError("accounts need the guard: Stopple(app, accounts=Accounts(...)), or Stopple(app) first")
        if "stopple_accounts" in app.extensions:
            raise SettingError("this application has accounts already")
        bound = copy.copy(self)
        bound._bind(app, guard, {**self._keywords, **keywords})
        return bound

    def _bind(self, app: Flask, guard: state.State, keywords: dict[str, Any]) -> None:
        self._keywords = keywords
        self.settings = settings.read(keywords, app.config)
        self._lock = threading.Lock()
        self._is_ready = False
        self._app = app
        self._require_columns()
        self.providers = declared(self)
        self.texts = Texts(self)
        self.passwords = Passwords(self)
        self.links = Links(self)
        self.mail = Mails(self)
        self.guessing = Guessing(self)
        app.extensions["stopple_accounts"] = self
        app.register_blueprint(routes.blueprint(self))
        wiring.install(self, app, guard)
        if guard.login.login_view is None and not guard.is_said("login_view"):
            guard.login.login_view = "accounts.log_in"
        if guard.login.refresh_view is None and not guard.is_said("refresh_view"):
            guard.login.refresh_view = "accounts.confirm_login"
        guard.forget()
        answers_trouble = getattr(self.users, "answers_trouble", None)
        if answers_trouble is not None:
            answers_trouble(app)

    def is_said(self, name: str) -> bool:
        """Whether the owner set this, and it is not only the default."""
        return name in self._keywords or PREFIX + name.upper() in self._app.config

    def _require_columns(self) -> None:
        """What the owner switched on has its columns; what is on by default is off without them, and says so."""
        from .columns import migration

        tables = {kind: self._table(kind) for kind in ("user", "role")}
        for name, wanted in BY_COLUMNS.items():
            value = self.settings[name]
            if value is False:
                continue
            missing = self.users.lacks(wanted)
            if not missing:
                self.settings[name] = True
            elif value is None:
                self.settings[name] = False
            else:
                names = ", ".join(f"{kind}.{column}" for kind, column in missing)
                raise SettingError(f"{name} needs columns that are not there: {names}. With Alembic:\n{migration(missing, tables)}")
        if not any(self.users.has(self.users.User, column) for column in self.settings["identities"]):
            raise SettingError(f"the class of users has none of the columns {', '.join(self.settings['identities'])}")

    def ready(self) -> None:
        """Looks once, at the first request, whether the database has what the classes declare, and whether mail can be sent."""
        if self._is_ready:
            return
        with self._lock:
            if self._is_ready:
                return
            self.mail.require()
            self._name_missing_columns()
            self._compare_database()
            if self.settings["sqlite_wal"] and hasattr(self.users, "let_readers_pass"):
                self.users.let_readers_pass()
            self._is_ready = True

    def _name_missing_columns(self) -> None:
        """What is off because its column is not there, and how it is added: one line, once."""
        from .columns import OPTIONAL, migration

        wanted = [(kind, name) for kind, columns in OPTIONAL.items() for name in columns]
        missing = [(kind, name) for kind, name in self.users.lacks(wanted) if kind == "user" or self._has_roles()]
        if not missing:
            return
        tables = {kind: self._table(kind) for kind in OPTIONAL}
        off = ", ".join(f"{tables[kind]}.{name} ({OPTIONAL[kind][name].what_for})" for kind, name in missing)
        logger.info("columns that are not there, and what is off without them: %s. With Alembic:\n%s", off, migration(missing, tables))

    def _has_roles(self) -> bool:
        return not hasattr(self.users, "Role") or self.users.Role is not None

    def _table(self, kind: str) -> str:
        named = self.users.table_name(kind) if hasattr(self.users, "table_name") else None
        return str(named or kind)

    def _compare_database(self) -> None:
        for table, column in self.users.not_unique() if hasattr(self.users, "not_unique") else ():
            logger.warning(
                "two users may have the same %s.%s: two requests at the same moment make two accounts. With Alembic:"
                ' op.create_index("uq_%s_%s", "%s", ["%s"], unique=True)', table, column, table, column, table, column
            )
        compare = getattr(self.users, "not_in_database", None)
        if compare is None:
            return
        for kind, name, column in compare():
            if name:
                table = self.users.table_name(kind)
                said = f'op.add_column("{table}", sa.Column("{name}", sa.{column.type!r}, nullable=True))'
                logger.error("the database lacks the column %s.%s, which the class declares; with Alembic: %s", table, name, said)
            else:
                logger.error("the database lacks the table %s, which the class declares: run your migrations", self.users.table_name(kind))

    # -- who is who --------------------------------------------------------------------------------------------------

    def identify(self, text: str) -> Optional[Any]:
        """The user whom a visitor names, by any of the ``identities``."""
        from .forms import normal_address

        columns = [name for name in self.settings["identities"] if name != "username" or self.settings["usernames"]]
        return self.users.identify((normal_address(text) or text).strip(), columns)

    def has(self, column: str) -> bool:
        """Whether users have a column."""
        return bool(self.users.has(self.users.User, column))

    def after_password(self, user: Any, remember: bool = False, how: str = "password") -> Any:
        """Goes on with who showed a first factor: to the second one, or in. Returns what a view returns."""
        from . import admission, answers

        answer = admission.after_first_factor(self, user, remember, how)
        return answers.give(self, answer) if isinstance(answer, answers.Answer) else answer

    def log_in(self, user: Any, remember: bool = False, how: str = "password") -> Any:
        """Logs in who showed everything, and returns what a view returns."""
        from . import admission, answers

        return answers.give(self, admission.log_in(self, user, remember, how))

    def invite(self, address: str, roles: Iterable[str] = (), by: Any = None) -> str:
        """Invites somebody by mail; see :func:`flask_stopple.accounts.flows.registration.invite`."""
        from .flows.registration import invite

        return invite(self, address, roles, by)

    # -- what pages need ---------------------------------------------------------------------------------------------

    def form_of(self, route: routes.Route) -> Optional[type[Form]]:
        """The form of a route: the application's own, or ours."""
        return self.forms.get(route.name, route.form)

    @property
    def site_name(self) -> str:
        """What the site is called in pages and mails."""
        return self.settings["site_name"] or current_app.name

    def is_on(self, name: str) -> bool:
        """Whether there is such a page: links lead only to what is switched on."""
        return f"accounts.{name}" in current_app.view_functions

    def path(self, setting: str) -> str:
        """A place of the settings, as a path: it is one, or an endpoint."""
        place = str(self.settings[setting])
        return place if place.startswith("/") else url_for(place)

    def home(self) -> str:
        """Where a visitor goes who comes from nowhere."""
        return self.path("after_login")

    def identity_of_current(self) -> Optional[str]:
        """How a password manager knows the present user."""
        user = login.current_user
        return getattr(user, "email", None) or getattr(user, "username", None)

    def menu(self) -> list[tuple[str, str]]:
        """The pages of an account that are switched on, and what they are called. Others add theirs to ``menu_entries``."""
        return [(name, text) for name, text in self.menu_entries if self.is_on(name)]

    @staticmethod
    def shown_time(seconds: int) -> str:
        """A moment, as everybody reads it."""
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")

    @staticmethod
    def shown_browser(agent: str) -> str:
        """A browser, as its owner knows it."""
        return browsers.in_words(agent)

    @property
    def managing(self) -> Any:
        """What administrators do, for the commands."""
        from . import managing

        return managing

    @staticmethod
    def all_texts() -> Iterable[str]:
        """Every text of pages and mails, for ``flask stopple texts``. A test holds the German ones to be all."""
        from .texts.german import GERMAN

        return GERMAN

    # -- ending ------------------------------------------------------------------------------------------------------

    def end_logins(self, user: Any, reason: str) -> list[str]:
        """Ends everything that opens an account, within the present transaction; the guard's own sessions end with :meth:`end_sessions`
        after it was written. Returns the session ids to end."""
        ended = [self.users.session_id(user)]
        if self.users.has(user, "fs_uniquifier"):
            user.fs_uniquifier = secrets.token_hex(16)
        for ending in self.endings:
            ending(user, reason)
        return ended

    @staticmethod
    def end_sessions(ids: Iterable[str]) -> None:
        """Ends sessions and remembered logins in the guard's store."""
        for id_ in ids:
            login.logout_everywhere(id_)

    def require_store(self) -> None:
        """Raises ``StoreError`` where the guard's store does not answer: before anything is written that it has to remember too."""
        guard: state.State = current_app.extensions["stopple"]
        guard.store.is_session_ended(b"-", None, 0, 0)


def accounts_of(app: Flask) -> Accounts:
    """The accounts of an application. Raises ``RuntimeError`` where it has none."""
    accounts: Optional[Accounts] = app.extensions.get("stopple_accounts")
    if accounts is None:
        raise RuntimeError("this application has no accounts: Stopple(app, accounts=Accounts(users))")
    return accounts


__all__ = ["Accounts", "accounts_of"]
