"""Guarded view by view."""

import os

from flask import Blueprint
from flask_login import login_required

bp = Blueprint("users", __name__, url_prefix="/users")


@bp.post("/<int:number>/delete")
def delete(number):  # flaw: missing-authentication
    os.remove(f"users/{number}")
    return "deleted"


@bp.get("/")
@login_required
def everybody():
    return "all"


@bp.get("/<int:number>")
@login_required
def one(number):
    return str(number)
