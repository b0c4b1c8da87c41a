"""Serves calls over XML."""

from typing import Annotated, Any
from socketserver import TCPServer
from stopple import Registers

class SimpleXMLRPCServer(TCPServer):
    def register_function(self, function: Annotated[Any, Registers("callback")] = ..., name: Any = ...) -> Any: ...
    def register_instance(self, instance: Any, allow_dotted_names: bool = ...) -> None: ...
