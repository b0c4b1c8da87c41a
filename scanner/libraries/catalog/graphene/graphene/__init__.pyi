"""GraphQL by classes: what a query gives to a field is handed to the resolver of that field."""

from .relay.mutation import ClientIDMutation as ClientIDMutation
from .types.datetime import Date as Date, DateTime as DateTime, Time as Time
from .types.decimal import Decimal as Decimal
from .types.enum import Enum as Enum
from .types.field import Field as Field
from .types.inputobjecttype import InputObjectType as InputObjectType
from .types.interface import Interface as Interface
from .types.mutation import Mutation as Mutation
from .types.objecttype import ObjectType as ObjectType
from .types.scalars import Boolean as Boolean, Float as Float, ID as ID, Int as Int, String as String
from .types.schema import Schema as Schema
from .types.structures import List as List, NonNull as NonNull
from .types.uuid import UUID as UUID
