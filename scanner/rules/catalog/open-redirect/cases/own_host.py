"""Redirects that stay on our host."""

from urllib.parse import urlencode, urljoin, urlparse, urlsplit

from flask import Flask, abort, redirect, request, url_for

app = Flask(__name__)
PAGES = {"home": "/", "cart": "/cart"}


@app.get("/")
def home():
    return {}


@app.get("/user/<name>")
def user(name):
    return {"name": name}


@app.get("/named")
def named():
    return redirect(url_for("user", name=request.args["name"]))  # clean: url_for quotes


@app.get("/query")
def query():
    return redirect(url_for("home") + "?" + urlencode({"q": request.args["q"]}))  # clean: a parameter


@app.get("/prefix")
def prefix():
    return redirect("/users/" + request.args["name"])  # clean: a path of ours


@app.get("/formatted")
def formatted():
    return redirect(f"/search?q={request.args['q']}")  # clean: a path of ours


@app.get("/host")
def host():
    return redirect("https://shop.example.com/" + request.args["page"])  # clean: the host is settled


@app.get("/table")
def table():
    return redirect(PAGES.get(request.args["page"], "/"))  # clean: a path of ours


@app.get("/checked")
def checked():
    target = request.args.get("next", "/")
    if urlparse(target).netloc != "" or urlparse(target).scheme != "":
        abort(400)
    return redirect(target)  # clean: neither host nor scheme, so it stays here


def is_safe_url(target):
    ours = urlparse(request.host_url)
    wanted = urlparse(urljoin(request.host_url, target))
    return wanted.scheme in ("http", "https") and ours.netloc == wanted.netloc


@app.post("/login")
def login():
    target = request.args.get("next")
    if not target or not is_safe_url(target):
        target = url_for("home")
    return redirect(target)  # clean: the function compares hosts


@app.post("/login-abort")
def login_abort():
    target = request.args.get("next")
    if not is_safe_url(target):
        return abort(400)
    return redirect(target or url_for("home"))  # clean: the function compares hosts


@app.post("/parsed")
def parsed():
    target = request.form.get("next", "")
    if urlsplit(target).hostname not in ("shop.example.com", "www.example.com"):
        target = "/"
    return redirect(target)  # clean: the host is on the list


@app.get("/listed")
def listed():
    target = request.args.get("next")
    if target in ("/cart", "/orders"):
        return redirect(target)  # clean: on the list
    return redirect("/")


@app.route("/secure")
def secure():
    return redirect(request.url.replace("http://", "https://", 1), code=301)  # clean: the same address


@app.route("/<lang>/page")
def in_english(lang):
    return redirect(request.full_path.replace(f"/{lang}/", "/en/"))  # clean: a path of this site


@app.route("/after/<path:rest>")
def after(rest):
    return redirect(request.url.split("/after/")[1])  # flaw: open-redirect
