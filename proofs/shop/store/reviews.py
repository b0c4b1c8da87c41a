"""What customers say of a product."""

from flask import Blueprint, redirect, render_template, request, url_for

from .database import get_database

bp = Blueprint("reviews", __name__)


@bp.route("/")
def show():
    """The reviews of a product, and a form for another one."""
    of = request.args.get("of", "Lamp")
    found = get_database().rows("select author, site, body from reviews where product = ?", of)  # clean: a bound parameter
    return render_template("reviews.html", of=of, reviews=found, back=request.args.get("back", "/"))


@bp.route("/", methods=["POST"])
def add():
    """Keeps a review as it was written. Anybody may write one, so another site gains nothing by it."""
    form = request.form
    get_database().change("insert into reviews (product, author, site, body) values (?, ?, ?, ?)",
                          form["of"], form["author"], form["site"], form["body"])  # clean: bound parameters
    return redirect(url_for("reviews.show", of=form["of"]))
