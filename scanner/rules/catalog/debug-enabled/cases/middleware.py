"""The debugger around an application."""

from flask import Flask
from werkzeug.debug import DebuggedApplication

app = Flask(__name__)


def with_console():
    return DebuggedApplication(app.wsgi_app, evalex=True)  # flaw: debug-enabled


def without_console():
    return DebuggedApplication(app.wsgi_app, evalex=False)  # clean: it shows tracebacks and runs nothing
