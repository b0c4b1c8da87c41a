"""Where to go next."""

from urllib.parse import urlsplit

from flask import redirect


def back_to(target, otherwise="/"):
    return redirect(target or otherwise)  # flaw(a): open-redirect


def back_to_safely(target):
    parts = urlsplit(target or "/")
    if parts.netloc or parts.scheme:
        return redirect("/")
    return redirect(target)  # clean: neither host nor scheme


class Navigator:
    def __init__(self, default):
        self.default = default
        self.target = default

    def go(self):
        return redirect(self.target)  # flaw: open-redirect
