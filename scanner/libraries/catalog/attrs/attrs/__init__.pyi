"""The same under the name of today."""

from attr import Factory as Factory, NOTHING as NOTHING, asdict as asdict, astuple as astuple, define as define, evolve as evolve, field as field, fields as fields, frozen as frozen, has as has, mutable as mutable, validate as validate
from attr import converters as converters, validators as validators
