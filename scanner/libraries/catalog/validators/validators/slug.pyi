from typing import Annotated, Any

from stopple import Guards, Inert

def slug(value: Annotated[str, Guards("sql", "html", "html-attribute", "script", "shell", "path-read", "path-write", "header", "xpath", "ldap-filter", "ldap-dn", "log", "template", "css", "mail-header", when=True)], /, **kwargs: Any) -> Annotated[Any, Inert()]: ...
