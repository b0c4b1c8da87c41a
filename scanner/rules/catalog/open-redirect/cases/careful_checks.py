"""Checks that look at a cleaned copy, allow hosts from the configuration, or go through alternatives."""

import re
from fnmatch import fnmatch
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from flask import Flask, current_app, redirect, request, url_for

app = Flask(__name__)


@app.get("/")
def home():
    return {}


def same_host(target):
    return urlsplit(urljoin(request.host_url, target)).netloc == urlsplit(request.host_url).netloc


def after_strip(target):
    if target is not None:
        target = target.strip()
    if not target:
        return False
    return same_host(target)


def after_slashes(target):
    target = target.replace("\\", "/")
    target = re.sub(r"\s+", "", target)
    return urlsplit(urljoin(request.host_url, target)).netloc == urlsplit(request.host_url).netloc


def after_joining(target):
    target = "https://our.example.com/" + target
    return urlsplit(target).netloc == "our.example.com"


def after_replacing(target):
    if target.startswith("http"):
        target = "/"
    return not urlsplit(target).scheme


@app.get("/strip")
def strip():
    target = request.args.get("next")
    if after_strip(target):
        return redirect(target)  # clean: the host of the text without spaces is the host of the text
    return redirect("/")


@app.get("/slashes")
def slashes():
    target = request.args.get("next", "/")
    return redirect(target if after_slashes(target) else "/")  # clean: stricter than the text itself


@app.get("/joined")
def joined():
    target = request.args.get("next", "/")
    if after_joining(target):
        return redirect(target)  # flaw: open-redirect
    return redirect("/")


@app.get("/replaced")
def replaced():
    target = request.args.get("next", "/")
    if after_replacing(target):
        return redirect(target)  # flaw: open-redirect
    return redirect("/")


def allowed_by_pattern(target):
    parts = urlsplit(target)
    hosts = current_app.config.get("HOSTS") or [urlsplit(request.host_url).netloc]
    is_ours = not parts.netloc or any(fnmatch(parts.netloc, pattern) for pattern in hosts)
    return is_ours and parts.scheme in ("", "http", "https")


@app.get("/pattern")
def pattern():
    target = request.args.get("next", "/")
    if allowed_by_pattern(target):
        return redirect(target)  # clean: one of the hosts of the configuration
    return redirect("/")


def below_our_domain(target):
    parts = urlsplit(target)
    if parts.scheme not in ("", "https"):
        return False
    if parts.netloc and parts.netloc != urlsplit(request.host_url).netloc:
        domain = current_app.config.get("DOMAIN")
        if domain and parts.netloc.endswith(f".{domain}"):
            return True
        allowed = [f"{name}.{domain}" for name in current_app.config["NAMES"]]
        return parts.netloc in allowed
    return True


def first_allowed(*targets):
    for target in targets:
        if target and below_our_domain(target):
            return target
    return url_for("home")


@app.get("/first")
def first():
    target = first_allowed(request.args.get("next"), request.form.get("next"))
    parts = urlsplit(target)
    return redirect(urlunsplit((parts.scheme, parts.netloc, quote(parts.path), parts.query, "")))  # clean: checked


def ends_alike(target):
    return urlsplit(target).netloc.endswith(current_app.config["DOMAIN"])


@app.get("/ending")
def ending():
    target = request.args.get("next", "/")
    if ends_alike(target):
        return redirect(target)  # flaw: open-redirect
    return redirect("/")


def is_ours(place):
    return place in ("", "here", app.config["PLACE"])


@app.get("/elsewhere/<path:name>")
def elsewhere(name, place=""):
    url = url_for("home") if is_ours(place) else f"/{name}"
    return redirect(url)  # clean: the empty text is on the list, whatever else is
