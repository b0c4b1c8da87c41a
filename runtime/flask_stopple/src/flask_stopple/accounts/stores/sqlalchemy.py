"""Users in a database of SQLAlchemy 2: Flask-SQLAlchemy 3, Flask-SQLAlchemy-Lite, or a session of one's own."""

from __future__ import annotations

import contextlib
import functools
import logging
import secrets
import warnings
import weakref
from typing import Any, Callable, Iterable, Iterator, Mapping, Optional, Sequence, TypeVar, cast

import sqlalchemy
from flask import current_app
from sqlalchemy import bindparam, exc, func, or_, select, update
from sqlalchemy.orm import scoped_session

from ... import audit
from ...errors import SettingError, StoreUnavailable
from . import AlreadyThere, StillNeeded, now
from .questions import Question

logger = logging.getLogger("stopple")

Method = TypeVar("Method", bound=Callable[..., Any])

#: Compared without case: `Ann@Shop.example` is `ann@shop.example`, and a second `Admin` is no other than `admin`.
CASELESS = frozenset({"email", "username"})


#: Under this name a session keeps whether its transaction began with our own question.
BEGUN = "stopple_begun"


def is_unavailable(error: BaseException) -> bool:
    """Whether an error of SQLAlchemy says that the database does not answer, and not that it was asked for something wrong."""
    if isinstance(error, exc.TimeoutError):
        # The pool gave no connection in time.
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    if error.connection_invalidated or isinstance(error, exc.InterfaceError):
        return True
    # SQLite and MySQL say it with the same class when a table or a column is missing.
    said = str(error.orig).lower()
    return isinstance(error, exc.OperationalError) and not any(
        words in said for words in ("no such", "no column", "has no", "unknown column", "doesn't exist", "syntax error")
    )


def unavailable(error: BaseException) -> StoreUnavailable:
    """One clear line, and the answer to give."""
    orig = getattr(error, "orig", None) or error
    reason = (str(orig).strip() or type(orig).__name__).splitlines()[0]
    logger.error("the database does not answer, the request was refused: %s", reason)
    audit.event("store_unavailable", level=logging.ERROR)
    return StoreUnavailable()


def _answers(method: Method) -> Method:
    """Turns a database that does not answer into 503, with everything taken back."""

    @functools.wraps(method)
    def asked(self: SQLAlchemyUsers, *arguments: Any, **keywords: Any) -> Any:
        try:
            return method(self, *arguments, **keywords)
        except (exc.DBAPIError, exc.TimeoutError) as error:
            self._take_back()
            if is_unavailable(error):
                raise unavailable(error) from error
            raise
        except exc.PendingRollbackError as error:
            # The connection was lost earlier in this request, and somebody went on.
            self._take_back()
            raise unavailable(error) from error

    return cast(Method, asked)


class SQLAlchemyUsers:
    """``SQLAlchemyUsers(db, User, Role)``: ``db`` is a Flask-SQLAlchemy, a Flask-SQLAlchemy-Lite, or a (scoped) session.

    Who gives a session of their own closes it at the end of a request, as SQLAlchemy's documentation shows it with ``scoped_session``.
    """

    def __init__(
        self,
        db: Any,
        User: type,
        Role: Optional[type] = None,
        Credential: Optional[type] = None,
        Token: Optional[type] = None,
        SignIn: Optional[type] = None,
    ) -> None:
        if not hasattr(db, "execute") and not hasattr(type(db), "session") and not hasattr(db, "session"):
            raise SettingError(f"SQLAlchemyUsers takes a Flask-SQLAlchemy, a Flask-SQLAlchemy-Lite or a session, not {db!r}")
        self._db = db
        # Asked for on every request, and an extension that has no such name looks for it in all of SQLAlchemy first.
        self._is_session = hasattr(db, "execute")
        self.User, self.Role, self.Credential, self.Token, self.SignIn = User, Role, Credential, Token, SignIn
        #: What is asked of the classes again and again. Kept here and not for all stores together: an application that is gone leaves nothing behind.
        self._key: Optional[str] = None
        self._known: dict[tuple[type, str], bool] = {}
        # Statements of a login: to build one takes as long as to ask it.
        self._built: dict[Any, tuple[Any, Any]] = {}
        self._engines: weakref.WeakKeyDictionary[Any, tuple[Any, Optional[sqlalchemy.Engine]]] = weakref.WeakKeyDictionary()

    @property
    def session(self) -> Any:
        """The session of this request."""
        return self._db if self._is_session else self._db.session

    @property
    def classes(self) -> Mapping[str, Optional[type]]:
        """The application's classes, by our words for them."""
        return {"user": self.User, "role": self.Role, "credential": self.Credential, "token": self.Token, "sign_in": self.SignIn}

    def ask(self, question: Question, value: Any, mapper: Any) -> Sequence[Any]:
        """The rows that answer a question. Where the session of this request is in use it is asked, for what it wrote counts. Otherwise it is a connection of
        the pool, for this moment: a session costs several times as much as the question, and most requests need none."""
        session = self.session
        if isinstance(session, scoped_session) and not session.registry.has():
            engine = self._engine_of(session, mapper)
            if engine is not None:
                return question.ask(engine, value)
        connection = session.connection(bind_arguments={"mapper": mapper})
        return cast(Sequence[Any], connection.execute(question.select, {question.name: value}).all())

    def _engine_of(self, session: Any, mapper: Any) -> Optional[sqlalchemy.Engine]:
        """The engine that a session would take; ``None`` where only a session can tell, for it is bound to one connection (as in tests) or chooses by itself.
        Worked out once for an application: several may share this store, each with engines of its own."""
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        factory, engine = self._engines.get(app, (None, None))
        if factory is not session.session_factory:
            made = session()
            bind = made.get_bind(mapper=mapper)
            chooses = not type(made).get_bind.__module__.startswith(("sqlalchemy.", "flask_sqlalchemy."))
            engine = bind if isinstance(bind, sqlalchemy.Engine) and not chooses else None
            self._engines[app] = session.session_factory, engine
        return engine

    # -- finding -----------------------------------------------------------------------------------------------------

    @_answers
    def find_user(self, **identity: Any) -> Optional[Any]:
        if len(identity) != 1:
            raise TypeError("find_user() takes one column")
        ((column, value),) = identity.items()
        if isinstance(value, str) and column in CASELESS:
            return self.identify(value, (column,))
        if not self.has(self.User, column) or value is None:
            return None
        return self._one(select(self.User).where(getattr(self.User, column) == value))

    @_answers
    def identify(self, text: str, columns: Sequence[str]) -> Optional[Any]:
        there = tuple(column for column in columns if self.has(self.User, column))
        if not text or "\0" in text or not there:
            return None
        lowered = text.lower()
        self._begin()
        named_by, read = self._identifying(there)
        rows = self.session.execute(named_by, {"lowered": lowered}).all()
        named = _named(text, lowered, rows, len(there))
        # Where nobody is meant somebody is read all the same, and let go: making the object takes a while, and that would tell.
        user = self.session.scalars(read, {"named": named}).unique().first()
        return user if named is not None else None

    def _identifying(self, columns: tuple[str, ...]) -> tuple[Any, Any]:
        """Who is named ``lowered`` in some columns, and the user of the key ``named``; without one, anybody."""
        if columns not in self._built:
            there = [getattr(self.User, column) for column in columns]
            key = getattr(self.User, self._key_name())
            lowered = bindparam("lowered", type_=sqlalchemy.String())
            anybody = select(key).order_by(key).limit(1).scalar_subquery()
            named_by = select(key, *there).where(or_(*(func.lower(column) == lowered for column in there))).limit(10)
            read: Any = select(self.User).where(key == func.coalesce(bindparam("named", type_=key.type), anybody)).limit(1)
            self._built[columns] = named_by, read
        return self._built[columns]

    @_answers
    def user_by_id(self, text: str) -> Optional[Any]:
        if not isinstance(text, str) or "\0" in text:
            return None
        if self.has(self.User, "fs_uniquifier"):
            user = self._one(select(self.User).where(self.User.fs_uniquifier == text))  # type: ignore[attr-defined]
            if user is not None or not self._names_itself_by_key():
                return user
        return self.user_by_key(text)

    @_answers
    def user_by_key(self, text: str) -> Optional[Any]:
        column: Any = sqlalchemy.inspect(self.User).primary_key[0]
        try:
            key = column.type.python_type(text)
        except (ValueError, TypeError, NotImplementedError):
            return None
        if isinstance(key, int) and not -(2**63) <= key < 2**63:
            return None
        return self._one(select(self.User).where(getattr(self.User, self._key_name()) == key))

    def session_id(self, user: Any) -> str:
        if self.has(user, "fs_uniquifier") and user.fs_uniquifier and not self._names_itself_by_key():
            return str(user.fs_uniquifier)
        return self.user_key(user)

    def user_key(self, user: Any) -> str:
        return str(getattr(user, self._key_name()))

    def _key_name(self) -> str:
        if self._key is None:
            mapper: Any = sqlalchemy.inspect(self.User)
            self._key = cast(str, mapper.get_property_by_column(mapper.primary_key[0]).key)
        return self._key

    def _names_itself_by_key(self) -> bool:
        """A class with a `get_id` of somebody else's goes on as it did; Flask-Login's own gives the key."""
        from ..identity import UserMixin

        get_id = getattr(self.User, "get_id", None)
        return get_id is not None and get_id is not UserMixin.get_id and getattr(get_id, "__module__", "").startswith("flask_login")

    @_answers
    def find_role(self, name: str) -> Optional[Any]:
        if self.Role is None or "\0" in name:
            return None
        return self._one(select(self.Role).where(self.Role.name == name))  # type: ignore[attr-defined]

    @_answers
    def all_users(self, page: int = 1, search: str = "", per_page: int = 50) -> Sequence[Any]:
        query: Any = select(self.User).order_by(getattr(self.User, self._key_name()))
        if search:
            columns = [getattr(self.User, column) for column in ("email", "username") if self.has(self.User, column)]
            query = query.where(or_(*(func.lower(column).contains(search.lower(), autoescape=True) for column in columns)))
        offset = max(page - 1, 0) * per_page
        return cast(Sequence[Any], self.session.scalars(query.offset(offset).limit(per_page)).unique().all())

    @_answers
    def all_roles(self) -> Sequence[Any]:
        if self.Role is None:
            return []
        return cast(Sequence[Any], self.session.scalars(select(self.Role).order_by(self.Role.name)).unique().all())  # type: ignore[attr-defined]

    def has(self, user_or_class: Any, column: str) -> bool:
        class_ = user_or_class if isinstance(user_or_class, type) else type(user_or_class)
        known = self._known.get((class_, column))
        if known is None:
            known = self._known[class_, column] = column in sqlalchemy.inspect(class_).attrs
        return known

    def _one(self, query: Any) -> Optional[Any]:
        return self.session.scalars(query.limit(1)).unique().first()

    # -- writing -----------------------------------------------------------------------------------------------------

    def new_user(self, **fields: Any) -> Any:
        ours = {"fs_uniquifier": secrets.token_hex(16), "active": True, "create_datetime": now()}
        filled = {name: value for name, value in ours.items() if self.has(self.User, name)}
        return self.User(**{**filled, **fields})

    def new_role(self, **fields: Any) -> Any:
        if self.Role is None:
            raise SettingError("SQLAlchemyUsers(db, User) knows no class of roles: SQLAlchemyUsers(db, User, Role)")
        return self.Role(**fields)

    def add(self, object: Any) -> None:
        self.session.add(object)

    @_answers
    def delete(self, object: Any) -> None:
        self.session.delete(object)

    def flush(self) -> None:
        self._write("flush")

    def commit(self) -> None:
        self._write("commit")

    @_answers
    def _write(self, how: str) -> None:
        deleting = bool(self.session.deleted)
        try:
            getattr(self.session, how)()
        except exc.IntegrityError as error:
            self._take_back()
            if deleting:
                raise StillNeeded(str(error.orig)) from error
            raise AlreadyThere(str(error.orig)) from error

    def commit_locked(self) -> None:
        """Commits what was read under a lock, and lets the objects keep it: to read it a second time would be no newer."""
        with self._keeping():
            self._write("commit")

    def give_back(self) -> None:
        """Gives back the connection that :meth:`identify` took, before something that takes long. A pool has few of them, and who waits for one would wait for
        a password to be compared. Kept is one of a transaction in which somebody else has asked or written before: it is theirs to end."""
        session = self._session_itself()
        if session is None or not session.info.pop(BEGUN, False) or session.new or session.dirty or session.deleted:
            return
        with self._keeping():
            self._write("commit")

    def _begin(self) -> None:
        """Notes that a transaction is of our own reading."""
        session = self._session_itself(make=True)
        session.info[BEGUN] = not session.in_transaction()

    def _session_itself(self, make: bool = False) -> Any:
        """The session of this request without what stands before it; ``None`` where it was not used yet, unless it is to be made."""
        session = self.session
        if not isinstance(session, scoped_session):
            return session
        return session() if make or session.registry.has() else None

    @contextlib.contextmanager
    def _keeping(self) -> Iterator[None]:
        """For this while, a commit leaves the objects what they hold."""
        session = self._session_itself()
        before = getattr(session, "expire_on_commit", None)
        if session is None or before is None:
            yield
            return
        session.expire_on_commit = False
        try:
            yield
        finally:
            session.expire_on_commit = before

    def rollback(self) -> None:
        self._take_back()

    def _take_back(self) -> None:
        try:
            self.session.rollback()
        except exc.SQLAlchemyError:
            # Nobody is there who could hold anything: the connection goes.
            self.session.close()

    @_answers
    def lock_user(self, user: Any) -> Optional[Any]:
        key = {"key": getattr(user, self._key_name())}
        mapper: Any = sqlalchemy.inspect(self.User)
        touch, read = self._locking(self.session.get_bind(mapper=mapper).dialect.name == "sqlite")
        if touch is not None:
            self.session.execute(touch, key, bind_arguments={"mapper": mapper})
        return self.session.scalars(read, key).unique().one_or_none()

    def _locking(self, is_sqlite: bool) -> tuple[Any, Any]:
        """What takes the lock, where it is another statement than the one that reads, and what reads the user of a ``key``."""
        named = ("lock", is_sqlite)
        if named not in self._built:
            column: Any = sqlalchemy.inspect(self.User).primary_key[0]
            value = bindparam("key", type_=column.type)
            read: Any = select(self.User).where(getattr(self.User, self._key_name()) == value).execution_options(populate_existing=True)
            if is_sqlite:
                # It has no row locks: writing, though nothing, takes the one lock that there is.
                touch = update(column.table).where(column == value).values({column: column})
            else:
                # Only the user's own row: roles that are joined eagerly may be of an outer join, which cannot be locked.
                touch, read = None, read.with_for_update(of=self.User)
            self._built[named] = touch, read
        return self._built[named]

    # -- what belongs to a user --------------------------------------------------------------------------------------

    def credentials(self, user: Any) -> Sequence[Any]:
        return self._of(user, self.Credential)

    def tokens(self, user: Any) -> Sequence[Any]:
        return self._of(user, self.Token)

    @_answers
    def _of(self, user: Any, class_: Optional[type]) -> Sequence[Any]:
        if class_ is None:
            return []
        mine = class_.user_id == getattr(user, self._key_name())  # type: ignore[attr-defined]
        return cast(Sequence[Any], self.session.scalars(select(class_).where(mine)).unique().all())

    @_answers
    def credential_by_id(self, credential_id: bytes) -> Optional[Any]:
        if self.Credential is None:
            return None
        return self._one(select(self.Credential).where(self.Credential.credential_id == credential_id))  # type: ignore[attr-defined]

    @_answers
    def token_by_digest(self, digest: str) -> Optional[Any]:
        if self.Token is None:
            return None
        return self._one(select(self.Token).where(self.Token.digest == digest))  # type: ignore[attr-defined]

    def new_credential(self, **fields: Any) -> Any:
        if self.Credential is None:
            raise SettingError("passkeys need a class: SQLAlchemyUsers(db, User, Role, Credential)")
        return self.Credential(**fields)

    def new_token(self, **fields: Any) -> Any:
        if self.Token is None:
            raise SettingError("API tokens need a class: SQLAlchemyUsers(db, User, Role, Token=...)")
        return self.Token(**fields)

    def sign_ins(self, user: Any) -> Sequence[Any]:
        return self._of(user, self.SignIn)

    @_answers
    def sign_in_by_subject(self, issuer: str, subject: str) -> Optional[Any]:
        if self.SignIn is None:
            return None
        found: Any = self.SignIn
        return self._one(select(found).where(found.issuer == issuer, found.subject == subject))

    def new_sign_in(self, **fields: Any) -> Any:
        if self.SignIn is None:
            raise SettingError("linked sign-ins need a class: SQLAlchemyUsers(db, User, Role, SignIn=...)")
        return self.SignIn(**fields)

    @_answers
    def values(self, user: Any) -> dict[str, Any]:
        return {attribute.key: getattr(user, attribute.key) for attribute in sqlalchemy.inspect(type(user)).column_attrs}

    # -- what is not there -------------------------------------------------------------------------------------------

    def lacks(self, wanted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        missing = []
        for kind, column in wanted:
            class_ = self.classes[kind]
            if class_ is None or not self.has(class_, column):
                missing.append((kind, column))
        return missing

    def answers_trouble(self, app: Any) -> None:
        """Answers 503 also where the application itself asks a database that is away, unless it has an answer of its own."""

        def trouble(error: Exception) -> Any:
            if not is_unavailable(error):
                raise error
            self._take_back()
            return unavailable(error).get_response()

        # Before the extension's own, which would give up its session: by then the answer is made, and a connection that was lost takes nothing of it back.
        app.teardown_appcontext(self._let_go)
        handlers = app.error_handler_spec[None][None]
        for kind in (exc.OperationalError, exc.InterfaceError, exc.TimeoutError):
            if kind not in handlers:
                app.register_error_handler(kind, trouble)

    def _let_go(self, _error: Optional[BaseException]) -> None:
        session = self.session
        if isinstance(session, scoped_session):
            if not session.registry.has():
                return
            session = session()
        elif session is self._db:
            # One that the application opened, and closes by itself.
            return
        try:
            session.close()
        except exc.SQLAlchemyError as error:
            logger.warning("the database went away after the answer was made: %s", str(error).splitlines()[0])
            session.invalidate()

    def table_name(self, kind: str) -> Optional[str]:
        """The name of the table of ``user``, ``role``, ``credential``, ``token`` or ``sign_in``."""
        class_ = self.classes[kind]
        return None if class_ is None else str(sqlalchemy.inspect(class_).local_table.name)

    @_answers
    def not_unique(self) -> list[tuple[str, str]]:
        """Tables and columns that name a user and that the database lets two users share: two requests at the same moment would."""
        mapper: Any = sqlalchemy.inspect(self.User)
        table, shared = mapper.local_table, []
        inspector = sqlalchemy.inspect(self.session.get_bind(mapper=mapper))
        with warnings.catch_warnings():
            # SQLite cannot describe indexes of expressions, and says so.
            warnings.simplefilter("ignore", exc.SAWarning)
            indexes = inspector.get_indexes(table.name, schema=table.schema)
            constraints = inspector.get_unique_constraints(table.name, schema=table.schema)
        unique = [index.get("column_names") for index in indexes if index.get("unique")]
        unique += [constraint["column_names"] for constraint in constraints]
        for name in ("email", "username", "fs_uniquifier"):
            if self.has(self.User, name):
                column = mapper.columns[name].name
                if [column] not in unique:
                    shared.append((str(table.name), str(column)))
        return shared

    def let_readers_pass(self) -> None:
        """Puts a file of SQLite into write-ahead mode. In its first mode whoever reads waits for whoever writes, asleep for up to a tenth of a second at a
        time: eight logins at once held up all others. The mode stays with the file. Another one than the first was somebody's choice, and is left."""
        bind = self.session.get_bind(mapper=sqlalchemy.inspect(self.User))
        if not isinstance(bind, sqlalchemy.Engine) or bind.dialect.name != "sqlite":
            return
        try:
            # A transaction could not change it, and this request's session is in one.
            with bind.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                if connection.scalar(sqlalchemy.text("pragma journal_mode")) == "delete":
                    connection.scalar(sqlalchemy.text("pragma journal_mode = wal"))
        except exc.SQLAlchemyError as error:
            # Somebody writes just now, or the file is not ours to change. It works without, only slower.
            logger.info("the database stays in journal mode delete, where readers wait for writers: %s", str(error).splitlines()[0])

    @_answers
    def not_in_database(self) -> list[tuple[str, str, Any]]:
        """Columns that the classes declare and the database does not have: a migration was not run. Kind, name and column;
        the name is empty where the whole table is missing."""
        missing: list[tuple[str, str, Any]] = []
        for kind, class_ in self.classes.items():
            if class_ is None:
                continue
            mapper: Any = sqlalchemy.inspect(class_)
            table = mapper.local_table
            inspector = sqlalchemy.inspect(self.session.get_bind(mapper=mapper))
            if not inspector.has_table(table.name, schema=table.schema):
                missing.append((kind, "", table))
                continue
            there = {column["name"] for column in inspector.get_columns(table.name, schema=table.schema)}
            missing.extend((kind, column.name, column) for column in table.columns if column.name not in there)
        return missing


def _named(text: str, lowered: str, rows: Sequence[Any], columns: int) -> Optional[Any]:
    """The key of the one row that a text names. Tables of before may hold `Bob` and `bob`: then only the exact spelling names one of them. And
    if one's name is another's address, the address counts, for the columns begin with what was proved."""
    for place in range(1, columns + 1):
        exact = [row[0] for row in rows if row[place] == text]
        if len(exact) == 1:
            return exact[0]
        caseless = [row[0] for row in rows if str(row[place] or "").lower() == lowered]
        if caseless:
            return caseless[0] if len(caseless) == 1 else None
    return rows[0][0] if len(rows) == 1 else None
