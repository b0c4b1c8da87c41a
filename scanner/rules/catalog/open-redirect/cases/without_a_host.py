"""What a check of the host proves: `https:evil.example` has none, and a browser goes to `https://evil.example`."""
from urllib.parse import urljoin, urlparse, urlsplit

from flask import Flask, abort, current_app, redirect, request, url_for

app = Flask(__name__)


@app.get("/home")
def home():
    return {}


@app.get("/host-alone")
def host_alone():
    following = request.args.get("following")
    if not following or urlsplit(following).netloc != "":
        following = url_for("home")
    return redirect(following)  # flaw: open-redirect


@app.get("/both")
def both():
    following = request.args.get("following", "")
    parts = urlparse(following)
    if parts.scheme or parts.netloc:
        abort(400)
    return redirect(following)  # clean: neither host nor scheme


def names_no_host(address):
    return not urlparse(address).netloc


@app.get("/by-helper")
def by_helper():
    following = request.args.get("following", "")
    if names_no_host(following):
        return redirect(following)  # flaw: open-redirect
    return redirect("/")


@app.get("/begins-here")
def begins_here():
    following = request.args.get("following", "")
    if following.startswith("/") and names_no_host(following):
        return redirect(following)  # clean: a path without a host
    return redirect("/")


@app.get("/none-or-ours")
def none_or_ours():
    following = request.args.get("following", "")
    parts = urlparse(following)
    if parts.netloc in ("", request.host):
        return redirect(following)  # flaw: open-redirect
    return redirect("/")


@app.get("/none-or-ours-by-the-web")
def none_or_ours_by_the_web():
    following = request.args.get("following", "")
    parts = urlparse(following)
    if parts.scheme in ("", "http", "https") and (not parts.netloc or parts.netloc == request.host):
        return redirect(following)  # clean: both are looked at
    return redirect("/")


def is_of_a_partner(address):
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" in current_app.config["PARTNERS"]


@app.get("/partner")
def partner():
    following = request.args.get("following", "")
    if is_of_a_partner(following):
        return redirect(following)  # clean: scheme and host are on the list
    return redirect("/")


@app.get("/origin")
def by_origin():
    following = request.args.get("following", "")
    parts = urlsplit(urljoin(request.host_url, following))
    origin = parts.scheme + "://" + parts.netloc
    if origin not in current_app.config["PARTNERS"]:
        abort(400)
    return redirect(following)  # clean: scheme and host are on the list


@app.get("/section")
def section():
    following = request.args.get("following", "")
    if not following.startswith("/orders/") or len(following) > 200:
        following = url_for("home")
    return redirect(following)  # clean: a path of this host


@app.get("/slash")
def slash():
    following = request.args.get("following", "")
    if following.startswith("//"):
        abort(400)
    return redirect("/" + following)  # flaw: open-redirect


def is_for_the_web(address):
    parts = urlsplit(address)
    if not parts.netloc and parts.scheme:
        return False
    scheme = parts.scheme
    if parts.netloc and not parts.scheme:
        scheme = "https"
    return (not parts.netloc or parts.netloc in current_app.config["PARTNERS"]) and (
        not scheme or scheme in ("http", "https")
    )


@app.get("/web")
def web():
    following = request.args.get("following", "")
    if is_for_the_web(following):
        return redirect(following)  # clean: both are looked at
    return redirect("/")


def is_ours(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and (parts.hostname or "").endswith((".shop.example", ".desk.example"))


@app.get("/ours")
def ours():
    following = request.args.get("following", "")
    if is_ours(following):
        return redirect(following)  # clean: a host below a domain of ours
    return redirect("/")
