"""Fields."""

from wtforms.fields import *
