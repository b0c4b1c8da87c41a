from .serialization import load as load
from .serialization import save as save
