"""Operations beyond the protocol's own; a search page by page is a search."""

from typing import Annotated, Any

from stopple import Inert, Sink

class StandardExtendedOperations:
    def paged_search(self, search_base: Annotated[str, Sink("ldap-dn")], search_filter: Annotated[str, Sink("ldap-filter")], search_scope: Any = ..., dereference_aliases: Any = ..., attributes: Any = ..., **kwargs: Any) -> Annotated[Any, Inert()]: ...
    def who_am_i(self, controls: Any = ...) -> Annotated[Any, Inert()]: ...

class ExtendedOperationsRoot:
    standard: StandardExtendedOperations  # dynamic
