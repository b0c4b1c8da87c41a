"""Options of a cookie, said or handed over."""
from flask import Flask, make_response, request

app = Flask(__name__)
app.config["SESSION_COOKIE_SECURE"] = True


@app.get("/c1")
def c1():
    r = make_response("x")
    r.set_cookie("session_id", "abc")  # flaw: insecure-cookie
    r.set_cookie("auth", "abc", secure=False, httponly=True)  # flaw: insecure-cookie
    r.set_cookie("auth", "abc", secure=True, httponly=True, samesite="Lax")  # clean: all set
    r.set_cookie("token", "abc", secure=True, httponly=False, samesite="Lax")  # flaw: insecure-cookie
    options = {"secure": True, "httponly": True, "samesite": "Strict"}
    r.set_cookie("auth2", "abc", **options)  # clean: all set
    return r
