"""A logger of events with named values, which every renderer writes quoted."""

from . import contextvars as contextvars
from . import stdlib as stdlib
from ._config import get_logger as get_logger
from ._config import get_logger as getLogger
from ._config import wrap_logger as wrap_logger
