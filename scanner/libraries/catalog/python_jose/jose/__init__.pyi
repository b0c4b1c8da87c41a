from . import jws as jws
from . import jwt as jwt
from .exceptions import JOSEError as JOSEError
from .exceptions import JWSError as JWSError
from .exceptions import JWTError as JWTError
