from .starred import *
from . import deep
from ..runners import run_constant

__all__ = ["run_starred", "deep", "run_constant"]
