"""Pages of models."""

from typing import Annotated, Any
from flask_admin.base import BaseView
from stopple import Inert

class ModelView(BaseView):
    session: Any
    model: Any
    column_list: Any
    can_create: bool
    can_edit: bool
    can_delete: bool
    def __init__(self, model: Any, session: Any, *args: Any, **kwargs: Any) -> Annotated[None, Inert()]: ...
    def get_query(self) -> Any: ...
