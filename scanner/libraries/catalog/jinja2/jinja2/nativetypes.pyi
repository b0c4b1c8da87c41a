"""Templates that give Python values."""

from typing import Annotated, Any
from .environment import Environment, Template

class NativeEnvironment(Environment): ...
class NativeTemplate(Template): ...
