"""A default that the program does not start with."""

import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "change-this")  # clean: it leaves with that
app.config["WTF_CSRF_SECRET_KEY"] = os.environ.get("WTF_CSRF_SECRET_KEY", "change-that")  # flaw: weak-secret-key

if app.config["SECRET_KEY"] == "change-this" and not app.debug:
    raise RuntimeError("SECRET_KEY is the one that everybody knows")

# Nobody leaves.
if app.config["WTF_CSRF_SECRET_KEY"] == "change-that":
    app.logger.warning("WTF_CSRF_SECRET_KEY is the one that everybody knows")
