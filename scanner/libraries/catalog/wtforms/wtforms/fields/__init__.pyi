"""Fields. Text is as the visitor wrote it; numbers, dates and yes-or-no are not text any more."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any
from werkzeug.datastructures import FileStorage
from stopple import Inert, Source

_Text = Annotated[str, Source("http-form")]

class Field:
    data: Annotated[Any, Source("http-form")]
    raw_data: Annotated[list[str], Source("http-form")]
    object_data: Any
    default: Any
    errors: list[str]
    name: Annotated[str, Inert()]
    short_name: Annotated[str, Inert()]
    id: Annotated[str, Inert()]
    label: Any
    description: str
    render_kw: Any
    flags: Any
    validators: Any
    choices: Any  # dynamic
    type: str
    def __init__(self, label: Any = ..., validators: Any = ..., filters: Any = ..., description: Any = ..., id: Any = ..., default: Any = ..., widget: Any = ..., render_kw: Any = ..., name: Any = ..., _form: Any = ..., _prefix: str = ..., _translations: Any = ..., _meta: Any = ..., **kwargs: Any) -> Annotated[None, Inert()]: ...
    def validate(self, form: Any, extra_validators: Any = ...) -> bool: ...
    def process(self, formdata: Any, data: Any = ..., extra_filters: Any = ...) -> None: ...
    def populate_obj(self, obj: Any, name: str) -> None: ...
    def _value(self) -> Annotated[str, Source("http-form")]: ...  # dynamic
    def __call__(self, **kwargs: Any) -> Annotated[Any, Inert()]: ...

class Label:
    text: str
    field_id: str
class Flags: ...
class StringField(Field):
    data: Annotated[str, Source("http-form")]
class TextAreaField(Field):
    data: Annotated[str, Source("http-form")]
class PasswordField(Field):
    data: Annotated[str, Source("http-form"), Source("password")]
class HiddenField(Field):
    data: Annotated[str, Source("http-form")]
class SearchField(Field):
    data: Annotated[str, Source("http-form")]
class TelField(Field):
    data: Annotated[str, Source("http-form")]
class URLField(Field):
    data: Annotated[str, Source("http-form")]
class EmailField(Field):
    data: Annotated[str, Source("http-form")]
class ColorField(Field):  # since 3.1
    data: Annotated[str, Source("http-form")]
TextField = StringField  # dynamic (until 3.0)
class IntegerField(Field):
    data: Annotated[int, Inert()]
class FloatField(Field):
    data: Annotated[float, Inert()]
class BooleanField(Field):
    data: Annotated[bool, Inert()]
class SubmitField(Field):
    data: Annotated[bool, Inert()]
class DecimalField(Field):
    data: Annotated[Decimal, Inert()]
class IntegerRangeField(Field):
    data: Annotated[int, Inert()]
class DecimalRangeField(Field):
    data: Annotated[Decimal, Inert()]
class DateField(Field):
    data: Annotated[date, Inert()]
class DateTimeField(Field):
    data: Annotated[datetime, Inert()]
class DateTimeLocalField(Field):
    data: Annotated[datetime, Inert()]
class MonthField(Field):
    data: Annotated[date, Inert()]
class WeekField(Field):  # since 3.1
    data: Annotated[date, Inert()]
class TimeField(Field):
    data: Annotated[time, Inert()]
# A choice that was validated is one of those that the program offers; before, it is any text.
class SelectFieldBase(Field): ...
class SelectField(SelectFieldBase):
    data: Annotated[Any, Source("http-form")]
    coerce: Any
class RadioField(SelectField): ...
class SelectMultipleField(SelectField):
    data: Annotated[list[Any], Source("http-form")]
class FileField(Field):
    data: Annotated[FileStorage, Source("http-file")]
class MultipleFileField(FileField):
    data: Annotated[list[FileStorage], Source("http-file")]
class FormField(Field):
    form: Any
    data: Annotated[dict[str, Any], Source("http-form")]
class FieldList(Field):
    entries: list[Field]
    data: Annotated[list[Any], Source("http-form")]
    def append_entry(self, data: Any = ...) -> Field: ...
    def pop_entry(self) -> Field: ...
