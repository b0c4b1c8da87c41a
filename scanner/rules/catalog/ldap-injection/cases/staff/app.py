"""A gateway class in another module talks to the directory."""

from flask import Blueprint, Flask, request
from gateway import Gateway

bp = Blueprint("staff", __name__)


@bp.route("/staff")
def staff():
    with Gateway("ldap.example.com") as gateway:
        return {"found": gateway.count(mail=request.args["mail"])}  # source(a): http-query


def create_app():
    app = Flask(__name__)
    app.register_blueprint(bp, url_prefix="/api")
    return app
