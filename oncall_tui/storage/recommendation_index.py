"""The ledger: what the tracker needs of every incident, as lines of text beside the catalogue (DESIGN, the store).

A field that a line can't hold is escaped as JSON behind a sign of its own.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from oncall_tui.storage.derived_texts import DerivedText, DerivedTexts
from oncall_tui.storage.paths import DataPaths

if TYPE_CHECKING:
    from oncall_tui.replication.encoding import Tables

# Another number when rows hold something else: then the ledger is made anew.
VERSION = "oncall ledger 4"
ESCAPED = "\x02"


class IncidentBlock(NamedTuple):
    """One incident: its head, and a row for each recommendation. `state` is the signature of its file."""

    state: str
    head: list[str]
    rows: list[list[str]]


BlockOf = Callable[[str, "Tables"], tuple[list[str], list[list[str]]]]


class RecommendationIndex:
    """Keeps a block an incident; `block_of` makes the head and the rows of a document that changed."""

    def __init__(self, places: DataPaths, block_of: BlockOf) -> None:
        self._texts = DerivedTexts(
            places, places.ledger, VERSION, lambda id, tables: block_text(*block_of(id, tables))
        )
        self._blocks: dict[str, IncidentBlock] = {}

    @property
    def damaged(self) -> dict[str, str]:
        """The incidents whose files could not be read at the last look, with why."""
        return self._texts.damaged

    def signature(self) -> str:
        """Fingerprint of all incident files."""
        return self._texts.signature()

    def blocks(self) -> dict[str, IncidentBlock]:
        """Every readable incident as its file is now, oldest first; files that did not change are not read."""
        before = self._blocks
        self._blocks = {id: _block(kept, before.get(id)) for id, kept in self._texts.texts().items()}
        return self._blocks


def block_text(head: list[str], rows: list[list[str]]) -> str:
    """Return the head and the rows as lines."""
    return "\n".join(map(_line, [head, *rows]))


def _block(kept: DerivedText, before: IncidentBlock | None) -> IncidentBlock:
    if before is not None and before.state == kept.state:
        return before
    lines = [line.split("\t") for line in kept.text.split("\n")]
    if ESCAPED in kept.text:
        lines = [[_unescaped(field) for field in fields] for fields in lines]
    return IncidentBlock(kept.state, lines[0], lines[1:])


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
