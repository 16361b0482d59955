"""Fetching the next while another thread still works on the one before."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def one_behind(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """What `work` makes of each item, in their order. What it raises is raised here, and ends this."""
    from concurrent.futures import Future, ThreadPoolExecutor

    with ThreadPoolExecutor(1) as worker:
        before: Future[Result] | None = None
        for item in items:
            now = worker.submit(work, item)
            if before is not None:
                yield before.result()
            before = now
        if before is not None:
            yield before.result()
