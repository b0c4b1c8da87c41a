from typing import Annotated, Any

from stopple import Guards, Inert

def domain(value: Annotated[str, Guards("sql", "html", "html-attribute", "script", "shell", "header", "log", "template", when=True)], /, **kwargs: Any) -> Annotated[Any, Inert()]: ...
