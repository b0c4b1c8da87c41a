from .jwt import JsonWebToken as JsonWebToken
