"""Signing in with an account at somebody else's: OpenID Connect, and OAuth 2 where the provider has no more. Authlib speaks the protocol.

    Accounts(users, providers=[Provider("google", issuer="https://accounts.google.com", client_id=..., client_secret=...)])
"""

from __future__ import annotations

import functools
import importlib.util
import re
import time
from typing import Any, Callable, Mapping, Optional
from urllib.parse import urlsplit

from ...errors import SettingError

#: Asks a provider's interface with the token of the login: an address, and what it answers as JSON.
Fetch = Callable[[str], Any]

#: Algorithms by which an ID token may be signed: those whose key cannot be made by who only reads the published ones (OIDC Core 2, RFC 8725 3.2).
SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"})
#: What of a provider's metadata counts. Authlib takes all of it as options of its client, `verify` among them.
WANTED = (
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "id_token_signing_alg_values_supported",
    "authorization_response_iss_parameter_supported",
)
#: How long a provider's metadata is believed.
METADATA_SECONDS = 86_400
#: How long a provider may take to answer.
SECONDS = 5


class Provider:
    """A provider, as its owner declares it. The same object may serve several applications.

    ``issuer`` makes it one of OpenID Connect: everything else is read from its metadata (OIDC Discovery 4). Without it, ``authorize_url``,
    ``token_url`` and ``profile`` are needed: a function that is given :data:`Fetch` and returns ``sub``, ``email`` and ``email_verified``.
    """

    def __init__(
        self,
        name: str,
        *,
        client_id: str,
        client_secret: Optional[str] = None,
        issuer: Optional[str] = None,
        label: Optional[str] = None,
        scope: Optional[str] = None,
        authorize_url: Optional[str] = None,
        token_url: Optional[str] = None,
        profile: Optional[Callable[[Fetch], Mapping[str, Any]]] = None,
    ) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name):
            raise SettingError(f"a provider's name stands in addresses: small letters, digits and dashes, not {name!r}")
        if (issuer is None) == (profile is None):
            raise SettingError(f"the provider {name} needs an issuer (OpenID Connect), or authorize_url, token_url and profile (OAuth 2)")
        if issuer is None and not (authorize_url and token_url and scope):
            raise SettingError(f"the provider {name} has no issuer, so it needs authorize_url, token_url and scope")
        if not client_id:
            raise SettingError(f"the provider {name} needs the client_id that it gave you")
        for address in (issuer, authorize_url, token_url):
            if address is not None and not is_safe(address):
                raise SettingError(f"the provider {name} has to be asked by https, not at {address!r}")
        self.name, self.label = name, label or name.capitalize()
        self.client_id, self.client_secret = client_id, client_secret
        #: Names the provider in the table; of OpenID Connect it is what its tokens say, too.
        self.issuer = issuer or f"oauth:{name}"
        self.is_openid = issuer is not None
        self.scope = scope or "openid email"
        if self.is_openid and "openid" not in self.scope.split():
            raise SettingError(f"the scope of the provider {name} lacks `openid`")
        self.authorize_url, self.token_url, self.profile = authorize_url, token_url, profile

    @functools.cached_property
    def client(self) -> Any:
        """Authlib's client, with its copy of the provider's metadata and keys."""
        from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App

        metadata = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration" if self.is_openid else None
        return FlaskOAuth2App(
            FlaskIntegration(self.name),
            self.name,
            client_id=self.client_id,
            client_secret=self.client_secret,
            authorize_url=self.authorize_url,
            access_token_url=self.token_url,
            server_metadata_url=metadata,
            client_kwargs={
                "scope": self.scope,
                # RFC 9700 2.1.1: for every client, not only for those without a secret.
                "code_challenge_method": "S256",
                "default_timeout": SECONDS,
                **({} if self.client_secret else {"token_endpoint_auth_method": "none"}),
            },
        )

    def require_metadata(self) -> Mapping[str, Any]:
        """The provider's metadata, as far as it counts. Raises where it cannot be read, or is not what it should be."""
        client = self.client
        if not self.is_openid:
            return {}
        known: Mapping[str, Any] = client.server_metadata
        if known.get("_stopple_until", 0) > time.time():
            return known
        client.server_metadata = {}
        read = client.load_server_metadata()
        metadata = {name: read[name] for name in WANTED if name in read}
        if metadata.get("issuer") != self.issuer:
            # OIDC Discovery 4.3: otherwise one provider could speak for another.
            raise ValueError(f"its metadata is of another issuer: {metadata.get('issuer')!r}")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"):
            address = metadata.get(name)
            if not (isinstance(address, str) and is_safe(address)) and (address is not None or name != "userinfo_endpoint"):
                raise ValueError(f"its {name} is {address!r}")
        algorithms = [name for name in metadata.get("id_token_signing_alg_values_supported", ["RS256"]) if name in SIGNED_BY]
        if not algorithms:
            raise ValueError("it signs by no algorithm that counts")
        metadata.update(id_token_signing_alg_values_supported=algorithms, _loaded_at=time.time(), _stopple_until=time.time() + METADATA_SECONDS)
        client.server_metadata = metadata
        return metadata


def is_safe(address: str) -> bool:
    """Whether what is sent there is read by nobody else: https, or a provider of development on the same machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in ("localhost", "127.0.0.1", "::1")))


def declared(accounts: Any) -> dict[str, Provider]:
    """The providers of an application by name. Raises ``SettingError`` for what cannot work."""
    found: dict[str, Provider] = {}
    for provider in accounts.settings["providers"]:
        if not isinstance(provider, Provider):
            raise SettingError(f"providers are objects of flask_stopple.accounts.Provider, not {provider!r}")
        if provider.name in found:
            raise SettingError(f"two providers are called {provider.name}")
        found[provider.name] = provider
    if found and importlib.util.find_spec("authlib") is None:
        raise SettingError("providers need the package `authlib`: pip install 'flask-stopple[oauth]'")
    if found and getattr(accounts.users, "SignIn", True) is None:
        raise SettingError("providers need a class for linked sign-ins, with SignInColumns: SQLAlchemyUsers(db, User, Role, SignIn=...)")
    return found


__all__ = ["Fetch", "Provider", "declared"]
