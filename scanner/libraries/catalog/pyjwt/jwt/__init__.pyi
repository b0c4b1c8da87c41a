from .api_jwk import PyJWK as PyJWK
from .api_jws import PyJWS as PyJWS
from .api_jws import get_unverified_header as get_unverified_header
from .api_jwt import PyJWT as PyJWT
from .api_jwt import decode as decode
from .api_jwt import decode_complete as decode_complete  # since 2.10
from .api_jwt import encode as encode
from .exceptions import DecodeError as DecodeError
from .exceptions import ExpiredSignatureError as ExpiredSignatureError
from .exceptions import InvalidSignatureError as InvalidSignatureError
from .exceptions import InvalidTokenError as InvalidTokenError
from .exceptions import PyJWTError as PyJWTError
from .jwks_client import PyJWKClient as PyJWKClient
