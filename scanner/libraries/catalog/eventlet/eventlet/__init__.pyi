from .convenience import listen as listen
from .convenience import wrap_ssl as wrap_ssl
