from . import dates as dates
from . import numbers as numbers
