"""Requests at the same moment."""

from __future__ import annotations

import threading
from typing import Any, Callable, Sequence


def race(tasks: Sequence[Callable[[], Any]]) -> list[Any]:
    """Runs all at the same moment; what each returned."""
    barrier, results = threading.Barrier(len(tasks)), [None] * len(tasks)

    def run(number, task):
        barrier.wait()
        results[number] = task()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
