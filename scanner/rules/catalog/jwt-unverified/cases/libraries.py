"""Two libraries, options in place and in a variable."""
import jwt
from jose import jwt as jose_jwt
from flask import Flask, request, current_app

app = Flask(__name__)


@app.get("/j1")
def j1():
    token = request.headers["Authorization"].split()[1]
    jwt.decode(token, options={"verify_signature": False})  # flaw: jwt-unverified
    jwt.decode(token, current_app.config["K"], algorithms=["HS256"])  # clean: verified
    jwt.decode(token, current_app.config["K"], algorithms=["none"])  # flaw: jwt-unverified
    jwt.decode(token, verify=False)  # flaw: jwt-unverified
    jose_jwt.decode(token, "", options={"verify_signature": False})  # flaw: jwt-unverified
    opts = {"verify_signature": False}
    jwt.decode(token, algorithms=["HS256"], options=opts)  # flaw: jwt-unverified
    jose_jwt.get_unverified_claims(token)  # flaw: jwt-unverified
    return ""
