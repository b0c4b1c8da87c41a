"""Validators of schemas."""

from marshmallow.validate import *
