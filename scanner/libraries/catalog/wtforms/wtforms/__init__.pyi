"""Forms."""

from wtforms import validators as validators, widgets as widgets
from .fields import *
from .form import Form as Form
from .validators import ValidationError as ValidationError
