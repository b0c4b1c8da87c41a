"""Arguments of requests by schemas."""

from marshmallow import ValidationError as ValidationError, fields as fields, validate as validate
