# `disable_entities` is on unless a caller turns it off.
from typing import Annotated, Any

from stopple import Fact

def parse(xml_input: Any, encoding: Any = ..., expat: Any = ..., process_namespaces: bool = ..., namespace_separator: str = ..., disable_entities: bool = ..., **kwargs: Any) -> Annotated[Any, Fact("xml-parser-made")]: ...
def unparse(input_dict: Any, output: Any = ..., encoding: str = ..., full_document: bool = ..., **kwargs: Any) -> str: ...
