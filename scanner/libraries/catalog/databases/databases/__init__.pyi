from .core import Database as Database
