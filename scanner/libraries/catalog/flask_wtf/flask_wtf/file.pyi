"""Fields and validators of files."""

from typing import Annotated, Any
from werkzeug.datastructures import FileStorage
from wtforms.fields import FileField as _FileField, MultipleFileField as _MultipleFileField
from stopple import Inert, Source

class FileField(_FileField):
    data: Annotated[FileStorage, Source("http-file")]
class MultipleFileField(_MultipleFileField):  # since 1.2
    data: Annotated[list[FileStorage], Source("http-file")]
class FileRequired:
    def __init__(self, message: Any = ...) -> Annotated[None, Inert()]: ...
class FileAllowed:
    def __init__(self, upload_set: Any, message: Any = ...) -> Annotated[None, Inert()]: ...
class FileSize:
    def __init__(self, max_size: int, min_size: int = ..., message: Any = ...) -> Annotated[None, Inert()]: ...
file_required = FileRequired
file_allowed = FileAllowed
file_size = FileSize
