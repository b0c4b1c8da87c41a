"""Endpoints that OAuth makes other programs call, which send their own secret; the one for users is asked by their browsers."""

import os

from authlib.integrations.flask_oauth2 import AuthorizationServer
from flask import Blueprint, Flask, current_app, request, session
from flask_wtf.csrf import CSRFProtect

bp = Blueprint("oauth", __name__, url_prefix="/oauth")
csrf = CSRFProtect()
authorization = AuthorizationServer()


@bp.route("/token", methods=["POST"])
@csrf.exempt
def issue_token():  # clean: the server asks for the client's secret
    current_app.logger.debug("token endpoint: %s", request.form.to_dict(flat=False))
    return authorization.create_token_response()


@bp.route("/revoke", methods=["POST"])
@csrf.exempt
def revoke_token():  # clean: the server asks for the client's secret
    current_app.logger.debug("revocation: %s", request.form.to_dict(flat=False))
    return authorization.create_endpoint_response("revocation")


@bp.route("/end", methods=["POST"])
@csrf.exempt
def end_session():  # flaw: csrf-disabled
    current_app.logger.debug("end of %s: %s", session["user"], request.form.to_dict(flat=False))
    return authorization.create_endpoint_response("end_session")


@bp.route("/consent", methods=["POST"])
@csrf.exempt
def consent():  # flaw: csrf-disabled
    user = session["user"] if request.form["confirm"] == "yes" else None
    return authorization.create_authorization_response(grant_user=user)


def create_app():
    app = Flask(__name__)
    app.secret_key = os.environ["SECRET_KEY"]
    csrf.init_app(app)
    app.register_blueprint(bp)
    return app
