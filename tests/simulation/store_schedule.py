"""Schedules over an object store: the same people and mishaps, and those that only a store has."""

from unittest.mock import patch

from oncall_tui.sync import sync_state
from oncall_tui.sync.layout import NEWS, REPLICAS
from tests.simulation.fake_files import ROOT, Tree
from tests.simulation.fake_store import FakeStore, StoreTree
from tests.simulation.replica import Disk, SimulatedReplica
from tests.simulation.schedule import Result, Schedule, run_schedule

OF_STORES = ("fail", "arrive_late", "repeat_news")


class StoreSchedule(Schedule):
    """One store; some of them ignore the condition that a new object must not be there yet."""

    def __init__(self, seed: int) -> None:
        self.late: list[tuple[str, bytes]] = []
        self.ignores_create = seed % 5 == 0
        super().__init__(seed)

    def _make_server(self) -> Tree:
        return StoreTree(ignores_create=self.ignores_create)

    def _is_carried(self) -> bool:
        return False

    def _make_replica(self, name: str, tree: Tree, disk: Disk) -> SimulatedReplica:
        return SimulatedReplica(name, tree, self.random, self.truth, disk, FakeStore)

    def _event(self) -> str:
        [event] = self.random.choices([super()._event(), *OF_STORES], [90, 6, 2, 2])
        return event

    def fail(self, replica: SimulatedReplica) -> None:
        """A sync while requests fail: some have had their effect all the same."""
        store = replica.files
        assert isinstance(store, FakeStore)
        store.failing = self.random.choice((0.02, 0.1, 0.5))
        self.sync(replica, poll=self.random.random() < 0.5)
        store.failing = 0.0

    def arrive_late(self, replica: SimulatedReplica) -> None:
        """A file is not seen for a while, though news name it; those that were late before are there again."""
        self._bring_late()
        if files := [file for file in self.server.files() if f"{REPLICAS}/" in file[0]]:
            self.late.append(self.random.choice(files))
            self.server.remove(self.late[-1][0])

    def repeat_news(self, replica: SimulatedReplica) -> None:
        """News that were deleted stand there again beside newer ones."""
        folder = f"{ROOT}/{NEWS}/"
        if news := [file for file in self.server.files() if file[0].startswith(folder)]:
            path, data = self.random.choice(news)
            self.sync(replica, poll=True)
            self.server.write(path, data)

    def _heal(self) -> None:
        self._bring_late()
        super()._heal()

    def _bring_late(self) -> None:
        for path, data in self.late:
            self.server.write(path, data)
        self.late.clear()


def run_on_store(seed: int) -> Result:
    """Run one schedule; in a third of them news name so few files that there are gaps."""
    with patch.object(sync_state, "MOST_LATEST", 2 if seed % 3 == 0 else sync_state.MOST_LATEST):
        return run_schedule(StoreSchedule, seed)
