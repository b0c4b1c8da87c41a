"""A resource."""

from typing import Any
from flask.views import MethodView

class Resource(MethodView):
    api: Any
    representations: Any
    method_decorators: Any
