"""Views of the catalogue."""

from flask import Blueprint, jsonify, request

from .services import CatalogueService

bp = Blueprint("catalogue", __name__)
service = CatalogueService()


@bp.route("/by-tag/<tag>")
def by_tag(tag):
    return jsonify(service.by_tag(tag))


@bp.route("/search", methods=["GET", "POST"])
def search():
    return jsonify(service.search(request.values.to_dict()))
