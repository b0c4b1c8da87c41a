from .api import parse as parse
