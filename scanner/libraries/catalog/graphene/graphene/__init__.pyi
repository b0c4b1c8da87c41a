from .types.schema import Schema as Schema
