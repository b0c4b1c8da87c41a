"""Proof of being human."""

from typing import Annotated, Any
from wtforms.fields import Field
from stopple import Inert

class RecaptchaField(Field): ...
class RecaptchaWidget: ...
class Recaptcha:
    def __init__(self, message: Any = ...) -> Annotated[None, Inert()]: ...
