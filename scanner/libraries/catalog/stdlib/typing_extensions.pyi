"""The same words as `typing`."""

from typing import *
