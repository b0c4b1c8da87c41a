from typing import Annotated, Any

from stopple import Fact, Inert

class VerifyResult:
    signed_data: Annotated[bytes, Inert()]
    signed_xml: Annotated[Any, Inert()]
    signature_xml: Annotated[Any, Inert()]

class XMLVerifier:
    # It raises for what the certificate or key did not sign.
    def verify(self, data: Any, *, x509_cert: Any = ..., cert_subject_name: Any = ..., cert_resolver: Any = ..., ca_pem_file: Any = ..., hmac_key: Any = ..., validate_schema: bool = ..., parser: Any = ..., uri_resolver: Any = ..., id_attribute: Any = ..., expect_config: Any = ..., **deprecated_kwargs: Any) -> Annotated[VerifyResult, Fact("caller-proved"), Inert()]: ...
