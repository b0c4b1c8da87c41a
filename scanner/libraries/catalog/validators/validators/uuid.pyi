from typing import Annotated, Any

from stopple import Guards, Inert

def uuid(value: Annotated[Any, Guards("*", when=True)], /, **kwargs: Any) -> Annotated[Any, Inert()]: ...
