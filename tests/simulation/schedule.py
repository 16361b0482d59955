"""One schedule: a few machines, everything that can go wrong, and in the end nothing may be lost.

The same seed gives the same trace.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from unittest.mock import patch

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.ids import encode_ulid
from oncall_tui.domain.instants import DAY, SECOND
from oncall_tui.replication.canonical_json import to_bytes
from oncall_tui.replication.encoding import Tables
from oncall_tui.sync import plan
from oncall_tui.sync.layout import parse_name
from oncall_tui.sync.version_file import RejectedFileError, decode_part
from tests.simulation.carrier import Carrier
from tests.simulation.fake_files import ROOT, Crash, Tree
from tests.simulation.replica import FIRST, SECRETS, SHORT, Disk, SimulatedReplica
from tests.simulation.truth import Truth, tokens_in

STEPS = 60
MOST_ROUNDS = 8
MOST_REPLICAS = 5
INCIDENTS = tuple(encode_ulid(FIRST // 1000 << 80 | number) for number in range(2))
RECORDS = ("a", "b")
FIELDS = ("text", "kind")
MINUTE = 60 * SECOND


@dataclass
class Result:
    """What became of one schedule. `trace` tells one run from another."""

    seed: int
    writes: int = 0
    lost: list[str] = field(default_factory=list)
    # Values that lost more than was taken out; texts that were taken out and still stand somewhere.
    damaged: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    # What the program says in the end and is not so.
    wrong: list[str] = field(default_factory=list)
    diverged: bool = False
    rounds: int = 0
    restless: bool = False
    trace: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.lost or self.damaged or self.leaked or self.wrong) or self.diverged or self.restless


class Schedule:
    """`carried`: every machine has its own tree, kept in step by a sync program; else one server's tree."""

    steps = STEPS
    most_replicas = MOST_REPLICAS

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.truth = Truth()
        self.carrier = Carrier(self.random)
        self.carried = self._is_carried()
        self.server = self._make_server()
        self.replicas: list[SimulatedReplica] = []
        self.names = 0
        self.step = 0
        self.trace = hashlib.sha256()
        self.result = Result(seed)
        for _ in range(self.random.randrange(2, self.most_replicas)):
            self._new_replica()

    def run(self) -> Result:
        for step in range(self.steps):
            self.step = step
            self._happen()
            self.carrier.deliver(self.step)
            for replica in self.replicas:
                replica.now += self.random.randrange(MINUTE)
        self.result.writes = len(self.truth.written)
        self._heal()
        self.result.trace = self.trace.hexdigest()
        return self.result

    # What happens

    def _happen(self) -> None:
        replica = self.random.choice(self.replicas)
        event = self._event()
        self._note(event, replica.name)
        getattr(self, event)(replica)
        if self.carried and replica in self.replicas:
            self.carrier.collect(replica.name, self.step)

    def _event(self) -> str:
        """The name of what happens next."""
        [event] = self.random.choices(EVENTS, WEIGHTS)
        return event.__name__

    def write(self, replica: SimulatedReplica) -> None:
        replica.create(*self._place(), self.random.choice(FIELDS))

    def open(self, replica: SimulatedReplica) -> None:
        replica.open(*self._place())

    def save(self, replica: SimulatedReplica) -> None:
        if replica.editors:
            replica.save(self.random.choice(replica.editors), self.random.choice(FIELDS))

    def two_editors(self, replica: SimulatedReplica) -> None:
        """One field open twice on one machine; both are saved, and the share hears of one after the other."""
        incident, id = self._place()
        name = self.random.choice(FIELDS)
        replica.open(incident, id)
        replica.open(incident, id)
        for editor in replica.editors[-2:]:
            if (editor.incident, editor.id) == (incident, id):
                replica.save(editor, name)
                self.sync(replica)

    def strike(self, replica: SimulatedReplica) -> None:
        replica.strike(*self._place(), out=self.random.random() < 0.7)

    def sync(self, replica: SimulatedReplica, *, poll: bool = False) -> None:
        try:
            outcome = replica.sync(poll=poll)
            self._note("joined", outcome.joined, "published", outcome.published, "retired", outcome.retired)
        except OncallError as refusal:
            self._note(type(refusal).__name__)

    def poll(self, replica: SimulatedReplica) -> None:
        """What the screens do every minute: folders that did not change are believed."""
        self.sync(replica, poll=True)

    def busy_sync(self, replica: SimulatedReplica) -> None:
        """Somebody goes on writing while the sync runs, and sometimes as another actor."""

        def write() -> None:
            if self.random.random() < 0.1:
                replica.disk.retired = replica.disk.retired or self.random.random() < 0.2
                self.write(replica)

        replica.files.meanwhile = write
        self.sync(replica)
        replica.files.meanwhile = lambda: None

    def crash(self, replica: SimulatedReplica) -> None:
        """The process, and sometimes the machine with what it had not settled, ends at any call of a sync."""
        replica.files.crash_in = self.random.randrange(1, 60)
        try:
            self.sync(replica)
        except Crash:
            replica.editors.clear()
            if self.random.random() < 0.5:
                replica.files.tree.cut_power(self.random)
        replica.files.crash_in = None

    def reboot(self, replica: SimulatedReplica) -> None:
        replica.reboot()

    def clone(self, replica: SimulatedReplica) -> None:
        """A copied home directory on another machine."""
        if len(self.replicas) < self.most_replicas:
            self._new_replica(replica.disk.copy(), replica.files.tree.copy())

    def arrive(self, replica: SimulatedReplica) -> None:
        """A new colleague, who gets the share as somebody has it."""
        if len(self.replicas) < self.most_replicas:
            self._new_replica(tree=replica.files.tree.copy())

    def die(self, replica: SimulatedReplica) -> None:
        """A disk is gone. What it had acknowledged and nobody else holds is gone with it."""
        if len(self.replicas) > 2:
            self.replicas.remove(replica)
            if self.carried:
                self.carrier.leave(replica.name)
            self.truth.forget_all_but(self._surviving())

    def wrong_clock(self, replica: SimulatedReplica) -> None:
        replica.skew = self.random.choice([0, -DAY, DAY // 24, 400 * DAY, -3 * MINUTE])

    def tear(self, replica: SimulatedReplica) -> None:
        """The server cuts a file for good, or somebody takes it away; its writer is still there."""
        kept = replica.disk.replica
        if (
            self.carried or kept is None or kept.host != replica.name
        ):  # a clone that never synced has no files
            return
        ours = f"/r/{kept.name}/"
        files = [(path, data) for path, data in sorted(self.server.files()) if ours in path]
        if files:
            path, data = self.random.choice(files)
            if self.random.random() < 0.3:
                self.server.remove(path)
            else:
                self.server.write(path, data[: self.random.randrange(len(data) + 1)])

    def litter(self, replica: SimulatedReplica) -> None:
        """Somebody's files where they do not belong."""
        if replica.files.tree.get(f"{ROOT}/FORMAT.json") is None:
            return
        name = self.random.choice(
            ["v1/notes.txt", "v1/r/x", "v1/r/../../x", "v1/r/aaaaaaaaaaaaa/i/2026-11/x.json"]
        )
        replica.files.tree.write(f"{ROOT}/{name.replace('..', '__')}", b"{}")

    def redact(self, replica: SimulatedReplica) -> None:
        replica.redact(*self._place(), self.random.choice(FIELDS))

    def take_out(self, replica: SimulatedReplica) -> None:
        replica.take_out(*self._place(), self.random.choice((*SECRETS, SHORT)))

    def two_take_out(self, replica: SimulatedReplica) -> None:
        """Two people who don't hear of each other take two secrets out of one note."""
        place = self._place()
        replica.take_out(*place, SECRETS[0])
        self.random.choice(self.replicas).take_out(*place, SECRETS[1])

    def take_out_and_leave(self, replica: SimulatedReplica) -> None:
        """Somebody takes a secret out of a note that another has open, says so, and never syncs again."""
        place = self._place()
        others = [other for other in self.replicas if other is not replica]
        open_at = self.random.choice(others)
        open_at.open(*place)
        replica.take_out(*place, self.random.choice(SECRETS))
        if open_at.editors:
            open_at.save(open_at.editors[-1], "text")
        self.sync(replica)
        self.die(replica)

    # The end

    def _heal(self) -> None:
        """All arrives, clocks are right, nobody writes: first at once, then after days, all must come to rest."""
        for replica in self.replicas:
            replica.files.crash_in = None
            replica.skew = 0
        for days in (0, 2, 9):
            for replica in self.replicas:
                replica.now += days * DAY
            self._rest()
        states = {self._state(replica) for replica in self.replicas}
        self.result.diverged = len(states) > 1
        self.result.lost = self.truth.lost(self.replicas[0].disk.documents)
        self.result.damaged = self.truth.damaged(self.replicas[0].disk.documents)
        self.result.leaked = self.truth.leaks(self._held_by_the_living())
        self._note("lost", len(self.result.lost), *sorted(states))

    def _rest(self) -> None:
        for done in range(MOST_ROUNDS + 1):
            before = sum(replica.files.writes for replica in self.replicas)
            for replica in self.replicas:
                self.carrier.heal()
                self.sync(replica)
                if self.carried:
                    self.carrier.collect(replica.name, self.step)
            self.result.rounds = max(self.result.rounds, done)
            if before == sum(replica.files.writes for replica in self.replicas):
                return
        self.result.restless = True

    def _state(self, replica: SimulatedReplica) -> str:
        return hashlib.sha256(to_bytes(replica.disk.documents)).hexdigest()

    # Small parts

    def _new_replica(self, disk: Disk | None = None, tree: Tree | None = None) -> None:
        name = f"m{self.names}"
        self.names += 1
        own_tree = (tree or Tree()) if self.carried else self.server
        replica = self._make_replica(name, own_tree, disk or Disk())
        replica.now += self.step * MINUTE
        self.replicas.append(replica)
        if self.carried:
            self.carrier.join(name, own_tree, self.step)

    def _make_server(self) -> Tree:
        return Tree()

    def _is_carried(self) -> bool:
        return self.random.random() < 0.5

    def _make_replica(self, name: str, tree: Tree, disk: Disk) -> SimulatedReplica:
        return SimulatedReplica(name, tree, self.random, self.truth, disk)

    def _place(self) -> tuple[str, str]:
        return self.random.choice(INCIDENTS), self.random.choice(RECORDS)

    def _surviving(self) -> set[str]:
        documents = [tables for replica in self.replicas for tables in replica.disk.documents.values()]
        return set().union(*map(tokens_in, [*documents, *self._published()]))

    def _published(self) -> list[Tables]:
        """What stands whole on every tree that is left."""
        found = []
        for tree in {id(replica.files.tree): replica.files.tree for replica in self.replicas}.values():
            for path, data in tree.files():
                name = parse_name(path.rpartition("/")[2])
                if name is not None and name.incident:
                    try:
                        found.append(decode_part(name, data).tables)
                    except RejectedFileError:
                        continue
        return found

    def _held_by_the_living(self) -> Iterator[tuple[str, list[str], str, str]]:
        """What people of now hold: documents, which anybody can help, and files of the share, which owners can."""
        living = [replica.name for replica in self.replicas]
        for replica in self.replicas:
            for incident, tables in replica.disk.documents.items():
                yield incident, living, f"{replica.name} {incident}", to_bytes(tables).decode()
            kept = replica.disk.replica
            own = f"{ROOT}/v1/r/{kept.name}/" if kept is not None and kept.host == replica.name else None
            for path, data in replica.files.tree.files():
                if own is not None and path.startswith(own) and self._is_whole(path, data):
                    incident = path.rpartition("/")[2][:26]
                    yield incident, [replica.name], f"{replica.name} {path}", data.decode()

    def _is_whole(self, path: str, data: bytes) -> bool:
        """Whether a file is one that anybody can read: a torn one is nobody's to take away."""
        name = parse_name(path.rpartition("/")[2])
        if name is None or not name.incident:
            return False
        try:
            decode_part(name, data)
        except RejectedFileError:
            return False
        return True

    def _note(self, *words: object) -> None:
        self.trace.update(" ".join(map(str, words)).encode())


Event = Callable[[Schedule, SimulatedReplica], None]
CHANCES: dict[Event, float] = {
    Schedule.write: 30,
    Schedule.open: 12,
    Schedule.save: 14,
    Schedule.two_editors: 4,
    Schedule.strike: 4,
    Schedule.sync: 12,
    Schedule.poll: 12,
    Schedule.busy_sync: 4,
    Schedule.crash: 6,
    Schedule.reboot: 2,
    Schedule.clone: 2,
    Schedule.arrive: 1,
    Schedule.die: 1,
    Schedule.wrong_clock: 2,
    Schedule.tear: 3,
    Schedule.litter: 1,
    Schedule.redact: 1,
    Schedule.take_out: 3,
    Schedule.two_take_out: 1,
    Schedule.take_out_and_leave: 1,
}
EVENTS, WEIGHTS = list(CHANCES), list(CHANCES.values())


def run(seed: int) -> Result:
    """Run one schedule; the same seed gives the same trace."""
    return run_schedule(Schedule, seed)


def run_schedule(schedule: type[Schedule], seed: int) -> Result:
    """In half of the schedules few files are many already, so that wholes are made and parts retired."""
    with patch.object(plan, "MANY_FILES", 3 if seed % 2 else plan.MANY_FILES):
        return schedule(seed).run()
