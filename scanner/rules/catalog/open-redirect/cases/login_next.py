"""Where to go after signing in, checked in the ways that people know."""

from urllib.parse import urljoin, urlparse, urlsplit

from flask import Flask, abort, redirect, request, session, url_for
from werkzeug.utils import redirect as wredirect

app = Flask(__name__)
TARGETS = {"home": "/", "cart": "/cart"}


def is_safe_url(target):
    ref_url = urlparse(request.host_url)
    test_url = urlparse(urljoin(request.host_url, target))
    return test_url.scheme in ("http", "https") and ref_url.netloc == test_url.netloc


@app.get("/a")
def a():
    return redirect(request.args.get("next") or url_for("a"))  # flaw: open-redirect


@app.get("/b")
def b():
    target = request.args.get("next", "/")
    if not is_safe_url(target):
        return abort(400)
    return redirect(target)  # clean: the same host


@app.get("/c")
def c():
    target = request.args.get("next", "/")
    if urlsplit(target).netloc != "" or urlsplit(target).scheme:
        target = "/"
    return redirect(target)


@app.get("/d")
def d():
    target = request.args.get("next", "/")
    if not target.startswith("/"):
        target = "/"
    return redirect(target)  # flaw: open-redirect


@app.get("/e")
def e():
    target = request.args.get("next", "/")
    if target.startswith("/") and not target.startswith("//") and not target.startswith("/\\"):
        return redirect(target)  # clean: a path
    return redirect(url_for("a"))


@app.get("/f")
def f():
    return redirect("/profile/" + request.args["name"])  # clean: a path of ours


@app.get("/g")
def g():
    return redirect(url_for("a", name=request.args["name"], _external=True))  # clean: url_for


@app.get("/h")
def h():
    return redirect(TARGETS.get(request.args["to"], "/"), code=303)  # clean: looked up


@app.get("/i")
def i():
    return wredirect("https://" + request.args["shop"])  # flaw: open-redirect


@app.get("/j")
def j():
    response = app.make_response(("", 302))
    response.headers["Location"] = request.args["u"]  # flaw: open-redirect
    return response


@app.get("/k")
def k():
    return "", 302, {"Location": request.args["u"]}  # flaw: open-redirect


@app.get("/l")
def l():
    response = redirect("/")
    response.location = request.args["u"]  # flaw: open-redirect
    return response


@app.get("/m")
def m():
    target = request.args["u"]
    if urlparse(target).netloc not in ("", "example.com") or urlparse(target).scheme not in ("", "https"):
        abort(400)
    return redirect(target)


@app.get("/n")
def n():
    session["next"] = "/home"
    return redirect(session.pop("next", "/"))  # clean: ours


@app.get("/o/<path:rest>")
def o(rest):
    return redirect("/" + rest)  # flaw: open-redirect


@app.get("/p/<rest>")
def p(rest):
    return redirect(f"https://example.com/{rest}?q={request.args['q']}")  # clean: our host


@app.get("/q")
def q():
    if request.args["u"] == "https://example.com/x":
        return redirect(request.args["u"])  # clean: equal to a constant
    return redirect("https://example.com" + request.args["u"])  # flaw: open-redirect
