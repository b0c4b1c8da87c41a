"""Resources with documentation; the documentation is of no interest here."""

from flask_restx import fields as fields, inputs as inputs, reqparse as reqparse
from .api import Api as Api
from .marshalling import marshal as marshal, marshal_with as marshal_with, marshal_with_field as marshal_with_field
from .model import Model as Model, OrderedModel as OrderedModel, SchemaModel as SchemaModel
from .namespace import Namespace as Namespace
from .resource import Resource as Resource
from .errors import RestError as RestError, SpecsError as SpecsError, ValidationError as ValidationError, abort as abort
