from . import dn as dn
from .functions import initialize as initialize
from .functions import set_option as set_option
