"""Numbers as fractions."""

from typing import Annotated, Any
from stopple import Clears, Inert

class Fraction:
    numerator: int
    denominator: int
    def __init__(self, numerator: Any = ..., denominator: Any = ...) -> Annotated[None, Inert(), Clears("*")]: ...
    def limit_denominator(self, max_denominator: int = ...) -> Annotated[Fraction, Inert()]: ...
