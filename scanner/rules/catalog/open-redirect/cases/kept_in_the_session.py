"""An address that waits in the session until the sign-in is over."""
import os

from flask import Flask, abort, redirect, request, session, url_for

app = Flask(__name__)
app.secret_key = os.environ["APP_KEY"]


@app.get("/begin")
def begin():
    session["after"] = request.args.get("to", "/")
    session["flow"] = {"nonce": os.urandom(8).hex(), "target": request.args.get("target", "/")}
    session["page"] = request.full_path
    return redirect(url_for("done"))


@app.get("/begin/again")
def begin_again():
    wanted = request.args.get("to", "")
    if provider_allowed(wanted):
        session["asked"] = wanted
    session["step"] = "/steps/" + request.args.get("step", "1")
    return redirect(url_for("done"))


def provider_allowed(address):
    return os.environ.get("PROVIDER") == address


@app.get("/done")
def done():
    return redirect(session.pop("after", "/"))  # flaw: open-redirect


@app.get("/done/flow")
def done_flow():
    flow = session.pop("flow", None)
    if flow is None:
        abort(400)
    return redirect(flow["target"])  # flaw: open-redirect


@app.get("/done/page")
def done_page():
    return redirect(session["page"])  # clean: the address of an earlier request of this site


@app.get("/done/asked")
def done_asked():
    return redirect(session["asked"])  # clean: it was asked whether the address is allowed


@app.get("/done/other")
def done_other():
    return redirect(session["other"])  # clean: nothing of a visitor is kept there
