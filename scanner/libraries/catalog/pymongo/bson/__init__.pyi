from .objectid import ObjectId as ObjectId
from .son import SON as SON
