"""The parser on Expat."""

from typing import Annotated, Any
from xml.sax.xmlreader import XMLReader
from stopple import Fact, Inert

class ExpatParser(XMLReader): ...
def create_parser(*args: Any, **kwargs: Any) -> Annotated[ExpatParser, Fact("xml-parser-made"), Inert()]: ...
