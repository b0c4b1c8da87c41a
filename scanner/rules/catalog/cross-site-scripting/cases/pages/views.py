"""Views that fill templates."""

from flask import Blueprint, render_template, request
from markupsafe import Markup, escape

bp = Blueprint("pages", __name__)


@bp.get("/profile")
def profile():
    bio = request.args.get("bio", "")
    return render_template("profile.html", name=request.args.get("name"), bio=bio)


@bp.get("/fine")
def fine():
    bio = Markup("<br>").join(escape(line) for line in request.args.get("bio", "").splitlines())
    return render_template("profile.html", name=request.args.get("name"), bio=bio)  # clean: bio is escaped


@bp.get("/list")
def listing():
    items = [{"title": t, "url": "/x/" + t} for t in request.args.getlist("t")]
    return render_template("list.html", items=items)  # clean: text and a path
