"""Format strings of visitors."""

from flask import Flask, request

app = Flask(__name__)


class User:
    def __init__(self, name):
        self.name = name


@app.get("/format")
def formatted():
    text = request.args["greeting"]  # source(a): http-query
    return {"greeting": text.format(user=User("Lotte"))}  # flaw(a): format-string


@app.get("/map")
def mapped():
    return {"greeting": request.args["greeting"].format_map({"user": User("Lotte")})}  # flaw: format-string


@app.get("/part")
def part():
    template = "Dear {user.name}, " + request.args["text"]
    return {"greeting": template.format(user=User("Lotte"))}  # flaw: format-string


@app.get("/twice")
def twice():
    # The first format puts the visitor's braces into the second.
    template = "{} {{user.name}}".format(request.args["text"])
    return {"greeting": template.format(user=User("Lotte"))}  # flaw: format-string


@app.get("/f-string")
def with_f_string():
    return {"greeting": f"{request.args['text']} {{user}}".format(user=User("Lotte"))}  # flaw: format-string


@app.get("/class-format")
def class_format():
    return {"greeting": str.format(request.args["text"], User("Lotte"))}  # flaw: format-string
