"""The old name of flask-restx."""

from flask_restx.inputs import *
