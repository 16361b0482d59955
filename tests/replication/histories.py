"""Documents as people make them: a few replicas that write, leave out and join in any order.

Laws of joining hold for what programs write, not for any JSON: a context always includes the contexts of what
it replaced. So these strategies write through the real functions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from oncall_tui.replication.document_join import join_tables
from oncall_tui.replication.encoding import Stamp, Tables
from oncall_tui.replication.record_edits import hide_record, needs_new_actor, unhide_record, write_fields
from oncall_tui.replication.record_view import read_record
from oncall_tui.replication.versions import Context, Dot

IDS = ("a", "b")
FIELDS = ("text", "kind", "tags:redis", "new_in_format_2")
VALUES = st.sampled_from(["5xx", "", None, True, False, 3, ["x"], {"deep": [1]}, "\ud800"])

WRITE = st.tuples(st.just("write"), st.sampled_from(IDS), st.sampled_from(FIELDS), VALUES)
OPEN = st.tuples(st.just("open"), st.sampled_from(IDS))
SAVE = st.tuples(st.just("save"), st.sampled_from(FIELDS), VALUES)
STRIKE = st.tuples(st.sampled_from(["leave_out", "bring_back"]), st.sampled_from(IDS))
JOIN = st.tuples(st.just("join"), st.integers(0, 2))
STEPS = st.lists(st.tuples(st.integers(0, 2), st.one_of(WRITE, OPEN, SAVE, STRIKE, JOIN)), max_size=25)


@dataclass
class Replica:
    """One machine with one actor at a time, and one editor that may have been open for a while."""

    name: str
    tables: Tables = field(default_factory=lambda: {"notes": {}})
    actors: int = 0
    n: int = 0
    opened: tuple[str, dict[str, Context]] | None = None

    @property
    def actor(self) -> str:
        return f"{self.name}{self.actors}"

    def stamp(self) -> Stamp:
        self.n += 1
        return Stamp(Dot(self.actor, self.n), f"2026-11-21T03:00:{self.n:02d}.000Z", self.name)

    def put(self, id: str, changes: dict[str, object], shown: dict[str, Context] | None = None) -> None:
        record = self.tables["notes"].get(id)
        if needs_new_actor(record, changes, shown, self.actor):
            self.actors, self.n = self.actors + 1, 0
        self._store(id, write_fields(record, changes, self.stamp(), shown))

    def strike(self, action: str, id: str) -> None:
        record = self.tables["notes"].get(id)
        if record:
            self._store(id, (hide_record if action == "leave_out" else unhide_record)(record, self.stamp()))

    def _store(self, id: str, record: dict[str, object]) -> None:
        self.tables = self.tables | {"notes": self.tables["notes"] | {id: record}}


def play(steps: Sequence[tuple[int, Sequence[object]]]) -> list[Tables]:
    """Every state that any of three replicas was in."""
    replicas = [Replica("x"), Replica("y"), Replica("z")]
    states: list[Tables] = [{"notes": {}}]
    for index, (verb, *arguments) in steps:
        replica = replicas[index]
        _step(replica, str(verb), arguments, replicas)
        states.append(replica.tables)
    return states


def _step(replica: Replica, verb: str, arguments: Sequence[object], replicas: list[Replica]) -> None:
    match verb, arguments:
        case "write", [str(id), str(name), value]:
            replica.put(id, {name: value})
        case "open", [str(id)] if id in replica.tables["notes"]:
            replica.opened = id, read_record(replica.tables["notes"][id]).base_versions
        case "save", [str(name), value] if replica.opened:
            replica.put(replica.opened[0], {name: value}, replica.opened[1])
        case ("leave_out" | "bring_back") as action, [str(id)]:
            replica.strike(action, id)
        case "join", [int(other)]:
            replica.tables = join_tables(replica.tables, replicas[other].tables)


HISTORIES = STEPS.map(play)
