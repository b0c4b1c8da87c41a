from .dml import Insert as Insert
from .dml import insert as insert
