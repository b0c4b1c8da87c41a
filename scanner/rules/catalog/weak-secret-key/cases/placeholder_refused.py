"""A placeholder with which the program does not start, because a function ends it."""

import sys

from flask import Flask

app = Flask(__name__)
app.config.update(SECRET_KEY="CHANGE ME")  # clean: nobody serves with it
app.config.from_envvar("WIKI_SETTINGS", silent=True)


def fatal(message):
    print("Error:", message, file=sys.stderr)
    sys.exit(1)


if len(app.config["SECRET_KEY"]) < 16 or app.config["SECRET_KEY"] == "CHANGE ME":
    fatal("set a SECRET_KEY of your own")
