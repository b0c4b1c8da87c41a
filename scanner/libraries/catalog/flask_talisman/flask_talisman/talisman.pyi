"""The extension."""

from typing import Annotated, Any, Callable
from stopple import Decorates, Fact, Inert, Sink

DENY: str
SAMEORIGIN: str
ALLOW_FROM: str
GOOGLE_CSP_POLICY: Any
DEFAULT_CSP_POLICY: Any
class Talisman:
    def __init__(self, app: Any = ..., feature_policy: Any = ..., permissions_policy: Any = ..., document_policy: Any = ..., force_https: bool = ..., force_https_permanent: bool = ..., force_file_save: bool = ..., frame_options: Any = ..., frame_options_allow_from: Any = ..., strict_transport_security: bool = ..., strict_transport_security_preload: bool = ..., strict_transport_security_max_age: Any = ..., strict_transport_security_include_subdomains: bool = ..., content_security_policy: Annotated[Any, Sink("csp")] = ..., content_security_policy_report_uri: Any = ..., content_security_policy_report_only: bool = ..., content_security_policy_nonce_in: Any = ..., referrer_policy: Any = ..., session_cookie_secure: bool = ..., session_cookie_http_only: bool = ..., session_cookie_samesite: Any = ..., x_content_type_options: bool = ..., x_xss_protection: bool = ..., **kwargs: Any) -> Annotated[None, Fact("headers-protection"), Inert()]: ...
    def init_app(self, app: Any, *, force_https: bool = ..., content_security_policy: Annotated[Any, Sink("csp")] = ..., **kwargs: Any) -> Annotated[None, Fact("headers-protection")]: ...
    def __call__(self, **kwargs: Any) -> Annotated[Callable[..., Any], Decorates("headers")]: ...
