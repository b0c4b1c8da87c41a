"""Responses."""

from flask import make_response


class Download:
    def __init__(self, body):
        self.body = body
        self.kind = "text/plain"

    def of_type(self, kind):
        self.kind = kind
        return self

    def response(self):
        response = make_response(self.body)
        response.headers["Content-Type"] = self.kind  # flaw(a): header-injection
        return response
