from .datetime import Date as Date, DateTime as DateTime, Time as Time
from .decimal import Decimal as Decimal
from .enum import Enum as Enum
from .field import Field as Field
from .inputobjecttype import InputObjectType as InputObjectType
from .interface import Interface as Interface
from .mutation import Mutation as Mutation
from .objecttype import ObjectType as ObjectType
from .scalars import Boolean as Boolean, Float as Float, ID as ID, Int as Int, String as String
from .schema import Schema as Schema
from .structures import List as List, NonNull as NonNull
from .uuid import UUID as UUID
