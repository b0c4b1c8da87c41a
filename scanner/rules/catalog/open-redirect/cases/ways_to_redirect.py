"""Ways to redirect, and the checks of an address."""
from urllib.parse import urlparse, urljoin, urlsplit, quote
from flask import Flask, request, redirect, url_for, make_response, Response, abort, session
import flask

app = Flask(__name__)
HOSTS = {"example.com", "www.example.com"}


@app.route("/r1")
def r1():
    return redirect(request.args.get("next"))  # flaw: open-redirect


@app.route("/r2")
def r2():
    return redirect(request.args.get("next") or url_for("r1"))  # flaw: open-redirect


def is_safe_url(target):
    ref = urlparse(request.host_url)
    test = urlparse(urljoin(request.host_url, target))
    return test.scheme in ("http", "https") and ref.netloc == test.netloc


@app.route("/r3")
def r3():
    target = request.args.get("next")
    if not target or not is_safe_url(target):
        target = url_for("r1")
    return redirect(target)  # clean: checked


@app.route("/r4")
def r4():
    target = request.args.get("next", "/")
    parts = urlsplit(target)
    if parts.netloc or parts.scheme:
        abort(400)
    return redirect(target)  # clean: no host


@app.route("/r5")
def r5():
    target = request.args.get("next", "/")
    if urlparse(target).hostname not in HOSTS:
        return redirect("/")
    return redirect(target)  # clean: host listed


@app.route("/r6")
def r6():
    target = request.args.get("next", "/")
    if not target.startswith("/"):
        target = "/"
    return redirect(target)  # flaw: open-redirect


@app.route("/r7")
def r7():
    target = request.args.get("next", "/")
    if not target.startswith("/") or target.startswith("//") or target.startswith("/\\"):
        target = "/"
    return redirect(target)  # clean: a path


@app.route("/r8")
def r8():
    return redirect("/user/" + request.args["name"])  # clean: on this host


@app.route("/r9")
def r9():
    return redirect("https://" + request.args["host"] + "/x")  # flaw: open-redirect


@app.route("/r10")
def r10():
    return redirect("https://example.com/" + request.args["p"])  # clean: known host


@app.route("/r11")
def r11():
    return redirect("https://example.com" + request.args["p"])  # flaw: open-redirect


@app.route("/r12")
def r12():
    resp = make_response("", 302)
    resp.headers["Location"] = request.args["next"]  # flaw: open-redirect
    return resp


@app.route("/r13")
def r13():
    return Response("", status=302, headers={"Location": request.args["next"]})  # flaw: open-redirect


@app.route("/r14")
def r14():
    return "", 302, {"Location": request.args["next"]}  # flaw: open-redirect


@app.route("/r15")
def r15():
    return redirect(url_for("r1", next=request.args["next"]))  # clean: url_for


PAGES = {"home": "/", "out": "https://example.com"}


@app.route("/r16")
def r16():
    return redirect(PAGES.get(request.args["p"], "/"))  # clean: from a table


@app.route("/r17")
def r17():
    url = request.args["u"]
    if "example.com" in url:
        return redirect(url)  # flaw: open-redirect
    return ""


@app.route("/r18")
def r18():
    url = request.args["u"]
    if url.endswith("example.com"):
        return redirect(url)  # flaw: open-redirect
    return ""


@app.route("/r19")
def r19():
    url = request.args["u"]
    if url.startswith("https://example.com/"):
        return redirect(url)  # clean: starts with the host
    return ""


@app.route("/r20")
def r20():
    url = request.args["u"]
    if url.startswith("https://example.com"):
        return redirect(url)  # flaw: open-redirect
    return ""


@app.route("/r21")
def r21():
    url = urlparse(request.args["u"])
    return redirect(url.path)  # flaw: open-redirect


@app.route("/r22", methods=["GET", "POST"])
def r22():
    nxt = request.values.get("next", "")
    if request.method == "POST":
        session["x"] = 1
        return flask.redirect(nxt, code=303)  # flaw: open-redirect
    return ""


@app.route("/r23")
def r23():
    from werkzeug.utils import redirect as wr
    return wr(request.args["u"])  # flaw: open-redirect


@app.route("/r24")
def r24():
    url = request.args["u"]
    ok = urlparse(url).netloc == "example.com"
    if ok:
        return redirect(url)  # clean: checked
    return ""


@app.route("/r25")
def r25():
    target = request.args["u"]
    parsed = urlparse(target)
    if parsed.scheme in ("http", "https") and parsed.netloc in HOSTS:
        return redirect(parsed.geturl())  # clean: listed
    return redirect("/?q=" + quote(target))  # clean: here
