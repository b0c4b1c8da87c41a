"""What only the staff may do, and what the staff's forms let through."""

import ast
from functools import wraps

from flask import Blueprint, Response, abort, request

from . import pages
from .accounts import current_user

bp = Blueprint("back_office", __name__)


class Order:
    """An order, as the confirmation's text names it."""

    def __init__(self, number, total):
        self.number = number
        self.total = total


def staff_only(view):
    """Lets only administrators through."""

    @wraps(view)
    def guarded(*args, **kwargs):
        user = current_user()
        if user is None or not user["is_admin"]:
            abort(403)
        return view(*args, **kwargs)

    return guarded


@bp.route("/newsletter", methods=["POST"])
@staff_only
def newsletter():
    """Shows a newsletter whose template stands in the form."""
    return pages.preview(request.form["template"], shop="The shop")


@bp.route("/discount", methods=["POST"])
@staff_only
def discount():
    """Computes a price by a formula that stands in the form."""
    price = eval(request.form["formula"], {"price": 100})  # flaw: code-injection
    return Response(str(price), mimetype="text/plain")


@bp.route("/discount/steps", methods=["POST"])
@staff_only
def discount_steps():
    """Reads the steps of a discount as a literal."""
    steps = ast.literal_eval(request.form["steps"])  # clean: literals only
    return Response(str(sum(steps)), mimetype="text/plain")


@bp.route("/confirmation", methods=["POST"])
@staff_only
def confirmation():
    """Fills a confirmation whose text stands in the form."""
    text = request.form["text"].format(order=Order(7, 99))  # flaw: format-string
    return Response(text, mimetype="text/plain")


@bp.route("/confirmation/fixed", methods=["POST"])
@staff_only
def confirmation_fixed():
    """Fills a confirmation whose text is ours."""
    text = "Order {number}: {remark}".format(number=7, remark=request.form["remark"])  # clean: the format is ours
    return Response(text, mimetype="text/plain")
