"""Classes of settings that are not called so."""

import enum
import os

from flask import Flask
from flask_wtf import CSRFProtect

csrf = CSRFProtect()


class Production:
    SECRET_KEY = os.environ["SECRET_KEY"]
    WTF_CSRF_ENABLED = True  # clean: on


class Intranet(Production):
    WTF_CSRF_ENABLED = False  # flaw: csrf-disabled


class Testing(Production):
    TESTING = True
    WTF_CSRF_ENABLED = False  # clean: for tests


class Form:
    WTF_CSRF_ENABLED = False  # clean: has more than settings
    title = "a form"


class Level(enum.Enum):
    DEBUG = 1  # clean: no setting


def create_app(settings=Intranet):
    app = Flask(__name__)
    app.config.from_object(settings)
    csrf.init_app(app)
    return app
