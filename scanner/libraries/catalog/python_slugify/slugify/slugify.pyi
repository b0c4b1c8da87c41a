# Letters, digits and hyphens are left.
from typing import Annotated, Any

from stopple import Clears

def slugify(text: str, entities: bool = ..., decimal: bool = ..., hexadecimal: bool = ..., max_length: int = ..., word_boundary: bool = ..., separator: str = ..., save_order: bool = ..., stopwords: Any = ..., regex_pattern: Any = ..., lowercase: bool = ..., replacements: Any = ..., allow_unicode: bool = ...) -> Annotated[str, Clears("sql", "html", "html-attribute", "script", "shell", "path-read", "path-write", "header", "xpath", "ldap-filter", "ldap-dn", "log", "template", "css", "mail-header", "html-url", "redirect", "upload", "regex", "format")]: ...
