"""Requests from other origins."""

from .decorator import cross_origin as cross_origin
from .extension import CORS as CORS
