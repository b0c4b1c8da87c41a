"""Fields of arguments."""

from marshmallow.fields import *
from marshmallow.fields import Field

class DelimitedList(Field): ...
class DelimitedTuple(Field): ...
