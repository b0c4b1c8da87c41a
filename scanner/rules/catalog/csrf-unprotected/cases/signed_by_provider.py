"""The consumer of SAML is called by a form of the provider's site; the assertion's signature is looked at, not the cookie."""

import os

from flask import Flask, request, session
from onelogin.saml2.auth import OneLogin_Saml2_Auth

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


def processed():
    auth = OneLogin_Saml2_Auth({"post_data": request.form.copy()}, {})
    auth.process_response()
    return auth


@app.post("/saml/consume")
def consume():  # clean: the provider signed what is sent
    auth = processed()
    if auth.get_errors():
        return {}, 403
    session.clear()
    session["user"] = auth.get_nameid()
    return {}


@app.post("/saml/name")
def rename():  # flaw: csrf-unprotected
    auth = OneLogin_Saml2_Auth({"post_data": request.form.copy()}, {})
    session["name"] = request.form["name"]
    return {"settings": auth.get_sso_url()}
