"""A small OpenID provider over HTTP, of the tests alone: strict as a good one is, and it lies where a test tells it to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Optional
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "the-shop", "a secret of the shop"

#: Made once: it takes long.
KEY, STRANGERS = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}) for _ in range(2))


class OpenIDProvider:
    """The provider. Who is logged in there is ``person``; a code is for one client, one address, one challenge, and works once."""

    def __init__(self) -> None:
        self.key: Any = KEY
        self.published = [self.key]
        self.person: dict[str, Any] = {"sub": "ann-at-provider", "email": "ann@shop.example", "email_verified": True}
        #: Claims that an ID token has instead; None leaves one out.
        self.lies: dict[str, Any] = {}
        #: `none` signs nothing, and HS256 with what everybody can read as the secret: an old confusion of algorithms.
        self.algorithm = "RS256"
        #: Claims stand in the answer of ``userinfo`` and not in the ID token.
        self.by_userinfo = False
        self.metadata_lies: dict[str, Any] = {}
        self.iss: Optional[str] = None
        #: What is away: paths that answer 503.
        self.away: set[str] = set()
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        self.asked: list[dict[str, str]] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer(self)

            do_POST = do_GET

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # It looks this often whether it shall stop; half a second otherwise, at the end of each test.
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def stop(self) -> None:
        if self.thread.is_alive():
            self.server.shutdown()
            self.thread.join()
            self.server.server_close()

    # -- answering ---------------------------------------------------------------------------------------------------

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
        sent = {name: values[0] for name, values in parse_qs(body if handler.command == "POST" else parts.query).items()}
        answers = {
            "/.well-known/openid-configuration": self.metadata,
            "/jwks": lambda *_: (200, {"keys": [key.as_dict(private=False) for key in self.published]}),
            "/token": self.token,
            "/userinfo": self.userinfo,
        }
        if parts.path in self.away:
            self._write(handler, 503, {"error": "temporarily_unavailable"})
        elif parts.path == "/authorize":
            handler.send_response(302)
            handler.send_header("Location", self.authorize(sent))
            handler.end_headers()
        else:
            self._write(handler, *answers[parts.path](sent, handler.headers))

    @staticmethod
    def _write(handler: BaseHTTPRequestHandler, status: int, value: Any) -> None:
        body = json.dumps(value).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def metadata(self, *_: Any) -> tuple[int, Any]:
        metadata = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            # As real ones do, with what must not count.
            "id_token_signing_alg_values_supported": ["none", "HS256", "RS256", "ES256"],
            "authorization_response_iss_parameter_supported": True,
        }
        return 200, {name: value for name, value in {**metadata, **self.metadata_lies}.items() if value is not None}

    def authorize(self, asked: dict[str, str]) -> str:
        self.asked.append(asked)
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256" and len(asked["state"]) >= 20
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.iss or self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def token(self, sent: dict[str, str], headers: Any) -> tuple[int, Any]:
        name, _, secret = base64.b64decode(headers.get("Authorization", "").partition(" ")[2]).decode().partition(":")
        if (name, secret) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(sent.get("code", ""), None)
        verifier = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if asked is None or asked["redirect_uri"] != sent.get("redirect_uri") or asked["code_challenge"] != verifier:
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(16)
        self.tokens[access] = dict(self.person)
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": 300}
        if "openid" in asked["scope"].split() and "id_token" not in self.lies:
            answer["id_token"] = self.id_token(asked)
        return 200, answer

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked.get("nonce"), "sub": self.person["sub"]}
        if not self.by_userinfo:
            claims.update(self.person)
        if "max_age" in asked:
            claims["auth_time"] = now
        claims.update(self.lies)
        payload = json.dumps({name: value for name, value in claims.items() if value is not None}).encode()
        header = {"alg": self.algorithm, "kid": self.key.kid}
        if self.algorithm in ("none", "HS256"):
            signed = f"{_part(json.dumps(header).encode())}.{_part(payload)}"
            public = self.key.as_pem(private=False)
            return f"{signed}.{_part(hmac.digest(public, signed.encode(), 'sha256')) if self.algorithm == 'HS256' else ''}"
        return jws.serialize_compact(header, payload, self.key, algorithms=[self.algorithm])

    def userinfo(self, sent: dict[str, str], headers: Any) -> tuple[int, Any]:
        found = self.tokens.get(headers.get("Authorization", "").partition(" ")[2])
        return (200, found) if found is not None else (401, {"error": "invalid_token"})

    # -- lying -------------------------------------------------------------------------------------------------------

    def sign_by_a_stranger(self) -> None:
        """With a key that is not among the published ones, under the name of one that is."""
        self.key = STRANGERS

    def change_keys(self) -> None:
        """A new key of another kind, as providers do from time to time."""
        self.key, self.algorithm = ECKey.generate_key("P-256", {"kid": "two", "use": "sig"}), "ES256"
        self.published = [self.key]


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def visit(address: str) -> str:
    """What a browser does at the provider: it goes there, and is sent back. Returns the way back, without the host."""
    try:
        build_opener(_Stay).open(address)
    except HTTPError as answer:
        with answer:
            assert answer.code == 302, answer.read()
            parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"
    raise AssertionError("the provider sends nobody back")
