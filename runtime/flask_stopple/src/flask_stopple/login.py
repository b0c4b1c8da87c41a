"""Login: who is there, how they come, how they leave. Names and session keys are those of Flask-Login."""

from __future__ import annotations

import logging
import re
import time
from datetime import timedelta
from functools import lru_cache, wraps
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional, TypeVar, Union, cast
from urllib.parse import urlencode, urlsplit

from flask import after_this_request, current_app, flash, g, has_request_context, redirect, request, session, url_for
from flask import abort as flask_abort
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from . import _stopple, audit, csrf, sessions, signals

if TYPE_CHECKING:
    from .state import State

Function = TypeVar("Function", bound=Callable[..., Any])

#: Keys of the session, as Flask-Login writes them: logins of before stay logins.
USER = sessions.USER
FRESH = "_fresh"
BROWSER = "_id"

#: The remember-me cookie; over HTTPS with the prefix `__Host-`.
REMEMBER = "remember"

#: Methods that browsers send by themselves and without cookies.
EXEMPT_METHODS = frozenset({"OPTIONS"})


class UserMixin:
    """What a class of users needs; ``id`` names the user."""

    @property
    def is_active(self) -> bool:
        return True

    @property
    def is_authenticated(self) -> bool:
        return self.is_active

    @property
    def is_anonymous(self) -> bool:
        return False

    def get_id(self) -> str:
        try:
            return str(self.id)  # type: ignore[attr-defined]
        except AttributeError:
            raise NotImplementedError("no `id` attribute: override `get_id`") from None

    def __eq__(self, other: object) -> bool:
        return self.get_id() == other.get_id() if isinstance(other, UserMixin) else NotImplemented

    def __ne__(self, other: object) -> bool:
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = object.__hash__


class AnonymousUserMixin:
    """Nobody."""

    is_authenticated = False
    is_active = False
    is_anonymous = True

    def get_id(self) -> None:
        return None


class Deferred:
    """A user of whom is known what guards ask about; the application's own object is read when somebody asks for it."""

    __slots__ = ()

    def whole(self) -> Any:
        """The object, or ``None`` for a user who is gone meanwhile."""
        raise NotImplementedError


class Login:
    """How an application knows its users. ``Stopple(app).login`` is one; it keeps no application."""

    def __init__(self) -> None:
        self.login_view: Optional[str] = None
        #: Endpoints of single blueprints, by the blueprint's name.
        self.blueprint_login_views: dict[str, str] = {}
        self.login_message: Optional[str] = "Please log in to access this page."
        self.login_message_category = "message"
        self.refresh_view: Optional[str] = None
        self.needs_refresh_message: Optional[str] = "Please reauthenticate to access this page."
        self.needs_refresh_message_category = "message"
        self.anonymous_user: Callable[[], Any] = AnonymousUserMixin
        self.id_attribute = "get_id"
        self.localize_callback: Optional[Callable[[str], str]] = None
        self._user_loader: Optional[Callable[[str], Any]] = None
        #: Which of the callbacks are coroutine functions: none becomes one later. Kept here, so that an application that is gone leaves nothing behind.
        self._awaits: dict[Callable[..., Any], bool] = {}
        self._request_loader: Optional[Callable[[Any], Any]] = None
        #: Knows a user by the `Authorization` header: whether the header is of its kind, and who comes with it. A request that shows
        #: such a header is nobody else's, whatever cookies it brings.
        self.token_loader: Optional[Callable[[Any], tuple[bool, Any]]] = None
        #: What names a user in the audit log, by what stands for them in sessions; without it that itself does.
        self.name_of: Optional[Callable[[str], str]] = None
        self._unauthorized: Optional[Callable[[], Any]] = None
        self._needs_refresh: Optional[Callable[[], Any]] = None

    # -- what another kind of login may do in its own way (`compat`) -------------------------------------------------

    def protection(self) -> Optional[str]:
        """What happens to a session that comes from another browser: ``basic``, ``strong`` or ``None``."""
        return cast(Optional[str], _settings()["session_protection"])

    def forgets(self, key: str) -> bool:
        """Whether a key of the session goes with the login; what was flashed is still shown."""
        return key != "_flashes"

    def way_back(self, view: str) -> Response:
        """The redirect to a page where a visitor logs in."""
        return redirect(login_url(view, _here()))

    def remember_seconds(self, duration: Optional[timedelta]) -> int:
        """How long a login is remembered."""
        return int((duration or timedelta(days=_settings()["remember_days"])).total_seconds())

    def remember_name(self) -> str:
        """The name of the remember-me cookie, before it gets its prefix."""
        return REMEMBER

    def remember_attributes(self) -> dict[str, Any]:
        """How the remember-me cookie leaves."""
        app, interface = current_app, current_app.session_interface
        return {
            "domain": interface.get_cookie_domain(app),
            "path": interface.get_cookie_path(app),
            "secure": request.scheme == "https",
            "httponly": True,
            "samesite": "Lax",
        }

    # -- callbacks ---------------------------------------------------------------------------------------------------

    def user_loader(self, callback: Function) -> Function:
        """Registers what finds a user by id; ``None`` for one who is not there any more."""
        self._user_loader = callback
        return callback

    def request_loader(self, callback: Function) -> Function:
        """Registers what finds a user by the request itself, as by an API key. Such a user is known for this request only."""
        self._request_loader = callback
        return callback

    def unauthorized_handler(self, callback: Function) -> Function:
        """Registers what answers a visitor who has to log in."""
        self._unauthorized = callback
        return callback

    def needs_refresh_handler(self, callback: Function) -> Function:
        """Registers what answers a visitor whose login is not fresh."""
        self._needs_refresh = callback
        return callback

    # -- answers -----------------------------------------------------------------------------------------------------

    def unauthorized(self) -> Any:
        """The answer to a visitor who has to log in: the handler's, a redirect to the login page, or 401."""
        signals.user_unauthorized.send(current_app._get_current_object())  # type: ignore[attr-defined]
        audit.event("unauthorized", level=logging.WARNING)
        if self._unauthorized:
            return self._unauthorized()
        view = self._login_view()
        if not view:
            flask_abort(401)
        self._flash(self.login_message, self.login_message_category)
        return self.way_back(view)

    def needs_refresh(self) -> Any:
        """The answer to a visitor whose login is not fresh: the handler's, a redirect, or 401."""
        signals.user_needs_refresh.send(current_app._get_current_object())  # type: ignore[attr-defined]
        if self._needs_refresh:
            return self._needs_refresh()
        view = self.refresh_view or _settings()["refresh_view"]
        if not view:
            flask_abort(401)
        self._flash(self.needs_refresh_message, self.needs_refresh_message_category)
        return self.way_back(view)

    def _login_view(self) -> Optional[str]:
        for blueprint in request.blueprints:
            if blueprint in self.blueprint_login_views:
                return self.blueprint_login_views[blueprint]
        return self.login_view or _settings()["login_view"]

    def _flash(self, message: Optional[str], category: str) -> None:
        if message:
            flash(self.localize_callback(message) if self.localize_callback else message, category=category)

    # -- who is there ------------------------------------------------------------------------------------------------

    def load(self) -> Any:
        """The user of this request: by the session, a remembered login, or the request itself."""
        # Every signed-in request pays for this. The proxies are looked through once.
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        environ, here = request.environ, session._get_current_object()  # type: ignore[attr-defined]
        user = None
        if self.token_loader is not None and "HTTP_AUTHORIZATION" in environ:
            is_ours, user = self.token_loader(request._get_current_object())  # type: ignore[attr-defined]
            if is_ours:
                g._login_of_request_alone = True
                if user is not None:
                    signals.user_loaded_from_request.send(app, user=_whole(user))
                return self.anonymous_user() if user is None else user
        if self._user_loader is not None:
            if self._belongs_to_this_browser(app, here, environ):
                id_ = here.get(USER)
                if id_ is not None:
                    user = self._call(self._user_loader, id_)
            if user is None:
                user = self._remembered(app)
        if user is None and self._request_loader is not None:
            user = self._call(self._request_loader, request._get_current_object())  # type: ignore[attr-defined]
            if user is not None:
                g._login_of_request_alone = True
                signals.user_loaded_from_request.send(app, user=_whole(user))
        return self.anonymous_user() if user is None else user

    def _call(self, callback: Callable[..., Any], *arguments: Any) -> Any:
        awaits = self._awaits.get(callback)
        if awaits is None:
            awaits = self._awaits[callback] = iscoroutinefunction(callback)
        return (current_app.ensure_sync(callback) if awaits else callback)(*arguments)

    def _belongs_to_this_browser(self, app: Any, here: Any, environ: Mapping[str, Any]) -> bool:
        """Whether the session's browser is the present one. Another one makes it stale, or ends it."""
        mode = self.protection()
        known = here.get(BROWSER)
        if mode is None or (known is None and here.get(USER) is None) or _stopple.is_same(str(known), _browser(environ.get("HTTP_USER_AGENT", ""))):
            return True
        signals.session_protected.send(app)
        audit.event("session_changed_browser", level=logging.WARNING)
        if mode == "strong":
            _end_session()
            return False
        if session.get(FRESH):
            session[FRESH] = False
        session[BROWSER] = browser()
        return True

    def _remembered(self, app: Any) -> Any:
        state = _state()
        value = _presented(state)
        if value is None or self._user_loader is None:
            return None
        verdict, id_, following, ends = state.store.recognise(value, state.settings["remember_grace"], int(time.time()))
        if verdict == "stolen":
            assert id_ is not None
            # The copy may have opened a session already.
            end_all_sessions(state, id_)
            signals.remember_token_stolen.send(app, user_id=id_)
            audit.event("token_stolen", level=logging.CRITICAL, session_id=id_)
        user = self._call(self._user_loader, id_) if verdict == "user" else None
        if user is None:
            _drop_remember_cookie()
            return None
        if following is not None:
            _set_remember_cookie(following, ends)
        sessions.regenerate()
        csrf.renew_token()
        session[USER], session[FRESH], session[BROWSER] = id_, False, browser()
        signals.user_loaded_from_cookie.send(app, user=_whole(user))
        audit.event("login_remembered", session_id=id_)
        return user


# -- the present user ------------------------------------------------------------------------------------------------


def present() -> Any:
    """The user of this request as guards ask about them, whose own object may not have been read."""
    if not has_request_context():
        return None
    kept = g._get_current_object()
    user = kept.get("_login_user", _NOT_YET)
    if user is _NOT_YET:
        if signals.user_accessed.receivers:
            signals.user_accessed.send(current_app._get_current_object())  # type: ignore[attr-defined]
        user = kept._login_user = _state().login.load()
    return user


#: Nobody has asked yet who is there.
_NOT_YET = object()


def _is_somebody() -> bool:
    """Whether this request is a user's; an application may have ``None`` for nobody."""
    user = present()
    return user is not None and bool(user.is_authenticated)


def _get_user() -> Any:
    user = present()
    if isinstance(user, Deferred):
        whole = user.whole()
        user = g._login_user = _state().login.anonymous_user() if whole is None else whole
    return user


def _whole(user: Any) -> Any:
    return user.whole() if isinstance(user, Deferred) else user


#: The user of this request; an anonymous one where nobody is logged in.
current_user: Any = LocalProxy(_get_user)


def login_user(
    user: Any, remember: bool = False, duration: Optional[timedelta] = None, force: bool = False, fresh: bool = True
) -> bool:
    """Logs a user in: a new session id, a new CSRF secret, and with ``remember`` a login that survives the browser for
    ``duration``. Says ``False`` for a user who is not active, unless ``force``."""
    if not force and not user.is_active:
        audit.event("login_refused", level=logging.WARNING, reason="inactive")
        return False
    state = _state()
    id_ = str(getattr(user, state.login.id_attribute)())
    sessions.regenerate()
    csrf.renew_token()
    session[USER], session[FRESH], session[BROWSER] = id_, fresh, browser()
    g.pop("_login_of_request_alone", None)
    if remember:
        lives = state.login.remember_seconds(duration)
        now = int(time.time())
        _forget_presented(state)
        _set_remember_cookie(state.store.remember(id_, lives, now), now + lives, of_login=True)
    g._login_user = user
    signals.user_logged_in.send(current_app._get_current_object(), user=user)  # type: ignore[attr-defined]
    audit.event("login", session_id=id_)
    return True


def logout_user() -> bool:
    """Logs the user out, here and on the server: the session's cookie and the remember-me cookie are worth nothing any more,
    whoever has a copy."""
    user, id_ = _get_user(), session.get(USER)
    state = _state()
    # The server first. If the store does not answer nobody is told that they are out.
    _forget_presented(state)
    _end_session()
    _drop_remember_cookie()
    g._login_user = state.login.anonymous_user()
    clear = state.settings["clear_site_data"]
    if clear:

        @after_this_request
        def forget(response: Response) -> Response:
            response.headers["Clear-Site-Data"] = clear
            return response

    signals.user_logged_out.send(current_app._get_current_object(), user=user)  # type: ignore[attr-defined]
    audit.event("logout", session_id=id_)
    return True


def confirm_login() -> None:
    """Makes the login fresh: the user has just shown again who they are."""
    sessions.regenerate()
    csrf.renew_token()
    session[FRESH], session[BROWSER] = True, browser()
    signals.user_login_confirmed.send(current_app._get_current_object())  # type: ignore[attr-defined]


def login_fresh() -> bool:
    """Whether the user logged in in this very session, and was not only remembered. Who comes with a token of the request's own did not,
    whatever session the same request brings."""
    if current_app.extensions.get("stopple") is not None:
        present()
    return bool(session.get(FRESH, False)) and not g.get("_login_of_request_alone", False)


def login_remembered() -> bool:
    """Whether the request brings a remember-me cookie."""
    return bool(request.cookies.get(_remember_name()))


def login_required(view: Function) -> Function:
    """Lets only logged-in users into a view. Takes plain and async views."""

    @wraps(view)
    def guarded(*arguments: Any, **keywords: Any) -> Any:
        if request.method not in EXEMPT_METHODS and not _is_somebody():
            return _state().login.unauthorized()
        return current_app.ensure_sync(view)(*arguments, **keywords)

    return cast(Function, _marked(guarded, "login"))


def fresh_login_required(view: Function) -> Function:
    """Lets only those into a view who logged in in this very session."""

    @wraps(view)
    def guarded(*arguments: Any, **keywords: Any) -> Any:
        if request.method not in EXEMPT_METHODS:
            if not _is_somebody():
                return _state().login.unauthorized()
            if not login_fresh():
                return _state().login.needs_refresh()
        return current_app.ensure_sync(view)(*arguments, **keywords)

    return cast(Function, _marked(guarded, "fresh login"))


def _marked(view: Any, access: str) -> Any:
    #: Read by `flask stopple check`.
    view.__stopple_access__ = access
    return view


# -- sessions of a user ----------------------------------------------------------------------------------------------


def logout_everywhere(user_id: Union[str, int], *, but_here: bool = False) -> None:
    """Ends every session and every remembered login of a user; with ``but_here`` all but the present session."""
    state, id_ = _state(), str(user_id)
    state.store.forget_all(id_)
    here = session._get_current_object() if but_here else None  # type: ignore[attr-defined]
    keep = here if isinstance(here, sessions.Session) and session.get(USER) == id_ else None
    interface = sessions.interface()
    server = interface.on_server() if interface else None
    if server is not None:
        server.end_all(id_, keep.id if keep is not None else None)
        return
    end_all_sessions(state, id_)
    if keep is not None:
        # It begins anew after the moment at which all others ended.
        keep.regenerate()
        keep.began = int(time.time()) + 1
    elif has_request_context() and session.get(USER) == id_:
        _end_session()
        g._login_user = state.login.anonymous_user()


def list_sessions(user_id: Union[str, int]) -> list[dict[str, Any]]:
    """A user's sessions that lie on the server, the latest used first: ``name``, ``began``, ``used``, ``browser``.
    Sealed sessions lie in the browsers; there is no list of them."""
    interface = sessions.interface()
    server = interface.on_server() if interface else None
    if server is None:
        raise RuntimeError("only sessions on the server can be listed: set STOPPLE_SESSION = 'server'")
    rows = server.list(str(user_id), int(time.time()))
    return [{"name": name, "began": began, "used": used, "browser": label} for name, began, used, label in rows]


def end_listed_session(user_id: Union[str, int], name: str) -> bool:
    """Ends one of a user's sessions by the name in :func:`list_sessions`; says whether it was there and theirs."""
    interface = sessions.interface()
    server = interface.on_server() if interface else None
    return server is not None and server.end_named(str(user_id), name, int(time.time()))


# -- next ------------------------------------------------------------------------------------------------------------


def safe_next(default: str = "/", parameter: str = "next") -> str:
    """Where a visitor wanted to go before they had to log in, if that lies on this site; ``default`` otherwise.
    The answer is a path, never an address of somebody else."""
    sent = request.get_json(silent=True) if request.is_json else request.form
    wanted = sent.get(parameter) if isinstance(sent, Mapping) else None
    wanted = wanted if isinstance(wanted, str) and wanted else request.args.get(parameter)
    if not wanted:
        return default
    state = _state()
    guard = state.guard or state.build()
    return guard.own_path(request.environ, wanted) or default


def login_url(login_view: str, next_url: Optional[str] = None, next_field: str = "next") -> str:
    """The address of a login page, with the way back as a path."""
    base = login_view if login_view.startswith(("/", "http://", "https://")) else url_for(login_view)
    if next_url is None:
        return base
    return f"{base}{'&' if urlsplit(base).query else '?'}{urlencode({next_field: next_url})}"


def _here() -> Optional[str]:
    """The way back: only to what can be asked for again, and without the host, which a client made up."""
    if request.method not in ("GET", "HEAD"):
        return None
    return request.full_path.rstrip("?") if not request.root_path else request.root_path.rstrip("/") + request.full_path.rstrip("?")


# -- within ----------------------------------------------------------------------------------------------------------


def browser() -> str:
    """What a browser calls itself, without its version: it may be brought up to date in the middle of a session.
    The address is not asked: it changes by itself, and behind a proxy it is what a client says."""
    return _browser(request.environ.get("HTTP_USER_AGENT", ""))


@lru_cache(maxsize=1024)
def _browser(agent: str) -> str:
    return _stopple.fingerprint(re.sub(r"[\d.]+", "", agent))


def _state() -> State:
    found: Optional[State] = current_app.extensions.get("stopple")
    if found is None:
        from .extension import state_of

        # Says what is missing.
        return state_of(current_app)
    return found


def _settings() -> dict[str, Any]:
    return _state().settings


def _end_session() -> None:
    """Ends the present session on the server, and takes out of it what goes with the login."""
    here = session._get_current_object()  # type: ignore[attr-defined]
    interface = sessions.interface()
    if interface is not None and isinstance(here, sessions.Session):
        interface.end_present(here)
    else:
        sessions.regenerate()
    forgets = _state().login.forgets
    for key in list(session):
        if forgets(key):
            del session[key]


def end_all_sessions(state: State, user_id: str, at: Optional[int] = None) -> None:
    """Ends everything that keeps a user logged in and began until ``at``, which is now."""
    state.store.forget_all(user_id)
    interface = sessions.interface()
    server = interface.on_server() if interface else None
    if server is not None:
        server.end_all(user_id)
    else:
        now = int(time.time()) if at is None else at
        state.store.end_all_sessions(user_id, now + state.settings["session_absolute"] + 300, now)


def _remember_name() -> str:
    login = _state().login
    attributes = login.remember_attributes()
    secure = request.scheme == "https"
    return sessions.prefixed(current_app, login.remember_name(), secure, attributes["domain"], attributes["path"])


def _presented(state: State) -> Optional[str]:
    """The remember-me token that the request brings; ``None`` for one that this application did not seal."""
    name = _remember_name()
    sealed = request.cookies.get(name)
    return _sealer(state).open(name, sealed) if sealed and state.app.secret_key else None


def _sealer(state: State) -> _stopple.Sealer:
    return _stopple.Sealer(*state.secrets(), "remember")


def _forget_presented(state: State) -> None:
    value = _presented(state)
    if value is not None:
        state.store.forget(value)


def _set_remember_cookie(value: str, ends: int, *, of_login: bool = False) -> None:
    name, attributes = _remember_name(), _state().login.remember_attributes()
    sealed = _sealer(_state()).seal(name, value)

    @after_this_request
    def remember(response: Response) -> Response:
        # A login that ended in "the store does not answer" is none (`sessions.py`); a token in another's place was exchanged already.
        if not (of_login and response.status_code == 503):
            response.set_cookie(name, sealed, expires=ends, **attributes)
        return response


def remember_anew(state: State, id_: str, response: Response) -> None:
    """Remembers a user for the full time again, with a token in the place of the one that the request brings."""
    lives, now = state.login.remember_seconds(None), int(time.time())
    _forget_presented(state)
    name = _remember_name()
    sealed = _sealer(state).seal(name, state.store.remember(id_, lives, now))
    response.set_cookie(name, sealed, expires=now + lives, **state.login.remember_attributes())


def _drop_remember_cookie() -> None:
    name, attributes = _remember_name(), _state().login.remember_attributes()
    if name not in request.cookies:
        return

    @after_this_request
    def forget(response: Response) -> Response:
        response.delete_cookie(name, **attributes)
        return response
