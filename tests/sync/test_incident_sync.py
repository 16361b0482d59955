"""Our own folder: many parts become one whole, and files go only when all else that is visible covers them."""

from collections.abc import Callable
from random import Random

import pytest

from oncall_tui.domain.ids import encode_ulid
from oncall_tui.domain.instants import DAY
from oncall_tui.sync import plan
from oncall_tui.sync.sync_result import SyncResult
from oncall_tui.sync.sync_state import SyncState, decode_memory, encode_memory
from tests.simulation.fake_files import ROOT, Tree
from tests.simulation.replica import FIRST, Disk, SimulatedReplica
from tests.simulation.truth import Truth

INCIDENT = encode_ulid(FIRST // 1000 << 80)


class House:
    """Replicas on one server's tree, without anything going wrong."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.random = Random(1)
        self.truth = Truth()
        self.ana, self.bo = self.replica("ana"), self.replica("bo")

    def replica(self, name: str) -> SimulatedReplica:
        return SimulatedReplica(name, self.tree, self.random, self.truth, Disk())

    def write(self, replica: SimulatedReplica, id: str = "a") -> SyncResult:
        """One write that is acknowledged, and its sync."""
        self._until_acknowledged(lambda: replica.create(INCIDENT, id, "text"))
        return replica.sync()

    def redact(self, replica: SimulatedReplica) -> SyncResult:
        """The text of record a is redacted, and its sync."""
        self._until_acknowledged(lambda: replica.redact(INCIDENT, "a", "text"))
        return replica.sync()

    def _until_acknowledged(self, write: Callable[[], None]) -> None:
        before = len(self.truth.written)
        while len(self.truth.written) == before:
            write()

    def files(self, replica: SimulatedReplica) -> list[str]:
        assert replica.disk.replica is not None
        return [path for path, _ in self.tree.files() if f"{replica.disk.replica.name}/i/" in path]


@pytest.fixture
def house() -> House:
    return House()


def test_a_sync_publishes_only_what_the_share_lacks(house: House) -> None:
    sizes = []
    for number in range(3):
        house.write(house.ana, str(number))
        sizes.append(max(len(data) for path, data in house.tree.files() if "/i/" in path))
    assert len(house.files(house.ana)) == 3
    assert max(sizes) - min(sizes) < 10


def test_no_news_writes_nothing_and_reads_no_incident(house: House) -> None:
    house.write(house.ana)
    house.bo.sync()
    house.ana.sync()
    writes, calls = house.ana.files.writes, house.ana.files.calls
    house.ana.sync()
    assert house.ana.files.writes == writes
    assert (
        house.ana.files.calls - calls <= 12
    )  # the root, FORMAT.json, three folders and an info file a replica


def test_many_parts_become_one_whole_and_go_a_week_later(house: House) -> None:
    for _ in range(plan.MANY_FILES + 1):
        house.write(house.ana)
    assert len(house.files(house.ana)) == plan.MANY_FILES + 2
    house.ana.now += 6 * DAY
    house.ana.sync()
    assert len(house.files(house.ana)) == plan.MANY_FILES + 2
    house.ana.now += 2 * DAY
    assert house.ana.sync().retired == plan.MANY_FILES + 1
    assert len(house.files(house.ana)) == 1
    house.bo.sync()
    assert house.bo.disk.documents == house.ana.disk.documents


def test_a_part_stays_while_its_whole_is_not_there(house: House) -> None:
    for _ in range(plan.MANY_FILES + 1):
        house.write(house.ana)
    [whole] = {whole for whole, _ in decode_memory(house.ana.disk.memory).covered.values()}
    house.tree.remove(f"{ROOT}/{whole}")
    house.ana.now += 8 * DAY
    assert house.ana.sync().retired == 0


def test_a_colleagues_missing_versions_are_published_after_a_day(house: House) -> None:
    house.write(house.ana)
    house.bo.sync()
    [path] = house.files(house.ana)
    house.tree.remove(path)
    assert house.bo.sync().published == 0
    house.bo.now += DAY - 1
    assert house.bo.sync().published == 0
    house.bo.now += 1
    assert house.bo.sync().published == 1
    li = house.replica("li")
    li.sync()
    assert li.disk.documents == house.ana.disk.documents


def test_a_clock_that_was_far_ahead_does_not_put_that_off(house: House) -> None:
    house.write(house.ana)
    house.bo.sync()
    house.tree.remove(house.files(house.ana)[0])
    house.bo.skew = 400 * DAY
    assert house.bo.sync().published == 0
    house.bo.skew = 0
    assert house.bo.sync().published == 1


def test_a_torn_file_of_ours_is_left_alone_and_published_under_a_new_name(house: House) -> None:
    house.write(house.ana)
    [path] = house.files(house.ana)
    house.tree.write(path, b"{")
    assert house.ana.sync().published == 1
    assert house.tree.get(path) == b"{"
    house.bo.sync()
    assert house.bo.disk.documents == house.ana.disk.documents


def test_what_was_redacted_goes_from_our_folder_at_once_and_from_a_colleagues_when_they_sync(
    house: House,
) -> None:
    house.write(house.ana)
    house.write(house.bo)
    house.ana.sync()
    tokens = sorted(house.truth.written)
    outcome = house.redact(house.ana)
    assert outcome.retired == 1
    assert outcome.holders == {INCIDENT: [house.bo.disk.replica.name if house.bo.disk.replica else ""]}
    house.bo.sync()
    assert house.ana.sync().holders == {}
    left = b"".join(data for _, data in house.tree.files()).decode()
    assert [token for token in tokens if f'"{token}"' in left] == []


def test_a_redaction_takes_a_file_away_that_also_holds_what_a_colleague_lost(house: House) -> None:
    house.write(house.bo, "b")
    house.ana.sync()
    for path in house.files(house.bo):
        house.tree.remove(path)
    house.ana.sync()
    house.ana.now += 2 * DAY
    house.write(house.ana, "a")  # one file: ana's text, and bo's for him
    [both] = house.files(house.ana)
    house.redact(house.ana)
    assert both not in house.files(house.ana)
    writes = house.ana.files.writes
    house.ana.sync()
    assert house.ana.files.writes == writes
    late = house.replica("late")
    late.sync()
    assert late.disk.documents == house.ana.disk.documents


def test_a_deleted_incident_file_comes_back_from_the_share(house: House) -> None:
    house.write(house.ana)
    house.bo.sync()
    before = house.bo.disk.documents.pop(INCIDENT)
    del house.bo.disk.versions[INCIDENT]
    house.bo.sync()
    assert house.bo.disk.documents == {INCIDENT: before}


def test_two_founders_find_each_other_by_the_folders_that_they_know(house: House) -> None:
    """A sync program brings two shares together that were founded apart; one format file wins."""
    other = House()
    other.random.seed(2)
    other.bo.truth = house.truth
    house.write(house.ana)
    other.bo.sync()
    other.bo.create(INCIDENT, "b", "text")
    other.bo.sync()
    for path, data in other.tree.files():
        if not path.endswith("FORMAT.json"):
            house.tree.write(path, data)
    other.bo.files.tree = house.tree
    for replica in (house.ana, other.bo, house.ana, other.bo):
        assert replica.sync().refused == ""
    assert house.ana.disk.documents == other.bo.disk.documents
    assert len(decode_memory(house.ana.disk.memory).shares) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version":99}', b'{"version":1}'])
def test_a_memory_that_cannot_be_read_is_forgotten(damage: bytes) -> None:
    assert decode_memory(damage) == SyncState()


def test_a_memory_comes_back_as_it_was(house: House) -> None:
    house.write(house.ana)
    memory = decode_memory(house.ana.disk.memory)
    assert memory.verified_files
    assert decode_memory(encode_memory(memory)) == memory


def test_a_file_of_ours_that_comes_back_with_a_redacted_text_goes_again(house: House) -> None:
    house.write(house.ana)
    [path] = house.files(house.ana)
    data = house.tree.get(path)
    house.redact(house.ana)
    assert path not in house.files(house.ana)
    house.ana.sync()
    house.tree.write(path, data)  # a sync program brings it from a machine that was off
    house.ana.sync()
    assert path not in house.files(house.ana)
