from .numpy_pickle import dump as dump
from .numpy_pickle import load as load
