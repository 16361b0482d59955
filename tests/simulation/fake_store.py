"""An object store in memory, through the real client, that fails in the ways that real ones do."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random
from typing import Any, TypeVar

import obstore
from obstore.store import MemoryStore

from oncall_tui.sync.shares.object_store import ObjectShare
from oncall_tui.sync.shares.share import put_in_turn
from oncall_tui.sync.shares.store_errors import store_error
from tests.simulation.fake_files import ROOT, Crash, Tree

T = TypeVar("T")
BUCKET = "team"
PAGE = 1000
# An entry of a listing costs about so many bytes on the wire.
LISTED = 300
# What a store answers that fails: each ends the sync (the first two) or concerns one object.
FAILURES = (
    "<Code>SlowDown</Code>",
    "HTTP error: connection closed",
    "<Code>AccessDenied</Code>",
    "Generic error: unexpected",
)


class StoreTree(Tree):
    """`fake_files.Tree` over a memory store: what tests look at and meddle with."""

    def __init__(self, *, ignores_create: bool = False) -> None:
        super().__init__()
        self.store = MemoryStore()
        # Some servers take `If-None-Match: *` for no condition, so that two founders both win.
        self.ignores_create = ignores_create

    def copy(self) -> "StoreTree":
        return self

    def paths(self) -> list[str]:
        return sorted(item["path"] for page in obstore.list(self.store) for item in page)

    def files(self) -> Iterator[tuple[str, bytes]]:
        for path in self.paths():
            yield f"{ROOT}/{path}", self._read(path)

    def get(self, path: str) -> bytes | None:
        try:
            return self._read(path.removeprefix(f"{ROOT}/"))
        except FileNotFoundError:
            return None

    def write(self, path: str, data: bytes | None) -> None:
        obstore.put(self.store, path.removeprefix(f"{ROOT}/"), data or b"")

    def remove(self, path: str) -> None:
        obstore.delete(self.store, path.removeprefix(f"{ROOT}/"))

    def cut_power(self, random: Random) -> None:
        """Do nothing: what a store has acknowledged is durable."""

    def _read(self, path: str) -> bytes:
        return bytes(obstore.get(self.store, path).bytes())


class FakeStore(ObjectShare):
    """One machine's way to a store: counts requests and bytes, and fails or crashes when it is told to.

    A failed request may have had its effect: the answer was lost.
    """

    def __init__(self, tree: StoreTree, random: Random) -> None:
        super().__init__(tree.store, BUCKET)
        self.tree = tree
        self.crash_in: int | None = None
        self.failing = 0.0
        self.calls = 0
        self.writes = 0
        self.requests: Counter[str] = Counter()
        self.bytes = 0
        self.meanwhile: Callable[[], None] = lambda: None
        self._random = random

    def share(self) -> "FakeStore":
        return self

    def expect(self, paths: Iterable[str]) -> None:
        """Read nothing ahead, so that the same seed has the same trace."""

    def put_all(self, items: Sequence[tuple[str, bytes]]) -> Sequence[OSError | None]:
        return put_in_turn(self, items)

    def put(self, path: str, data: bytes) -> None:
        if self.tree.ignores_create:
            self._ask("write", path, lambda: obstore.put(self.tree.store, path, data))
        else:
            super().put(path, data)

    def _ask(self, verb: str, path: str, call: Callable[[], T]) -> T:
        self.meanwhile()
        self._crash()
        fails = self._random.random() < self.failing
        if fails and self._random.random() < 0.5:
            raise self._failure(verb, path)
        answer = super()._ask(verb, path, call)
        self._count(verb, answer)
        self._crash()
        if fails:
            raise self._failure(verb, path)
        return answer

    def _failure(self, verb: str, path: str) -> Exception:
        return store_error(Exception(self._random.choice(FAILURES)), verb, path, BUCKET)

    def _crash(self) -> None:
        if self.crash_in is not None:
            self.crash_in -= 1
            if self.crash_in <= 0:
                self.crash_in = None
                raise Crash

    def _count(self, verb: str, answer: Any) -> None:
        self.writes += verb in ("write", "delete")
        listed = 0
        if verb == "list":
            listed = len(answer) if isinstance(answer, list) else sum(map(len, answer.values()))
        self.calls += 1
        self.requests[verb] += max(1, math.ceil(listed / PAGE))
        self.bytes += listed * LISTED + (len(answer) if isinstance(answer, bytes) else 0)
