from .mongo_client import MongoClient as MongoClient
from .operations import DeleteMany as DeleteMany
from .operations import DeleteOne as DeleteOne
from .operations import InsertOne as InsertOne
from .operations import ReplaceOne as ReplaceOne
from .operations import UpdateMany as UpdateMany
from .operations import UpdateOne as UpdateOne
