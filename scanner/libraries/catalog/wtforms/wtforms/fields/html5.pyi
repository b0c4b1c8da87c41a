"""Fields of old versions."""

from wtforms.fields import *
