# dynamic (until 3.0)
"""Fields of old versions."""

from wtforms.fields import *
