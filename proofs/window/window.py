"""The shop's window: pages that a browser can be attacked through. Never serve it to anybody.

Two forms of one program: ``create_app()`` is open, ``create_app(guarded=True)`` differs by one line, ``Stopple(app)``.
"""

import secrets

from flask import Blueprint, Flask, make_response, redirect, render_template_string, request, session

PAGE = """<!doctype html><html lang="en"><title>The shop</title>
<p id="script">off</p>
<script{% if csp_nonce is defined %} nonce="{{ csp_nonce() }}"{% endif %}>document.getElementById("script").textContent = "on";</script>
"""

bp = Blueprint("window", __name__)
notes = []
paid = []


def page(body):
    """A page of the shop: its own script, and what a view put together by hand."""
    return render_template_string(PAGE) + body


@bp.get("/")
def front():
    """The front page, with a button that pays."""
    return page(f"<p id=user>{session.get('user', '')}</p><p id=paid>{len(paid)}</p>"
                "<form method=post action=/pay><button id=pay>Pay</button></form>")


@bp.get("/search")
def search():
    """A search that found nothing."""
    return page("<p>Nothing found for " + request.args.get("q", "") + "</p>")  # flaw: cross-site-scripting


@bp.route("/notes", methods=["GET", "POST"])
def guestbook():
    """What visitors wrote."""
    if request.method == "POST":
        notes.append(request.form["text"])
        return redirect("/notes")
    return page("<form method=post><input name=text><button id=send>Send</button></form>" + "<hr>".join(notes))  # flaw: cross-site-scripting


@bp.get("/link")
def link():
    """A link to where the visitor wanted to go on."""
    return page('<a id=link href="' + request.args.get("to", "") + '">Go on</a>')  # flaw: cross-site-scripting


@bp.get("/login")
def login():
    """Signs alice in, whoever asks: passwords are not what is shown here."""
    session["user"] = "alice"
    answer = make_response(redirect(request.args.get("next", "/")))  # flaw: open-redirect
    answer.set_cookie("member", "number-of-alice")  # flaw: insecure-cookie
    return answer


@bp.post("/pay")
def pay():
    """Pays, for who is signed in."""
    if session.get("user"):
        paid.append(session["user"])
    return redirect("/")


def create_app(guarded=False):
    """Builds one of the two forms."""
    app = Flask(__name__, static_folder=None)
    app.config["SECRET_KEY"] = secrets.token_hex(32)
    app.register_blueprint(bp)
    if guarded:
        from flask_stopple import Stopple

        Stopple(app, store="memory")
    return app


def create_guarded():
    """For ``flask --app window:create_guarded stopple serve``."""
    return create_app(guarded=True)


app = create_app()
