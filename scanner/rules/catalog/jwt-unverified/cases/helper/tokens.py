"""Tokens."""

import jwt


class Reader:
    options = {"verify_signature": False}

    def read(self, token):
        return jwt.decode(token, options=self.options)  # flaw: jwt-unverified


def claims_of(token):
    return Reader().read(token)
