from .schema import Schema as Schema
