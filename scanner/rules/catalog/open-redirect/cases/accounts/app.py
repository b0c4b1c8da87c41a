"""Sign-in through a class-based view, with a helper in another module."""

from flask import Flask, request, session
from flask.views import MethodView
from navigation import Navigator, back_to, back_to_safely

app = Flask(__name__)


class Login(MethodView):
    def post(self):
        session["user"] = 1
        return back_to(request.args.get("next"))  # source(a): http-query

    def get(self):
        return back_to_safely(request.args.get("next"))


app.add_url_rule("/login", view_func=Login.as_view("login"))


@app.get("/logout")
def logout():
    navigator = Navigator(default="/")
    navigator.target = request.args.get("next", navigator.default)
    return navigator.go()


@app.get("/start")
def start():
    return Navigator(default="/start").go()
