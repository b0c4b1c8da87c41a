"""A client."""

import requests


class Client:
    check = False

    def __init__(self, base):
        self.base = base

    def get(self, path):
        return requests.get(self.base + path, verify=self.check)  # flaw: insecure-transport
