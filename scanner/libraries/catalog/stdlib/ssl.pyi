"""TLS."""

from typing import Annotated, Any
from socket import socket
from stopple import Fact, Inert, Sink

class SSLError(OSError): ...
class SSLCertVerificationError(SSLError): ...
CertificateError = SSLCertVerificationError
class TLSVersion:
    MINIMUM_SUPPORTED: TLSVersion
    SSLv3: TLSVersion
    TLSv1: TLSVersion
    TLSv1_1: TLSVersion
    TLSv1_2: TLSVersion
    TLSv1_3: TLSVersion
    MAXIMUM_SUPPORTED: TLSVersion
class Purpose:
    SERVER_AUTH: Purpose
    CLIENT_AUTH: Purpose
class SSLSocket(socket):
    def getpeercert(self, binary_form: bool = ...) -> Annotated[Any, Inert()]: ...
    def version(self) -> Annotated[str, Inert()]: ...
    def cipher(self) -> Annotated[Any, Inert()]: ...
class SSLContext:
    check_hostname: Annotated[bool, Fact("tls-setting")]
    verify_mode: Annotated[Any, Fact("tls-setting")]
    verify_flags: Any
    options: Annotated[Any, Fact("tls-setting")]
    minimum_version: Annotated[TLSVersion, Fact("tls-setting")]
    maximum_version: Annotated[TLSVersion, Fact("tls-setting")]
    protocol: Any
    def __init__(self, protocol: Any = ...) -> Annotated[None, Fact("tls-context"), Inert()]: ...
    def load_cert_chain(self, certfile: Annotated[Any, Sink("path-read")], keyfile: Any = ..., password: Annotated[Any, Sink("secret")] = ...) -> None: ...
    def load_verify_locations(self, cafile: Any = ..., capath: Any = ..., cadata: Any = ...) -> None: ...
    def load_default_certs(self, purpose: Any = ...) -> None: ...
    def set_ciphers(self, cipherlist: str) -> Annotated[None, Fact("tls-context")]: ...
    def set_alpn_protocols(self, alpn_protocols: Any) -> None: ...
    def wrap_socket(self, sock: Any, server_side: bool = ..., do_handshake_on_connect: bool = ..., suppress_ragged_eofs: bool = ..., server_hostname: Any = ..., session: Any = ...) -> Annotated[SSLSocket, Inert()]: ...
def create_default_context(purpose: Any = ..., *, cafile: Any = ..., capath: Any = ..., cadata: Any = ...) -> Annotated[SSLContext, Inert()]: ...
def _create_unverified_context(protocol: Any = ..., *, cert_reqs: Any = ..., check_hostname: bool = ..., **kwargs: Any) -> Annotated[SSLContext, Fact("tls-context"), Inert()]: ...
def _create_stdlib_context(protocol: Any = ..., **kwargs: Any) -> Annotated[SSLContext, Fact("tls-context"), Inert()]: ...
_create_default_https_context: Annotated[Any, Fact("tls-setting")]
def wrap_socket(sock: Any, keyfile: Any = ..., certfile: Any = ..., server_side: bool = ..., cert_reqs: Any = ..., ssl_version: Any = ..., ca_certs: Any = ..., **kwargs: Any) -> Annotated[SSLSocket, Fact("tls-context"), Inert()]: ...
def get_server_certificate(addr: Annotated[Any, Sink("url")], ssl_version: Any = ..., ca_certs: Any = ..., timeout: Any = ...) -> Annotated[str, Inert()]: ...
def match_hostname(cert: Any, hostname: str) -> None: ...
CERT_NONE: int
CERT_OPTIONAL: int
CERT_REQUIRED: int
PROTOCOL_TLS: int
PROTOCOL_TLS_CLIENT: int
PROTOCOL_TLS_SERVER: int
PROTOCOL_SSLv2: int  # until 3
PROTOCOL_SSLv3: int  # until 3
PROTOCOL_SSLv23: int
PROTOCOL_TLSv1: int
PROTOCOL_TLSv1_1: int
PROTOCOL_TLSv1_2: int
OP_ALL: int
OP_NO_SSLv2: int
OP_NO_SSLv3: int
OP_NO_TLSv1: int
OP_NO_TLSv1_1: int
OP_NO_TLSv1_2: int
OP_NO_TLSv1_3: int
