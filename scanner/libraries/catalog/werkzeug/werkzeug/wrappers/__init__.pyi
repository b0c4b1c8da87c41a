"""Requests and responses."""

from .request import Request as Request
from .response import Response as Response

BaseRequest = Request
BaseResponse = Response
