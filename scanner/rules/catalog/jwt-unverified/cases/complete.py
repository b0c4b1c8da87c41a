"""The header comes along with the claims, and is as little worth where nothing is verified."""

import os

import jwt
from flask import Flask, request

app = Flask(__name__)


@app.get("/driver")
def driver():
    lenient = {"verify_exp": False, "verify_signature": False}
    token = jwt.decode_complete(request.headers["X-Token"], options=lenient)  # flaw: jwt-unverified
    return {"driver": token["payload"]["sub"]}


@app.get("/rider")
def rider():
    token = jwt.decode_complete(  # clean: verified
        request.headers["X-Token"], key=os.environ["TOKEN_KEY"], algorithms=["HS256"]
    )
    return {"rider": token["payload"]["sub"]}
