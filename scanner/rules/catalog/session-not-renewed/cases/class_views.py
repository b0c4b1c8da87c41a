"""Views that are classes: the class says that somebody signs in."""
# options: pedantic

from flask import Flask, redirect, request, session
from flask.views import MethodView

app = Flask(__name__)
people = {}


class PartnerCallback(MethodView):
    def get(self):
        session["account"] = people[request.args["code"]]  # flaw: session-not-renewed
        return redirect("/")


class PartnerLogin(MethodView):
    def get(self):
        session["partner_id"] = "north"  # clean: not the user
        return redirect("/")

    def post(self):
        session.clear()
        session["account"] = people[request.args["code"]]  # clean: the session is new
        return redirect("/")


app.add_url_rule("/callback", view_func=PartnerCallback.as_view("callback"))
app.add_url_rule("/login", view_func=PartnerLogin.as_view("login"))
