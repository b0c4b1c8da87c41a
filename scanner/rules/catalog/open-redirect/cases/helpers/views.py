"""Views."""
from flask import Blueprint

from .urls import careless_back, redirect_back

bp = Blueprint("main", __name__)


@bp.get("/")
def index():
    return ""


@bp.get("/a")
def a():
    return redirect_back()


@bp.get("/b")
def b():
    return careless_back()
