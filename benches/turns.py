"""Measures applications in turns: what each adds to a request of the bare one, so that figures of a few microseconds can be trusted.

**The machine**: another process takes the processor in one turn and not in the next; so what counts is the time of this thread on the processor, and
each application is compared with the bare one of the same round. **The order**: whoever always comes after the same neighbour may pay for what that one left
behind, as cold caches; so each round has an order of its own, and each turn begins with a few requests that do not count. **The collector** runs
in the turn of whoever makes the thousandth object, whoever made the others; so it runs between the turns. Two bare applications are measured,
and how they differ is told: nothing below that means anything.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from typing import Any, Callable, Mapping, NamedTuple

#: What every application is compared with, and another one that is the same: what it seems to add is noise.
BARE, AGAIN = "bare", "bare again"
WARM = 10

Turn = Callable[[], None]


class Figures(NamedTuple):
    """Microseconds a request."""

    bare: float
    #: The median over the rounds of what each adds to the bare application.
    added: dict[str, float]
    #: What the second bare application adds.
    noise: float


def request(app: Any, environ: dict[str, Any]) -> Turn:
    """One request, as a server makes it, with nothing of a server."""
    body = environ["wsgi.input"]

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        assert status.startswith("200"), status

    def turn() -> None:
        body.seek(0)
        answer = app(dict(environ), start)
        for _part in answer:
            pass
        answer.close()

    return turn


def take(turns: Mapping[str, Turn], rounds: int, requests: int) -> Figures:
    """Measures all of them; ``turns`` has the bare application twice, as :data:`BARE` and :data:`AGAIN`."""
    times: dict[str, list[float]] = {who: [] for who in turns}
    order, chance = list(turns), random.Random(1)
    for _ in range(rounds):
        chance.shuffle(order)
        for who in order:
            times[who].append(_one(turns[who], requests))
    added = {who: statistics.median(one - bare for one, bare in zip(times[who], times[BARE])) for who in turns}
    del added[BARE]
    return Figures(statistics.median(times[BARE]), added, added.pop(AGAIN))


def _one(turn: Turn, requests: int) -> float:
    for _ in range(WARM):
        turn()
    gc.collect()
    gc.disable()
    try:
        begun = time.thread_time_ns()
        for _ in range(requests):
            turn()
        return (time.thread_time_ns() - begun) / requests / 1e3
    finally:
        gc.enable()
