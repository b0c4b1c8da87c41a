"""Files of a folder."""

from typing import Annotated, Any
from flask_admin.base import BaseView
from stopple import Inert, Sink

class FileAdmin(BaseView):
    def __init__(self, base_path: Annotated[Any, Sink("path-write")], *args: Any, **kwargs: Any) -> Annotated[None, Inert()]: ...
