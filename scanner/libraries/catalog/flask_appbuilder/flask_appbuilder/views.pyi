"""Ready-made views."""

from typing import Any
from .baseviews import BaseView as BaseView, expose as expose

class IndexView(BaseView): ...
class SimpleFormView(BaseView):
    form: Any
class PublicFormView(BaseView):
    form: Any
class ModelView(BaseView):
    datamodel: Any
class MasterDetailView(ModelView): ...
class MultipleView(BaseView): ...
class CompactCRUDMixin: ...
