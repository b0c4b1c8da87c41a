"""Which Flask-Login this stands for."""

from __future__ import annotations

__title__ = "Flask-Login"
__description__ = "The names of Flask-Login, on Stopple"
__url__ = ""
__version_info__ = ("0", "6", "3")
#: The version whose names these are.
__version__ = ".".join(__version_info__)
__author__ = "The Stopple developers"
__author_email__ = ""
__maintainer__ = "The Stopple developers"
__license__ = "MIT OR Apache-2.0"
__copyright__ = "The Stopple developers"
