"""The old name of flask-restx."""

from flask_restx import *
from flask_restx import fields as fields, inputs as inputs, reqparse as reqparse
