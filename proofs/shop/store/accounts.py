"""Signing in and out, the profile, forgotten passwords."""

import secrets
from urllib.parse import urlparse

from flask import Blueprint, abort, redirect, render_template, request, session, url_for

from .database import get_database
from .passwords import digest, reset_token

bp = Blueprint("accounts", __name__)


class Profile:
    """A user between the form and the database."""

    def __init__(self, row):
        self.id = row["id"]
        self.email = row["email"]
        self.is_admin = row["is_admin"]

    def save(self):
        """Writes the profile back."""
        get_database().change("update users set email = ?, is_admin = ? where id = ?",
                              self.email, self.is_admin, self.id)


def current_user():
    """The row of who is signed in, or None."""
    return get_database().row("select * from users where id = ?", session.get("user"))


def own_page(target):
    """Whether a target stays in the shop."""
    parts = urlparse(target.replace("\\", "/"))
    return not parts.scheme and not parts.netloc and target.startswith("/")


def user_of(name, password):
    """The user with this name and password."""
    user = get_database().row("select * from users where name = ? and password = ?", name, digest(password))
    if user is None:
        abort(403)
    return user


@bp.route("/")
def show():
    """What the shop knows of who is signed in."""
    user = current_user()
    if user is None:
        return redirect(url_for("accounts.login", next=request.path))
    return render_template("account.html", user=user)


@bp.route("/login", methods=["GET", "POST"])
def login():
    """Signs in and goes to where the visitor wanted to go."""
    if request.method == "GET":
        return render_template("login.html")
    user = user_of(request.form["name"], request.form["password"])
    session.clear()
    session["user"] = user["id"]
    return redirect(request.args.get("next") or url_for("catalogue.front"))  # flaw: open-redirect


def visit():
    """The number of this visit, under which the database keeps who it is."""
    return session.setdefault("visit", secrets.token_hex(16))


@bp.route("/checkout", methods=["GET", "POST"])
def sign_in():  # flaw: csrf-unprotected
    """Signs in for the visit that is going on, whoever began it."""
    if request.method == "POST":
        user = user_of(request.form["name"], request.form["password"])
        # The visit keeps the number that it had before.
        session["user"] = user["id"]  # flaw: session-not-renewed
        get_database().change("insert or replace into visits (number, user) values (?, ?)", visit(), user["id"])
    buyer = get_database().row("select users.* from visits join users on users.id = user where number = ?", visit())
    return render_template("checkout.html", buyer=buyer)


@bp.route("/continue")
def go_on():
    """Goes to a page of the shop."""
    target = request.args.get("next", "/")
    if not own_page(target):
        abort(400)
    return redirect(target)  # clean: checked by own_page


@bp.route("/profile", methods=["POST"])
def profile():  # flaw: csrf-unprotected
    """Changes the profile: every field of the form, whatever it is called."""
    user = current_user()
    if user is None:
        abort(403)
    changed = Profile(user)
    for name, value in request.form.items():
        setattr(changed, name, value)  # flaw: mass-assignment
    changed.save()
    return "saved"


@bp.route("/email", methods=["POST"])
def email():  # flaw: csrf-unprotected
    """Changes the address alone."""
    user = current_user()
    if user is None:
        abort(403)
    changed = Profile(user)
    changed.email = request.form["email"]
    changed.save()
    return "saved"


@bp.route("/forgotten", methods=["POST"])
def forgotten():
    """Makes a token, which would be sent by mail."""
    get_database().change("update users set reset_token = ? where name = ?", reset_token(), request.form["name"])
    return "sent"


@bp.route("/reset", methods=["POST"])
def reset():
    """Sets a new password for who knows the token."""
    database = get_database()
    user = database.row("select id from users where reset_token = ?", request.form["token"])
    if user is None:
        abort(403)
    database.change("update users set password = ?, reset_token = null where id = ?",
                    digest(request.form["password"]), user["id"])
    return "changed"
