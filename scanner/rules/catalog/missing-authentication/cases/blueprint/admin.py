"""Guarded by a hook."""

import os

from flask import Blueprint
from flask_login import login_required

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.before_request
@login_required
def ask():
    return None


@bp.post("/delete")
def delete():  # clean: the hook asks
    os.remove("x")
    return "deleted"


@bp.get("/a")
@login_required
def a():
    return "a"


@bp.get("/b")
@login_required
def b():
    return "b"
