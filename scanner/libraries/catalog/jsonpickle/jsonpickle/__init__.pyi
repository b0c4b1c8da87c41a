from .pickler import encode as dumps
from .pickler import encode as encode
from .unpickler import decode as decode
from .unpickler import decode as loads
