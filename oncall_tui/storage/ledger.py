"""The ledger: what the tracker needs of every incident, as lines of text beside the catalogue (DESIGN, the store).

Derived and rebuildable like the catalogue, by file signature. Lines, because splitting five thousand of them takes a
tenth of the time of parsing them as JSON. A field that a line can't hold is escaped as JSON behind a sign of its own.
"""

import os
from collections.abc import Callable, Container, Iterator
from typing import TYPE_CHECKING, NamedTuple

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.ids import is_id
from oncall_tui.storage.atomic import write_derived
from oncall_tui.storage.places import Places

if TYPE_CHECKING:
    from oncall_tui.replication.encoding import Tables

# Another number when rows hold something else: then the ledger is made anew.
VERSION = "oncall ledger 1"
HEAD = "="
ESCAPED = "\x02"


class Block(NamedTuple):
    """One incident: its head, and a row for each recommendation. `state` is the signature of its file."""

    state: str
    head: list[str]
    rows: list[list[str]]


BlockOf = Callable[[str, "Tables"], tuple[list[str], list[list[str]]]]


class Ledger:
    """Keeps a block an incident; `block_of` makes the head and the rows of a document that changed.

    `damaged`: the incidents whose files could not be read at the last look, with why.
    """

    def __init__(self, places: Places, block_of: BlockOf) -> None:
        self._places = places
        self._block_of = block_of
        self._blocks: dict[str, Block] | None = None
        self.damaged: dict[str, str] = {}

    def blocks(self) -> dict[str, Block]:
        """Every readable incident as its file is now, oldest first; files that did not change are not read."""
        self.damaged = {}
        before = self._load() if self._blocks is None else self._blocks
        made = ((id, self._block(id, state, before.get(id))) for id, state in self._states(before))
        self._blocks = {id: block for id, block in made if block is not None}
        if self._blocks != before:
            self._save(self._blocks)
        return self._blocks

    def signature(self) -> str:
        """What differs when any incident here does: a list that was made from the same one still holds."""
        from zlib import crc32

        states = [f"{id} {state}" for id, state in self._states(())]
        return f"{len(states)} {crc32(chr(10).join(states).encode()):08x}"

    def _states(self, known: Container[str]) -> Iterator[tuple[str, str]]:
        """Each incident's file and its signature, in the order of their ids."""
        try:
            with os.scandir(self._places.incidents) as found:
                files = sorted(
                    [(entry.name, entry.stat()) for entry in found if entry.name.endswith(".json")]
                )
        except FileNotFoundError:
            return
        for name, at in files:
            id = name.removesuffix(".json")
            if id in known or is_id(id):
                yield id, f"{at.st_ino} {at.st_size} {at.st_mtime_ns}"

    def _block(self, id: str, state: str, before: Block | None) -> Block | None:
        if before is not None and before.state == state:
            return before
        from oncall_tui.storage.document_file import read_document

        try:
            return Block(state, *self._block_of(id, read_document(self._places.incident(id), id)))
        except OncallError as error:
            self.damaged[id] = str(error)
            return None

    def _load(self) -> dict[str, Block]:
        """What was kept; nothing where it is missing, of another version, or cut off."""
        try:
            with open(self._places.ledger, encoding="utf-8", newline="") as file:
                version, *lines, end = file.read().split("\n")
            return _read(lines) if (version, end) == (VERSION, HEAD) else {}
        except (OSError, ValueError, IndexError, KeyError):
            return {}

    def _save(self, blocks: dict[str, Block]) -> None:
        lines = [VERSION]
        for id, block in blocks.items():
            lines.append(HEAD + _line([id, block.state, *block.head]))
            lines += map(_line, block.rows)
        write_derived(self._places.ledger, "\n".join([*lines, HEAD]).encode())


def _read(lines: list[str]) -> dict[str, Block]:
    blocks: dict[str, Block] = {}
    rows: list[list[str]] = []
    for line in lines:
        fields = line.split("\t")
        if ESCAPED in line:
            fields = [_unescaped(field) for field in fields]
        if line[0] == HEAD:
            rows = []
            blocks[fields[0][1:]] = Block(fields[1], fields[2:], rows)
        else:
            rows.append(fields)
    return blocks


def _line(fields: list[str]) -> str:
    return "\t".join(field if field.isprintable() else _escaped(field) for field in fields)


def _escaped(field: str) -> str:
    import json

    return ESCAPED + json.dumps(field)


def _unescaped(field: str) -> str:
    if not field.startswith(ESCAPED):
        return field
    import json

    return str(json.loads(field[1:]))
