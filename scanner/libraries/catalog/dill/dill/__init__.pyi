from ._dill import dump as dump
from ._dill import dumps as dumps
from ._dill import load as load
from ._dill import loads as loads
