from .client import ClientSession as ClientSession
from .client import request as request
from .client_reqrep import ClientResponse as ClientResponse
from .connector import TCPConnector as TCPConnector
