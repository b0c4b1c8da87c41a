"""A text with much of the language in it; it need not run."""
from __future__ import annotations

import os, os.path as osp
from typing import (
    Any,
    Optional as Maybe,
)
from . import sibling
from ..package.module import *

type Pair[T] = tuple[T, T]
LIMIT: int = 0x_ff + 0b1 + 1_000 + int(1e3) + abs(-2j)
TEXT = 'one' "two" r'\three' f"four{LIMIT!r:>{LIMIT}}" f'{LIMIT=}'
RAW = b'\x00' rb"\d"
big = 123456789012345678901234567890
nested = f"{f"{LIMIT + 1}"}" if LIMIT else t"template {TEXT}"


@decorated
@decorator.factory(1, *(2, 3), key="value", **{"a": 1})
async def visit(first, /, second: int = 1, *rest: Any, keyword: Maybe[str] = None, **others) -> list[int]:
    """Does many things."""
    global LIMIT
    LIMIT += 1
    counter = 0

    def increase(by=counter):
        nonlocal counter
        counter += by
        return lambda x, *y, z=counter: x + counter + z

    async with first as (a, b), second.open():
        async for index, (left, *middle) in enumerate(rest):
            if index < counter <= 10 and not left or right is not None:
                continue
            elif (found := left[1:2, ::3, ...]) in middle:
                break
            else:
                await found
        else:
            yield [x async for x in rest if x if counter]
    try:
        pairs = {key: value for key, value in others.items() for _ in range(3)}
        sets = {*pairs, *(y for y in pairs)}
        yield
    except (KeyError, ValueError) as error:
        raise RuntimeError(f"{error}") from error
    except:
        raise
    else:
        del pairs["x"], sets
    finally:
        assert keyword, "message"


class Shape[T](Base, metaclass=Meta):
    sides: int
    names = [name for name in Base.names]

    def __init__(self, *, sides=4):
        super().__init__()
        self.sides = self.__sides = sides

    @property
    def area(self) -> T:
        return self.sides ** 2 // 3 % 4 @ 5 << 1 >> 2 & 3 | 4 ^ ~5

    class Inner: value = lambda self: (yield from self.items)


def describe(shape):
    match shape, 1:
        case Shape(sides=4) | [1, 2, *_], _ if shape:
            return "square"
        case {"kind": "circle", **rest}, -1 | 1.5 | "text" | None:
            return rest
        case (Point(x, y=0) as point), other:
            return point, x, other
        case os.sep, _:
            pass
    while True:
        try:
            shape = shape()
        except* OSError as group:
            return group
    else:
        return ...


with (open("a") as f, open("b")): f.read(); f.close()
for x in 1, 2, *nested: print(x, end="")
if x: pass
elif y: pass
x = y = [*x, *y]; z: dict[str, int] = {**x, "k": not y}
print((yield_ := 3), x if y else z, *x, **z)
