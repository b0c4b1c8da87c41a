"""Flags of cookies."""

from flask import Flask, make_response, request

app = Flask(__name__)
FLAGS = {"secure": True, "httponly": True, "samesite": "Lax"}
SECURE = False


@app.get("/")
def start():
    response = make_response("hello")
    response.set_cookie("session_token", "v")  # flaw: insecure-cookie
    response.set_cookie("auth", "v", httponly=True)  # flaw: insecure-cookie
    response.set_cookie("auth", "v", secure=True)  # flaw: insecure-cookie
    response.set_cookie("auth", "v", secure=True, httponly=True, samesite="Lax")  # clean: all flags
    response.set_cookie("auth", "v", secure=False, httponly=True)  # flaw: insecure-cookie
    response.set_cookie("auth", "v", secure=SECURE, httponly=True)  # flaw: insecure-cookie
    response.set_cookie("auth", "v", secure=request.is_secure, httponly=True)  # clean: follows the request
    response.set_cookie("auth", "v", **FLAGS)  # clean: flags from a mapping
    response.set_cookie("auth", "", max_age=0)  # clean: the cookie is removed
    response.set_cookie("theme", "dark")  # clean: a preference, pedantic
    response.set_cookie("csrf_token", "v", secure=True)  # clean: scripts read it
    return response
