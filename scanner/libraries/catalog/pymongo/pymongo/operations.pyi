from typing import Annotated, Any

from stopple import Sink

class InsertOne:
    def __init__(self, document: Any, *args: Any, **kwargs: Any) -> None: ...

class DeleteOne:
    def __init__(self, filter: Annotated[Any, Sink("nosql")], *args: Any, **kwargs: Any) -> None: ...

class DeleteMany:
    def __init__(self, filter: Annotated[Any, Sink("nosql")], *args: Any, **kwargs: Any) -> None: ...

class UpdateOne:
    def __init__(self, filter: Annotated[Any, Sink("nosql")], update: Annotated[Any, Sink("nosql")], *args: Any, **kwargs: Any) -> None: ...

class UpdateMany:
    def __init__(self, filter: Annotated[Any, Sink("nosql")], update: Annotated[Any, Sink("nosql")], *args: Any, **kwargs: Any) -> None: ...

class ReplaceOne:
    def __init__(self, filter: Annotated[Any, Sink("nosql")], replacement: Any, *args: Any, **kwargs: Any) -> None: ...
