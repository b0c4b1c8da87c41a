"""Schemas."""

from marshmallow import Schema as Schema

class EmptySchema(Schema): ...
class FileSchema(Schema): ...  # until 1.2
class PaginationSchema(Schema): ...
