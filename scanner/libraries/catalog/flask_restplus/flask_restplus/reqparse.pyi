"""The old name of flask-restx."""

from flask_restx.reqparse import *
