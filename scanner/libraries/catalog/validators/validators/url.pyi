# A well-formed address may still lead anywhere: the shape is checked, the host is not.
from typing import Annotated, Any

from stopple import Guards, Inert

def url(value: Annotated[str, Guards("html", "header", when=True)], /, **kwargs: Any) -> Annotated[Any, Inert()]: ...
