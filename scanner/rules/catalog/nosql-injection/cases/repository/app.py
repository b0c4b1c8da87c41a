"""A repository class in another module asks the database."""

from flask import Flask, request
from flask.views import MethodView
from repository import Users

app = Flask(__name__)


class Login(MethodView):
    def __init__(self):
        self.users = Users()

    def post(self):
        body = request.get_json()  # source(a): http-json
        return {"known": self.users.by_token(body["token"])}

    def put(self):
        return {"known": self.users.by_token_text(request.get_json()["token"])}


app.add_url_rule("/login", view_func=Login.as_view("login"))
