"""Links and forms send GET and POST: what answers other methods alone is read by scripts, and shown by no browser."""

from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)


@app.delete("/items/<name>")
def delete(name):
    return f"{name} is gone"  # clean: no page asks with DELETE


@app.route("/items/<name>", methods=["PUT", "PATCH"])
def change(name):
    return "changed: " + name, 200  # clean: no page asks with PUT


@app.route("/items/<name>/copy", methods=["PUT", "POST"])
def copy(name):
    return "copied: " + name  # flaw: cross-site-scripting


class Item(MethodView):
    def delete(self, name):
        return f"{name} is gone"  # clean: no page asks with DELETE

    def get(self, name):
        return f"this is {name}"  # flaw: cross-site-scripting


app.add_url_rule("/things/<name>", view_func=Item.as_view("item"))
