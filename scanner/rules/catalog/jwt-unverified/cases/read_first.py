"""A token that is looked into before its signature is looked at."""

import jwt
from flask import Flask, abort, request

app = Flask(__name__)
ISSUER = "https://accounts.example.org"


@app.get("/identity")
def identity():
    token = request.args["token"]
    issuer = jwt.decode(token, options={"verify_signature": False}).get("iss")  # clean: believed only after the second look
    if issuer != ISSUER:
        abort(400)
    key = jwt.PyJWKClient(ISSUER + "/keys").get_signing_key_from_jwt(token)
    claims = jwt.decode(token, key.key, algorithms=["RS256"], audience="shop", issuer=ISSUER)
    return {"name": claims["name"]}


@app.get("/name")
def name():
    token = request.args["token"]
    claims = jwt.decode(token, options={"verify_signature": False})  # flaw: jwt-unverified
    try:
        jwt.decode(token, app.config["KEY"], algorithms=["HS256"])
    except jwt.InvalidTokenError:
        app.logger.info("not signed")
    return {"name": claims["name"]}
