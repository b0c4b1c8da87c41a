"""Sites that say who somebody is: GitHub, Google, or one of the application's own."""

from __future__ import annotations

from typing import Any, Callable, Optional

from flask import redirect

from .answers import do_flash, is_spa
from .messages import get_message
from .redirects import get_url, url_for_security
from .settings import value


class FsOAuthProvider:
    """A site. ``fetch_identity_cb`` gives the identity and its value for a token, as ``("email", "ada@shop.example")``: only one that the
    site has proved itself, for whoever has it there has the account here."""

    def __init__(
        self,
        name: str,
        registration_info: Optional[dict[str, Any]] = None,
        fetch_identity_cb: Optional[Callable[[Any, Any], tuple[str, Any]]] = None,
    ) -> None:
        self.name = name
        self._registration_info = registration_info or {}
        self._fetch_identity_cb = fetch_identity_cb

    def authlib_config(self) -> dict[str, Any]:
        """What Authlib has to know of the site."""
        return self._registration_info

    def fetch_identity_cb(self, oauth: Any, token: Any) -> tuple[str, Any]:
        """Who has come back with this token."""
        if self._fetch_identity_cb is None:
            raise NotImplementedError
        return self._fetch_identity_cb(oauth, token)

    def oauth_response_failure(self, error_view: str, e: Any) -> Any:
        """The answer where the site, or who pretends to be it, said something else."""
        text, category = get_message("OAUTH_HANDSHAKE_ERROR", exerror=e.error, exdesc=e.description)
        if is_spa():
            return redirect(get_url(value(error_view), qparams={category: text}))
        do_flash(text, category)
        return redirect(url_for_security("login"))


class GitHubFsOauthProvider(FsOAuthProvider):
    """GitHub, which shows no address that it has not proved."""

    def authlib_config(self) -> dict[str, Any]:
        return {
            "access_token_url": "https://github.com/login/oauth/access_token",
            "authorize_url": "https://github.com/login/oauth/authorize",
            "api_base_url": "https://api.github.com/",
            "client_kwargs": {"scope": "user:email", "code_challenge_method": "S256"},
        }

    def fetch_identity_cb(self, oauth: Any, token: Any) -> tuple[str, Any]:
        return "email", oauth.github.get("user", token=token).json()["email"]


class GoogleFsOauthProvider(FsOAuthProvider):
    """Google, by OpenID Connect: its address counts where Google says that it was proved."""

    def authlib_config(self) -> dict[str, Any]:
        return {
            "server_metadata_url": "https://accounts.google.com/.well-known/openid-configuration",
            "client_kwargs": {"scope": "openid email profile", "code_challenge_method": "S256"},
        }

    def fetch_identity_cb(self, oauth: Any, token: Any) -> tuple[str, Any]:
        profile = token["userinfo"]
        return "email", profile["email"] if profile.get("email_verified") is True else None
