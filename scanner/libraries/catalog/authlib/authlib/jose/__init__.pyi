from .rfc7519 import JsonWebToken as JsonWebToken

jwt: JsonWebToken
