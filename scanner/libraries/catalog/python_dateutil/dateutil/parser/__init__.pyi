from ._parser import parse as parse
from .isoparser import isoparse as isoparse
