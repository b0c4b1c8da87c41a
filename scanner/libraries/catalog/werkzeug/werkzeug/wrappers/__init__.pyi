"""Requests and responses."""

from .request import Request as Request
from .response import Response as Response

BaseRequest = Request  # until 3.0
BaseResponse = Response  # until 3.0
