"""Types for people; at run time most of them are nothing."""

from typing import Annotated, Any, Callable, Generic, TypeVar
from stopple import Carries
from collections.abc import (
    AsyncGenerator as AsyncGenerator,
    AsyncIterable as AsyncIterable,
    AsyncIterator as AsyncIterator,
    Collection as Collection,
    Container as Container,
    Generator as Generator,
    Hashable as Hashable,
    ItemsView as ItemsView,
    Iterable as Iterable,
    Iterator as Iterator,
    KeysView as KeysView,
    Mapping as Mapping,
    MutableMapping as MutableMapping,
    MutableSequence as MutableSequence,
    MutableSet as MutableSet,
    Reversible as Reversible,
    Sequence as Sequence,
    Sized as Sized,
    ValuesView as ValuesView,
)
from collections import (
    ChainMap as ChainMap,
    Counter as Counter,
    OrderedDict as OrderedDict,
    defaultdict as DefaultDict,
    deque as Deque,
)
from contextlib import AbstractContextManager as ContextManager, AbstractAsyncContextManager as AsyncContextManager
from io import TextIOWrapper as TextIO, BufferedReader as BinaryIO
from re import Match as Match, Pattern as Pattern

T = TypeVar("T")
AnyStr = TypeVar("AnyStr")

class IO(Generic[T]):
    name: str
    closed: bool
    def close(self) -> None: ...
    def flush(self) -> None: ...
    def read(self, n: int = ...) -> T: ...
    def readline(self, limit: int = ...) -> T: ...
    def readlines(self, hint: int = ...) -> list[T]: ...
    def write(self, s: Annotated[Any, Carries("self")]) -> int: ...
    def writelines(self, lines: Annotated[Any, Carries("self")]) -> None: ...
    def seek(self, offset: int, whence: int = ...) -> int: ...
    def tell(self) -> int: ...
    def __enter__(self) -> IO[T]: ...
    def __exit__(self, *args: Any) -> None: ...
    def __iter__(self) -> Iterator[T]: ...  # dynamic

def cast(typ: Any, val: Annotated[T, Carries("return")]) -> T: ...
def assert_type(val: T, typ: Any) -> T: ...
def reveal_type(obj: T) -> T: ...
def get_type_hints(obj: Any, globalns: Any = ..., localns: Any = ..., include_extras: bool = ...) -> dict[str, Any]: ...

class NamedTuple(tuple):
    def _asdict(self) -> dict[str, Any]: ...  # dynamic
    def _replace(self, **kwargs: Any) -> Any: ...  # dynamic

class TypedDict(dict): ...
class Protocol: ...
class Generic: ...

TYPE_CHECKING: bool
Any: Any
Optional: Any
Union: Any
Literal: Any
Annotated: Any
Callable: Any
ClassVar: Any
Final: Any
TypeVar: Any
NewType: Any
def overload(func: T) -> T: ...
def final(f: T) -> T: ...
def no_type_check(arg: T) -> T: ...
def runtime_checkable(cls: T) -> T: ...
