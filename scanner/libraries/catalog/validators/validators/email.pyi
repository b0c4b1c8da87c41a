from typing import Annotated, Any

from stopple import Guards, Inert

def email(value: Annotated[str, Guards("header", "mail-header", when=True)], /, **kwargs: Any) -> Annotated[Any, Inert()]: ...
