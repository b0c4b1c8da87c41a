"""Clients."""

import requests


class Fetcher:
    timeout = 5

    def __init__(self, url):
        self.url = url
        self.session = requests.Session()

    def size(self):
        return len(self.session.get(self.url, timeout=self.timeout).content)  # flaw(a): server-side-request-forgery


class Api:
    def __init__(self, base):
        self.base = base

    def status(self, what):
        return requests.get(self.base + what, timeout=5).status_code  # flaw: server-side-request-forgery
