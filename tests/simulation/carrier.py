"""A sync program between machines: late, in any order, cut in the middle, twice, and in two minds."""

import hashlib
from dataclasses import dataclass
from random import Random

from tests.simulation.fake_files import ROOT, Tree

FORMAT = f"{ROOT}/FORMAT.json"


@dataclass
class Delivery:
    """A change on its way; `data` None takes the file away."""

    due: int
    to: str
    path: str
    data: bytes | None


class Carrier:
    """Keeps one tree for each machine in step with the others, in the end."""

    def __init__(self, random: Random) -> None:
        self.trees: dict[str, Tree] = {}
        self._random = random
        self._known: dict[str, dict[str, bytes]] = {}
        self._queue: list[Delivery] = []
        self._now = 0

    def join(self, name: str, tree: Tree, step: int) -> None:
        """A machine more: it gets what the others have, and what is on its way to them."""
        on_the_way = [(delivery.path, delivery.data) for delivery in self._queue if delivery.data]
        held = [file for other in self.trees.values() for file in other.files()]
        whole_last = sorted([*on_the_way, *held], key=lambda file: (file[0], len(file[1] or b"")))
        for path, data in dict(whole_last).items():
            self._send(step, name, path, data)
        self.trees[name] = tree
        self._known[name] = dict(tree.files())

    def leave(self, name: str) -> None:
        del self.trees[name], self._known[name]

    def collect(self, name: str, step: int) -> None:
        """Sees what a machine changed in its own tree, and takes it along for the others."""
        before, now = self._known[name], dict(self.trees[name].files())
        for path in sorted(before.keys() | now.keys()):
            if before.get(path) != now.get(path):
                for other in sorted(self.trees.keys() - {name}):
                    self._send(step, other, path, now.get(path))
        self._known[name] = now

    def deliver(self, step: int) -> None:
        """Brings what is due."""
        self._now = step
        due = [delivery for delivery in self._queue if delivery.due <= step]
        self._queue = [delivery for delivery in self._queue if delivery.due > step]
        self._random.shuffle(due)
        for delivery in due:
            if delivery.to in self.trees:
                self._bring(delivery, step)

    def heal(self) -> None:
        """Brings everything, whole."""
        while self._queue:
            queue, self._queue = self._queue, []
            for delivery in queue:
                if delivery.to in self.trees:
                    self._place(delivery.to, delivery.path, delivery.data)
        self._agree_on_a_founder()

    def _send(self, step: int, to: str, path: str, data: bytes | None) -> None:
        self._queue.append(Delivery(step + self._random.randrange(1, 25), to, path, data))

    def _bring(self, delivery: Delivery, step: int) -> None:
        chance = self._random.random()
        path, data = delivery.path, delivery.data
        if data is not None and chance < 0.15:
            self._place(delivery.to, path, data[: self._random.randrange(len(data) + 1)])
            self._send(step, delivery.to, path, data)
            return
        if data is not None and chance < 0.2:
            self._place(
                delivery.to, path.replace(".json", ".sync-conflict-20261121-031602-ABCDEFG.json"), data
            )
        self._place(delivery.to, path, data)

    def _place(self, to: str, path: str, data: bytes | None) -> None:
        tree = self.trees[to]
        there = tree.get(path)
        if data is None:
            tree.remove(path)
        elif path == FORMAT and there is not None and there != data and len(there) == len(data):
            self._settle_founders(to, sorted([there, data]))
        else:
            tree.write(path, data)
        self._known[to] = dict(tree.files())

    def _settle_founders(self, to: str, formats: list[bytes]) -> None:
        """Two people founded the share: every machine keeps the same one, and a copy of the other beside it."""
        loser, winner = formats
        copy = _copy_of(loser)
        for other, tree in self.trees.items():
            if other == to:
                tree.write(FORMAT, winner)
                tree.write(copy, loser)
            else:
                self._send(self._now, other, copy, loser)

    def _agree_on_a_founder(self) -> None:
        """In the end a sync program has the same files everywhere, also where founders' machines are gone by then."""
        founded = {data for tree in self.trees.values() if (data := tree.get(FORMAT)) is not None}
        if len(founded) > 1:
            winner = max(founded)
            for name, tree in self.trees.items():
                tree.write(FORMAT, winner)
                for loser in founded - {winner}:
                    tree.write(_copy_of(loser), loser)
                self._known[name] = dict(tree.files())


def _copy_of(loser: bytes) -> str:
    digest = hashlib.sha256(loser).hexdigest()[:7]
    return f"{ROOT}/FORMAT.sync-conflict-20261121-031602-{digest}.json"
