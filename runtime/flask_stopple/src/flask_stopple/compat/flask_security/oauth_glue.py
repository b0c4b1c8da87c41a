"""Signing in at another site, by Authlib: it keeps state and PKCE, we look for the user and ask for a second factor."""

from __future__ import annotations

from typing import Any, Callable, Optional

from flask import Flask, abort, redirect, request, session

from ... import login
from .answers import commit_after, do_flash, is_spa, refuse_json, say, someone_is_logged_in, wants_json
from .decorators import auth_required, unauth_csrf
from .identities import find_by, get_identity_attribute
from .messages import get_message
from .oauth_provider import FsOAuthProvider, GitHubFsOauthProvider, GoogleFsOauthProvider
from .proxies import _security
from .redirects import _get_post_action_redirect, _slash_url_suffix, get_url, url_for_security
from .sessions import login_user, show_again
from .settings import value

#: Where a visitor wanted to go: providers compare the whole address that they send back to.
NEXT = "fs_oauth_next"

_BUILT_IN: dict[str, type[FsOAuthProvider]] = {"github": GitHubFsOauthProvider, "google": GoogleFsOauthProvider}


def install(security: Any, app: Flask, blueprint: Any) -> None:
    """Adds the pages."""
    if not value("OAUTH_ENABLE", app):
        return
    security.oauthglue = OAuthGlue(app, security._oauth)
    fresh = value("FRESHNESS", app).total_seconds() >= 0
    for key, endpoint, view, method in (
        ("OAUTH_START_URL", "oauthstart", oauthstart, "POST"),
        ("OAUTH_RESPONSE_URL", "oauthresponse", oauthresponse, "GET"),
        *(
            (
                ("OAUTH_VERIFY_START_URL", "oauth_verify_start", oauth_verify_start, "POST"),
                ("OAUTH_VERIFY_RESPONSE_URL", "oauth_verify_response", oauth_verify_response, "GET"),
            )
            if fresh
            else ()
        ),
    ):
        path = value(key, app)
        blueprint.add_url_rule(path + _slash_url_suffix(path, "<name>"), endpoint, view, methods=[method])


class OAuthGlue:
    """The sites of an application: those of ``SECURITY_OAUTH_BUILTIN_PROVIDERS``, and its own."""

    def __init__(self, app: Flask, oauthapp: Any = None) -> None:
        if oauthapp is None:
            from authlib.integrations.flask_client import OAuth

            oauthapp = OAuth(app)
        self.oauth = oauthapp
        self.providers: dict[str, FsOAuthProvider] = {}
        for name in value("OAUTH_BUILTIN_PROVIDERS", app) or ():
            if name in _BUILT_IN:
                self.register_provider_ext(_BUILT_IN[name](name))

    @property
    def provider_names(self) -> list[str]:
        """The sites, as pages offer them."""
        return list(self.providers)

    @property
    def oauth_app(self) -> Any:
        """Authlib's object."""
        return self.oauth

    def authlib_provider(self, name: str) -> Any:
        """What Authlib knows of a site."""
        return getattr(self.oauth, name, None) if name in self.providers else None

    def register_provider(
        self, name: str, registration_info: Optional[dict[str, Any]], fetch_identity_cb: Callable[[Any, Any], tuple[str, Any]]
    ) -> None:
        """Adds a site by what Authlib has to know and a function."""
        self.register_provider_ext(FsOAuthProvider(name, registration_info, fetch_identity_cb))

    def register_provider_ext(self, provider: FsOAuthProvider) -> None:
        """Adds a site; one that the application registered with Authlib under the same name stays."""
        self.providers[provider.name] = provider
        if getattr(self.oauth, provider.name, None) is None:
            self.oauth.register(provider.name, **provider.authlib_config())

    def get_redirect(self, name: str, endpoint: str, **values: Any) -> Any:
        """Sends the visitor there."""
        site = self.authlib_provider(name)
        if site is None:
            abort(404)
        return site.authorize_redirect(url_for_security(endpoint, name=name, _external=True, **values))


# -- pages -----------------------------------------------------------------------------------------------------------


def _remember_way() -> None:
    session.pop(NEXT, None)
    if request.args.get("next"):
        session[NEXT] = request.args["next"]


def _come_back(name: str) -> tuple[Any, Any]:
    """The identity that a site named, and its user. Raises Authlib's ``OAuthError``."""
    from authlib.integrations.base_client.errors import OAuthError

    glue = _security.oauthglue
    site = glue.authlib_provider(name)
    if site is None:
        abort(404)
    token = site.authorize_access_token()
    attribute, said = glue.providers[name].fetch_identity_cb(glue.oauth_app, token)
    details = get_identity_attribute(attribute)
    if not details:
        raise OAuthError(error="Config error", description=f"Invalid identity attribute: {attribute}")
    known = details["mapper"](said) if said else None
    return known or said, find_by(attribute, known) if known else None


def _error() -> Any:
    from authlib.integrations.base_client.errors import OAuthError

    return OAuthError


@unauth_csrf()
def oauthstart(name: str) -> Any:
    """Begins a login at a site."""
    if someone_is_logged_in():
        if wants_json():
            return refuse_json(get_message("ANONYMOUS_USER_REQUIRED")[0], 400)
        return redirect(get_url(value("POST_LOGIN_VIEW")))
    _remember_way()
    return _security.oauthglue.get_redirect(name, "oauthresponse")


def oauthresponse(name: str) -> Any:
    """What the site leads back to. The account has to be there already."""
    try:
        said, user = _come_back(name)
    except _error() as error:
        return _security.oauthglue.providers[name].oauth_response_failure("LOGIN_ERROR_VIEW", error)
    why: list[str] = []
    if user is not None and user.is_active and not user.is_locked(why):
        commit_after()
        there = session.pop(NEXT, None)
        answer = _security.second_factor(user, False, "oauth", there)
        if answer is not None:
            return answer
        login_user(user, authn_via=["oauth"])
        if is_spa():
            return redirect(get_url(value("POST_OAUTH_LOGIN_VIEW"), qparams=user.get_redirect_qparams()))
        return redirect(_get_post_action_redirect("SECURITY_POST_LOGIN_VIEW", {"next": there}))
    if user is not None and not user.is_active:
        text, category = get_message("DISABLED_ACCOUNT")
    elif why:
        text, category = why[0], "error"
    else:
        # It is the visitor's own, so it tells nothing about others.
        text, category = get_message("IDENTITY_NOT_REGISTERED", id=said)
    if is_spa():
        return redirect(get_url(value("LOGIN_ERROR_VIEW"), qparams={category: text}))
    do_flash(text, category)
    return redirect(url_for_security("login"))


@auth_required(lambda: value("API_ENABLED_METHODS"))
def oauth_verify_start(name: str) -> Any:
    """Shows again who one is, at a site."""
    _remember_way()
    return _security.oauthglue.get_redirect(name, "oauth_verify_response")


@auth_required(lambda: value("API_ENABLED_METHODS"))
def oauth_verify_response(name: str) -> Any:
    """What the site leads back to: it has to be the same user."""
    try:
        said, user = _come_back(name)
    except _error() as error:
        return _security.oauthglue.providers[name].oauth_response_failure("VERIFY_ERROR_VIEW", error)
    there = session.pop(NEXT, None)
    if user is not None and user.get_id() == login.current_user.get_id():
        show_again()
        if is_spa():
            return redirect(get_url(value("POST_OAUTH_VERIFY_VIEW"), qparams=user.get_redirect_qparams()))
        say("REAUTHENTICATION_SUCCESSFUL")
        return redirect(_get_post_action_redirect("SECURITY_POST_VERIFY_VIEW", {"next": there}))
    text, category = get_message("IDENTITY_NOT_REGISTERED", id=said)
    if is_spa():
        return redirect(get_url(value("VERIFY_ERROR_VIEW"), qparams={category: text}))
    do_flash(text, category)
    view = "us_verify" if value("UNIFIED_SIGNIN") else "verify"
    return redirect(url_for_security(view, **({"next": there} if there else {})))
