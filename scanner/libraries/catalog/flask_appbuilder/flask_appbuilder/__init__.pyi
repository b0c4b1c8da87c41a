"""Applications out of models."""

from .base import AppBuilder as AppBuilder
from .baseviews import BaseView as BaseView, expose as expose
from .api import ModelRestApi as ModelRestApi
from .views import CompactCRUDMixin as CompactCRUDMixin, IndexView as IndexView, MasterDetailView as MasterDetailView, ModelView as ModelView, MultipleView as MultipleView, PublicFormView as PublicFormView, SimpleFormView as SimpleFormView
from .security.decorators import has_access as has_access, permission_name as permission_name
from .models.sqla import Model as Model, SQLA as SQLA  # until 5.0
