"""Own checks of addresses."""
from urllib.parse import urlparse

from flask import redirect, request, url_for


def local(target):
    parts = urlparse(target.replace("\\", "/"))
    return not parts.scheme and not parts.netloc


def redirect_back(default="main.index", **values):
    for target in (request.args.get("next"), request.referrer):
        if not target:
            continue
        if local(target):
            return redirect(target)  # clean: no host
    return redirect(url_for(default, **values))


def careless_back():
    return redirect(request.args.get("next") or "/")  # flaw: open-redirect
