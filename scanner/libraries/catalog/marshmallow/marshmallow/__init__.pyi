"""Schemas. A field of text lets any text through; numbers and dates are no text."""

from marshmallow import fields as fields, validate as validate
from .decorators import post_dump as post_dump, post_load as post_load, pre_dump as pre_dump, pre_load as pre_load, validates as validates, validates_schema as validates_schema
from .exceptions import ValidationError as ValidationError
from .schema import Schema as Schema, SchemaOpts as SchemaOpts
from .utils import EXCLUDE as EXCLUDE, INCLUDE as INCLUDE, RAISE as RAISE, missing as missing, pprint as pprint  # until 4.0
