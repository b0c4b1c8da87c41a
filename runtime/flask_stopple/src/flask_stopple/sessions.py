"""Flask's ``session``, sealed into the cookie or kept on the server."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Optional

from flask import Flask, Request, current_app
from flask import request as current_request
from flask import session as current_session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionInterface
from werkzeug.wrappers import Response

from . import _stopple, audit
from .errors import SessionTooLarge, SettingError, StoreUnavailable

if TYPE_CHECKING:
    from .state import State

logger = logging.getLogger("stopple")

#: Browsers keep 4096 bytes of name, value and attributes; Werkzeug warns above this.
MOST_COOKIE = 4093

#: Where the id of the user lies, as Flask-Login has it.
USER = "_user_id"
#: Which signed cookie a session was moved in from.
MOVED_IN = "_moved_in"


#: What the store said to :attr:`State.also_asks`, in the environment of the request: for whom, since when, and whether.
ALSO_ASKED = "stopple.also_asked"


class Session(SecureCookieSession):
    """A session with an id and an age."""

    #: Random; a new one at each login.
    id: Optional[bytes] = None
    #: Seconds since 1970.
    began = 0
    used = 0
    #: Its last use should be written again.
    renew = False
    #: It lies in the store, or came in the cookie.
    is_kept = False
    #: Somebody was logged in when it was opened.
    had_user = False
    #: An id that was given up in this request and has to end.
    given_up: Optional[bytes] = None

    def regenerate(self) -> None:
        """A new id for the same data: done whenever somebody logs in or out. The old id ends with this request."""
        if self.is_kept and self.id is not None and self.given_up is None:
            self.given_up = self.id
        self.id, self.is_kept, self.began = None, False, 0
        self.modified = True


class Unavailable(SecureCookieSession):
    """The session of a request whose store does not answer. Whoever needs it is refused; whoever does not is served."""

    def __init__(self, trouble: _stopple.StoreError) -> None:
        super().__init__()
        self._trouble = trouble

    def _fail(self, *_: Any, **__: Any) -> Any:
        raise self._trouble

    __getitem__ = get = __contains__ = __iter__ = keys = values = items = __len__ = _fail
    __setitem__ = __delitem__ = clear = pop = popitem = update = setdefault = _fail


class Interface(SessionInterface):
    """Opens and saves sessions."""

    session_class = Session

    def __init__(self, state: State) -> None:
        self.state = state
        self._sealed: Optional[tuple[Any, _stopple.SealedSessions]] = None
        self._signed = SecureCookieSessionInterface()
        self._server: Optional[tuple[Any, _stopple.ServerSessions]] = None

    # -- names and places --------------------------------------------------------------------------------------------

    def cookie_name(self, app: Flask, secure: bool) -> str:
        """The cookie's name: over HTTPS with the prefix that makes browsers keep others from setting it."""
        return prefixed(app, app.config["SESSION_COOKIE_NAME"], secure, self.get_cookie_domain(app), self.get_cookie_path(app))

    def _keys(self) -> tuple[Any, ...]:
        wanted = self.state.settings
        fallbacks = tuple(self.state.app.config.get("SECRET_KEY_FALLBACKS") or ())
        return self.state.app.secret_key, fallbacks, wanted["session_idle"], wanted["session_absolute"]

    def sealed(self) -> _stopple.SealedSessions:
        """Sessions in the cookie, under the keys and limits of now."""
        keys = self._keys()
        if self._sealed is None or self._sealed[0] != keys:
            secret, fallbacks = self.state.secrets()
            self._sealed = keys, _stopple.SealedSessions(secret, fallbacks, *keys[2:])
        return self._sealed[1]

    def on_server(self) -> Optional[_stopple.ServerSessions]:
        """Sessions in the store, if that is where they lie."""
        if self.state.settings["session"] != "server":
            return None
        keys = self._keys()
        if self._server is None or self._server[0] != keys:
            secret, fallbacks = self.state.secrets()
            self._server = keys, _stopple.ServerSessions(self.state.store, secret, fallbacks, *keys[2:])
        return self._server[1]

    # -- opening -----------------------------------------------------------------------------------------------------

    def open_session(self, app: Flask, request: Request) -> Optional[SecureCookieSession]:
        if not app.secret_key:
            # Flask then gives a session that explains itself when it is written to.
            return None
        secure = request.environ.get("wsgi.url_scheme") == "https"
        name = self.cookie_name(app, secure)
        cookie = _stopple.cookie(request.environ, name)
        if cookie is None:
            return self._moved_in(app, request) or Session()
        loads = _serializer.loads
        now = int(time.time())
        try:
            server = self.on_server()
            opened = server.open(name, cookie, now, loads) if server else self.sealed().open(name, cookie, now, loads)
            if opened is None or not isinstance(opened[0], dict):
                return self._moved_in(app, request) or Session()
            data, id_, began, used, renew = opened
            user = data.get(USER)
            # A login that was ended is one on the server's word alone; the cookie does not know it.
            if user is not None and not server and self._is_ended(request, id_, str(user), began, now):
                return Session()
        except _stopple.StoreError as error:
            return Unavailable(error)
        session = Session(data)
        session.id, session.began, session.used, session.renew, session.is_kept = id_, began, used, renew, True
        session.had_user = user is not None
        return session

    def _is_ended(self, request: Request, id_: bytes, user: str, began: int, now: int) -> bool:
        store, also_asks = self.state.store, self.state.also_asks
        others = also_asks(user) if also_asks is not None else None
        if others is None:
            return store.is_session_ended(id_, user, began, now)
        names, since = others
        is_ended, is_changed = store.is_ended_and_others(id_, user, began, names, since, now)
        request.environ[ALSO_ASKED] = user, since, is_changed
        return is_ended

    def _moved_in(self, app: Flask, request: Request) -> Optional[Session]:
        """The session of a cookie that Flask signed before Stopple moved in."""
        if not self.state.settings["session_read_signed"]:
            return None
        cookie = request.cookies.get(self.get_cookie_name(app))
        signed = self._signed.open_session(app, request) if cookie else None
        if not cookie or not signed:
            return None
        mark = _stopple.fingerprint(cookie)
        now = int(time.time())
        user = signed.get(USER)
        if self.state.store.is_session_ended(mark.encode(), None if user is None else str(user), 0, now):
            return None
        session = Session(dict(signed))
        # Who logs out ends the signed cookie too, which cannot end by itself.
        session[MOVED_IN] = mark
        return session

    # -- saving ------------------------------------------------------------------------------------------------------

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        if isinstance(session, Unavailable):
            return
        if response.status_code == 503 and session.get(USER) is not None and not session.had_user:
            # A store went away behind the login: who reads that it failed is not logged in.
            return
        try:
            self._save(app, session, response)
        except _stopple.StoreError as error:
            log_unavailable(error)
            # What the view meant to keep is not kept: its answer must not say that it was.
            response.status_code = 503
            response.set_data(StoreUnavailable.description or "")
            response.headers.pop("Location", None)
            response.headers.pop("Set-Cookie", None)

    def _save(self, app: Flask, session: Session, response: Response) -> None:
        request: Request = current_request._get_current_object()  # type: ignore[attr-defined]
        environ = request.environ
        if session.accessed:
            # Makes the core add `Vary: Cookie` and `Cache-Control`.
            environ["stopple.personal"] = True
        if not session.modified and not session.renew:
            return
        secure = environ.get("wsgi.url_scheme") == "https"
        name = self.cookie_name(app, secure)
        attributes: dict[str, Any] = {
            "domain": self.get_cookie_domain(app),
            "path": self.get_cookie_path(app),
            "secure": secure or self.get_cookie_secure(app),
            "httponly": True,
            "samesite": self.get_cookie_samesite(app) or "Lax",
        }
        now = int(time.time())
        if session.given_up is not None:
            # A sealed session that nobody was logged in to has nothing that could be misused.
            if session.had_user or self.on_server() is not None:
                self.end(session.given_up, now)
            session.given_up = None
        if not dict.__len__(session):
            if session.is_kept or name in request.cookies:
                if session.is_kept and session.id is not None and (session.had_user or self.on_server() is not None):
                    self.end(session.id, now)
                environ["stopple.personal"] = True
                response.delete_cookie(name, **attributes)
            return
        if session.id is None:
            session.id, session.began = _stopple.new_id(), max(now, session.began)
        value = self._write(app, session, request, name, now)
        environ["stopple.personal"] = True
        if value is None:
            # It was ended meanwhile, by another request.
            response.delete_cookie(name, **attributes)
            return
        response.set_cookie(name, value, expires=self.get_expiration_time(app, session), **attributes)

    def _write(self, app: Flask, session: Session, request: Request, name: str, now: int) -> Optional[str]:
        assert session.id is not None
        server = self.on_server()
        if server is not None:
            owner = session.get(USER)
            alive = server.write(
                session,
                session.id,
                session.began,
                now,
                owner=str(owner) if owner is not None else "",
                label=request.user_agent.string[:200],
                is_new=not session.is_kept,
                now=now,
                dumps=_serializer.dumps,
            )
            return server.seal(name, session.id) if alive else None
        sealed = self.sealed()
        value = sealed.seal(name, session, session.id, session.began, now, _serializer.dumps)
        if len(name) + len(value) + 150 > MOST_COOKIE:
            sizes = ", ".join(f"{key!r} takes {size} bytes" for key, size in sealed.sizes(session, _serializer.dumps)[:3])
            raise SessionTooLarge(
                f"the session needs a cookie of {len(value)} bytes, and browsers keep {MOST_COOKIE} with name and attributes: {sizes}."
                " Keep less, or set STOPPLE_SESSION = 'server'"
            )
        return value

    def end_present(self, session: Session) -> None:
        """Ends the present session at once, and makes it a new one. Raises ``StoreError`` before anything is changed."""
        now = int(time.time())
        for id_ in (session.given_up, session.id if session.is_kept else None):
            if id_ is not None:
                self.end(id_, now)
        mark = session.get(MOVED_IN)
        if isinstance(mark, str):
            # Signed cookies live for as long as Flask lets them.
            until = now + int(self.state.app.permanent_session_lifetime.total_seconds()) + 300
            self.state.store.end_session(mark.encode(), until, now)
        session.id, session.is_kept, session.given_up, session.began, session.had_user = None, False, None, 0, False
        session.modified = True

    def end(self, id_: bytes, now: int) -> None:
        """Ends a session on the server, wherever it lies."""
        server = self.on_server()
        if server is not None:
            server.end(id_)
        else:
            self.state.store.end_session(id_, now + self.state.settings["session_absolute"] + 300, now)


def prefixed(app: Flask, name: str, secure: bool, domain: Optional[str], path: str) -> str:
    """The name of a cookie of ours, with the strongest prefix that its domain and path keep (ASVS 3.3.3)."""
    if not secure or name.startswith(("__Host-", "__Secure-")):
        return name
    return f"__Host-{name}" if domain is None and path == "/" else f"__Secure-{name}"


class _Serializer:
    """Flask's serializer, for what is none of the plain types."""

    @staticmethod
    def dumps(value: Any) -> str:
        from flask.sessions import session_json_serializer

        return session_json_serializer.dumps(value)

    @staticmethod
    def loads(text: str) -> Any:
        from flask.sessions import session_json_serializer

        return session_json_serializer.loads(text)


_serializer = _Serializer()


def install(app: Flask, state: State) -> None:
    """Puts our sessions in the place of Flask's own. An interface that the application chose itself is left alone."""
    if state.settings["session"] not in ("sealed", "server", True):
        raise SettingError(f"session is sealed, server or False, not {state.settings['session']!r}")
    if type(app.session_interface) is SecureCookieSessionInterface:
        app.session_interface = Interface(state)


def interface() -> Optional[Interface]:
    """Our interface, if the application has it."""
    found = current_app.session_interface
    return found if isinstance(found, Interface) else None


def regenerate() -> None:
    """A new id for the present session, so that one that somebody planted is worth nothing."""
    session = current_session._get_current_object()  # type: ignore[attr-defined]
    if isinstance(session, Session):
        session.regenerate()
    elif hasattr(current_app.session_interface, "regenerate"):
        # As Flask-Session 0.8 has it.
        current_app.session_interface.regenerate(session)


def unavailable(error: _stopple.StoreError) -> Any:
    """The answer to a request that needs a store which does not answer."""
    log_unavailable(error)
    return StoreUnavailable().get_response()


def log_unavailable(error: _stopple.StoreError) -> None:
    """One clear line."""
    logger.error("the store does not answer, the request was refused: %s", error)
    audit.event("store_unavailable", level=logging.ERROR)
