"""Which roles a user has at this moment: read with one statement; given, withdrawn, and ended on a date."""

from __future__ import annotations

import calendar
import datetime
import logging
import time
import weakref
from typing import Any, Callable, Mapping, Optional, Union

from flask import Flask

from ..errors import SettingError
from ..extension import state_of
from . import events
from .identities import Identities, Identity, RoleFacts, granted
from .identity import is_active

logger = logging.getLogger("stopple")

#: The column of the table between users and roles that says when a membership ends, in UTC; empty for never.
UNTIL = "until"

#: Under this name a session of SQLAlchemy keeps whose roles it changed, until it commits.
_CHANGED = "stopple_changed"
_EVERYBODY = None


class Memberships:
    """Reads identities out of a store."""

    def __init__(self, users: Any, hierarchy: Mapping[str, Any]) -> None:
        self.users = users
        #: Roles and the roles that they include, by the settings; the column ``parent`` says it for single ones.
        self.hierarchy = {name: [below] if isinstance(below, str) else list(below) for name, below in hierarchy.items()}
        self._statement: Optional[_Statement] = None
        self._looked = False

    def read(self, id_: str) -> Optional[Identity]:
        """The identity of the user whose session says ``id_``."""
        statement = self._prepared()
        if statement is not None:
            return self._ask(lambda: statement.read(id_, self.hierarchy), id_)
        user = self.users.user_by_id(id_)
        return None if user is None else self.of(user, id_)

    def of(self, user: Any, id_: str) -> Identity:
        """The identity of a user whose object is there: for stores that are not SQLAlchemy, and models that judge by themselves."""
        roles = list(getattr(user, "roles", None) or ())
        names = [role if isinstance(role, str) else str(role.name) for role in roles]
        facts = self._facts(roles)
        reached, permissions = facts.reach(names)
        found = Identity(id_, is_active(user), reached, permissions)
        found._whole = user
        return found

    def _facts(self, roles: list[Any]) -> RoleFacts:
        parents = {name: list(below) for name, below in self.hierarchy.items()}
        grants: dict[str, Any] = {}
        needed = list(roles)
        if any(getattr(role, "parent", None) for role in roles) or parents:
            needed = list(self.users.all_roles()) or needed
        for role in needed:
            if isinstance(role, str):
                continue
            grants[str(role.name)] = granted(getattr(role, "permissions", None))
            parent = getattr(role, "parent", None)
            if parent:
                parents.setdefault(str(role.name), []).append(str(getattr(parent, "name", parent)))
        return RoleFacts(grants, parents)

    def _prepared(self) -> Optional[_Statement]:
        if not self._looked:
            if hasattr(self.users, "User") and hasattr(self.users, "session"):
                self._statement = _Statement.of(self.users)
            self._looked = True
        return self._statement

    def _ask(self, question: Callable[[], Optional[Identity]], id_: str) -> Optional[Identity]:
        from sqlalchemy import exc

        from .stores.sqlalchemy import is_unavailable, unavailable

        try:
            found = question()
        except (exc.DBAPIError, exc.TimeoutError) as error:
            self.users.rollback()
            if is_unavailable(error):
                raise unavailable(error) from error
            raise
        except exc.PendingRollbackError as error:
            self.users.rollback()
            raise unavailable(error) from error
        if found is not None:
            found._load = lambda: self.users.user_by_id(id_)
        return found


class _Statement:
    """The one statement that reads a user's facts, without any object."""

    def __init__(self, users: Any, query: Any, convert: Callable[[str], Any], roles: Optional[Any], mapper: Any) -> None:
        from .stores.questions import Question

        self.users, self.convert, self.roles, self.mapper = users, convert, roles, mapper
        self.question = Question(query, "who")

    @classmethod
    def of(cls, users: Any) -> Optional[_Statement]:
        """The statement for these classes; ``None`` where only the objects themselves can say who they are."""
        import sqlalchemy
        from sqlalchemy.orm import RelationshipProperty

        mapper = sqlalchemy.inspect(users.User)
        if mapper.concrete or mapper.inherits is not None or not _judges_by_column(users.User):
            return None
        table = mapper.local_table
        by_key = not users.has(users.User, "fs_uniquifier") or users._names_itself_by_key()
        column = mapper.primary_key[0] if by_key else mapper.columns["fs_uniquifier"]
        convert = _converter(column) if by_key else str
        null: Any = sqlalchemy.null()
        active = mapper.columns["active"] if "active" in mapper.columns else sqlalchemy.literal(True)
        source, name, permissions, until, parent, every = table, null, null, null, null, None
        if "roles" in mapper.attrs:
            relation = mapper.attrs["roles"]
            if not isinstance(relation, RelationshipProperty) or relation.secondary is None or users.Role is None:
                return None
            role = relation.mapper
            if role.class_ is not users.Role or role.inherits is not None or "name" not in role.columns:
                return None
            between, roles = relation.secondary, role.local_table
            source = table.outerjoin(between, relation.primaryjoin).outerjoin(roles, relation.secondaryjoin)
            name = role.columns["name"]
            permissions = role.columns["permissions"] if "permissions" in role.columns else null
            until = between.c[UNTIL] if UNTIL in between.c else null
            parent = role.columns["parent"] if "parent" in role.columns else null
            every = sqlalchemy.select(name, permissions, parent)
        elif getattr(users.User, "roles", None) is not None:
            # A property of the class's own.
            return None
        query = (
            sqlalchemy.select(active.label("active"), name, permissions, until, parent)
            .select_from(source)
            .where(column == sqlalchemy.bindparam("who"))
        )
        return cls(users, query, convert, every, mapper)

    def read(self, id_: str, hierarchy: Mapping[str, list[str]]) -> Optional[Identity]:
        try:
            who = self.convert(id_)
        except (ValueError, TypeError, OverflowError):
            return None
        if "\0" in id_:
            return None
        rows = self.users.ask(self.question, who, self.mapper)
        if not rows:
            return None
        now = time.time()
        ends: Optional[float] = None
        grants: dict[str, list[str]] = {}
        names: list[str] = []
        includes = bool(hierarchy)
        for _, name, permissions, until, parent in rows:
            if name is None:
                continue
            if until is not None:
                end = moment(until)
                if end <= now:
                    continue
                ends = end if ends is None else min(ends, end)
            names.append(name)
            includes = includes or bool(parent)
            grants[name] = granted(permissions)
        # A row without a value is of before the column, and of a user who could log in.
        active = rows[0][0] is None or bool(rows[0][0])
        if not names or not includes:
            return Identity(id_, active, names, [grant for each in grants.values() for grant in each], None, ends)
        parents = {name: list(below) for name, below in hierarchy.items()}
        assert self.roles is not None
        for name, permissions, parent in self.users.session.connection(bind_arguments={"mapper": self.mapper}).execute(self.roles).all():
            grants[name] = granted(permissions)
            if parent:
                parents.setdefault(name, []).append(parent)
        reached, allowed = RoleFacts(grants, parents).reach(names)
        return Identity(id_, active, reached, allowed, None, ends)


def _judges_by_column(user: type) -> bool:
    """Whether ``is_active`` is the column's word: a class that judges by itself has to be asked, object by object."""
    for owner in user.__mro__:
        if "is_active" in vars(owner) or "is_authenticated" in vars(owner):
            # Mixins of ours and of the extensions before: the column, or always.
            return owner.__module__.split(".")[0] in ("flask_stopple", "flask_login", "flask_security")
    return True


def _converter(column: Any) -> Callable[[str], Any]:
    try:
        kind = column.type.python_type
    except NotImplementedError:
        return str
    if kind is int:

        def whole(text: str) -> int:
            number = int(text)
            if not -(2**63) <= number < 2**63:
                raise OverflowError
            return number

        return whole
    return kind  # type: ignore[no-any-return]


def moment(value: Union[datetime.datetime, datetime.date, int, float]) -> float:
    """A date of a column as seconds since 1970. One without a zone is UTC; a day without a time lasts until it is over."""
    if isinstance(value, datetime.datetime):
        return value.timestamp() if value.tzinfo is not None else calendar.timegm(value.timetuple()) + value.microsecond / 1e6
    if isinstance(value, datetime.date):
        return calendar.timegm(value.timetuple()) + 86_400.0
    return float(value)


# -- giving and withdrawing ------------------------------------------------------------------------------------------


def give_role(accounts: Any, user: Any, name: str, until: Optional[datetime.datetime] = None) -> None:
    """Gives a user a role, for good or until a date. Committed with everything else of the store's session."""
    users = accounts.users
    role = users.find_role(name)
    if role is None:
        raise LookupError(f"there is no role {name!r}")
    if until is not None and until.tzinfo is not None:
        until = until.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    between = _between(users)
    if until is not None and (between is None or UNTIL not in between.c):
        raise SettingError(
            "a membership that ends needs a column in the table between users and roles:"
            f" op.add_column({between.name if between is not None else 'roles_users'!r}, sa.Column('until', sa.DateTime))"
        )
    if role not in user.roles:
        user.roles.append(role)
    users.add(user)
    if between is not None and UNTIL in between.c:
        # What was given before for a time is given anew: for the new time, or for good.
        _write_until(users, between, user, role, until)
    users.commit()
    events.happened("role_given", user, role=name, until=until)


def withdraw_role(accounts: Any, user: Any, name: str) -> bool:
    """Takes a role from a user. It is gone at the user's next request."""
    users = accounts.users
    role = users.find_role(name)
    if role is None or role not in user.roles:
        return False
    user.roles.remove(role)
    users.add(user)
    users.commit()
    events.happened("role_withdrawn", user, role=name)
    return True


def _between(users: Any) -> Any:
    if not hasattr(users, "User"):
        return None
    import sqlalchemy

    relation = sqlalchemy.inspect(users.User).attrs.get("roles")
    return getattr(relation, "secondary", None)


def _write_until(users: Any, between: Any, user: Any, role: Any, until: Optional[datetime.datetime]) -> None:
    import sqlalchemy

    relation = sqlalchemy.inspect(users.User).attrs["roles"]
    users.session.flush()
    conditions = []
    for pairs, object_ in ((relation.synchronize_pairs, user), (relation.secondary_synchronize_pairs, role)):
        mapper = sqlalchemy.inspect(type(object_))
        for there, here in pairs:
            conditions.append(here == getattr(object_, mapper.get_property_by_column(there).key))
    users.session.execute(sqlalchemy.update(between).where(*conditions).values({UNTIL: until}))


# -- changes that other workers have to hear of ----------------------------------------------------------------------


def watch(app: Flask, users: Any, identities: Identities) -> None:
    """Has every change of users, roles and memberships that goes through SQLAlchemy end what is kept of them, in all workers."""
    seconds = identities.seconds
    if not hasattr(users, "User") or not seconds:
        return
    import sqlalchemy
    from sqlalchemy import event
    from sqlalchemy.orm import Session

    # SQLAlchemy keeps the listeners for good, which must not keep an application that is gone.
    there, whose, kept = weakref.ref(app), weakref.ref(users), weakref.ref(identities)
    between = _between(users)
    tables = weakref.WeakSet(sqlalchemy.inspect(kind).local_table for kind in (users.User, users.Role) if kind is not None)
    if between is not None:
        tables.add(between)

    def changed(session: Session) -> set[Optional[str]]:
        found: set[Optional[str]] = session.info.setdefault(_CHANGED, set())
        return found

    def flushed(session: Session, _: Any) -> None:
        users = whose()
        if users is None:
            return
        for object_ in (*session.new, *session.dirty, *session.deleted):
            if isinstance(object_, users.User):
                history = sqlalchemy.inspect(object_).attrs
                if "fs_uniquifier" in history:
                    changed(session).update(str(old) for old in history["fs_uniquifier"].history.deleted or ())
                changed(session).update((users.session_id(object_), users.user_key(object_)))
            elif users.Role is not None and isinstance(object_, users.Role):
                changed(session).add(_EVERYBODY)

    def executed(state: Any) -> None:
        if (state.is_update or state.is_delete or state.is_insert) and getattr(state.statement, "table", None) in tables:
            changed(state.session).add(_EVERYBODY)

    def say(session: Session) -> None:
        application, identities = there(), kept()
        if application is not None and identities is not None:
            for id_ in session.info.get(_CHANGED, ()):
                identities.forget(state_of(application).store, id_)

    def committing(session: Session) -> None:
        session.flush()
        # A store that does not answer ends this here, before anything is written.
        say(session)

    def committed(session: Session) -> None:
        try:
            # Again, for whoever read in between what was not yet written.
            say(session)
        except Exception:
            logger.exception("the store does not answer: a change of roles is seen after %s seconds", seconds)
        session.info.pop(_CHANGED, None)

    def taken_back(session: Session, transaction: Any) -> None:
        if not transaction.nested:
            session.info.pop(_CHANGED, None)

    for name, listener in (
        ("after_flush", flushed),
        ("do_orm_execute", executed),
        ("before_commit", committing),
        ("after_commit", committed),
        ("after_soft_rollback", taken_back),
    ):
        event.listen(Session, name, listener)
