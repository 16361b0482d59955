"""A store over a real directory, with a clock that is set by hand and notes that are filed as they are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.domain.ids import UlidGenerator
from oncall_tui.storage.actor_store import ActorStore
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.store import Store
from oncall_tui.storage.transaction import Transaction
from oncall_tui.storage.waiting_notes import InboxNote

NOON = 1_795_262_400_000_000
INCIDENT = "01k9" + "a" * 22


def file_as_it_is(unit: Transaction, notes: dict[str, InboxNote]) -> dict[str, InboxNote]:
    for id, note in notes.items():
        unit.put("notes", id, note, silent=True)
    return {}


@pytest.fixture
def places(tmp_path: Path) -> DataPaths:
    return DataPaths(str(tmp_path / "data"))


@pytest.fixture
def open_store(places: DataPaths) -> Callable[[], Store]:
    """Each call is another process as far as the store can tell: nothing is shared but the files."""

    def open_one() -> Store:
        def clock() -> int:
            return NOON

        actors = ActorStore(places, clock, lambda count: b"\x01" * count)
        return Store(
            places, actors, UlidGenerator(clock, lambda count: b"\x02" * count), clock, "ana", file_as_it_is
        )

    return open_one


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()
