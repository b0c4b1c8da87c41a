"""The settings stand above the application, in its own module."""

from flask import Flask

DATABASE = "/tmp/blog.db"
SECRET_KEY = "development key"  # flaw: weak-secret-key

app = Flask(__name__)
app.config.from_object(__name__)


def elsewhere():
    SECRET_KEY = "development key"  # clean: a variable of a function
    return len(SECRET_KEY)
