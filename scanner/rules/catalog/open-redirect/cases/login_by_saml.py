"""Login by SAML: the browser goes to the provider of the settings; only where it goes afterwards is a visitor's."""

from flask import Flask, redirect, request
from onelogin.saml2.auth import OneLogin_Saml2_Auth

app = Flask(__name__)
SETTINGS = app.config["SAML"]


def provider():
    data = {"http_host": request.host, "get_data": request.args.copy(), "post_data": request.form.copy()}
    return OneLogin_Saml2_Auth(data, SETTINGS)


@app.get("/login")
def login():
    return redirect(provider().login(return_to=request.args["next"]))  # clean: an address of the provider


@app.get("/logout")
def logout():
    return redirect(provider().logout(name_id=request.args["name"]))  # clean: an address of the provider


@app.post("/back")
def back():
    auth = provider()
    auth.process_response()
    return redirect(auth.redirect_to(request.form["RelayState"]))  # flaw: open-redirect
