"""The texts of one incident as a search looks through them: what stands where, as one block of text, and back.

A block: a heading, a line for each passage that says where it stands, then the passages. Few imports, since
`oncall search` reads a thousand blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

# Another number when blocks hold something else: then they are made anew.
VERSION = "oncall search 2"
# Begins a passage: no passage holds it, since a line break within one is followed by a tab.
BEGIN = "\n\x1e"
WITHIN = "\n\t"


class SearchHit(NamedTuple):
    """A search hit: `text` is the whole field, `occurred_at` its instant's text where it has one.

    Notes that no incident has yet have neither `incident` nor `handle`.
    """

    incident: str | None
    handle: str | None
    table: str
    id: str
    text: str
    occurred_at: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the hit as a JSON object."""
        return self._asdict()


class IncidentPassages:
    """One block, cut up when the first hit in it is shown. `body`: the passages, as `SearchIndex` looks
    through them.
    """

    def __init__(self, block: str) -> None:
        head, begin, rest = block.partition(BEGIN)
        self._head = head
        self.body = begin + rest

    @property
    def incident(self) -> str | None:
        """Return the incident's id; None for unfiled notes."""
        return self._named[0]

    def hit(self, number: int) -> SearchHit:
        """Return the passage with this number, from 1."""
        import json

        incident, handle = self._named
        table, id, occurred_at = json.loads(self._lines[number])
        return SearchHit(incident, handle, table, id, self._texts[number].replace(WITHIN, "\n"), occurred_at)

    def places_of(self, key: str) -> Iterator[tuple[str, str]]:
        """Table and id of every record here whose id begins or ends with `key`."""
        if key not in self._head:
            return
        import json

        from oncall_tui.domain.handles import names_id

        for line in self._lines[1:]:
            table, id, _ = json.loads(line)
            if names_id(key, id):
                yield table, id

    @cached_property
    def _named(self) -> tuple[str | None, str | None]:
        import json

        _, incident, handle = json.loads(self._lines[0])
        return incident, handle

    @cached_property
    def _lines(self) -> list[str]:
        return self._head.split("\n")

    @cached_property
    def _texts(self) -> list[str]:
        return self.body.split(BEGIN)


def block_text(
    created_at: str, incident: str | None, handle: str | None, passages: Iterable[SearchHit]
) -> str:
    """Return the block of an incident; blocks sort as their incidents do, by when those were made."""
    import json

    lines, texts = [json.dumps([created_at, incident, handle])], []
    for passage in passages:
        lines.append(json.dumps([passage.table, passage.id, passage.occurred_at]))
        texts.append(BEGIN + passage.text.replace("\n", WITHIN))
    return "\n".join(lines) + "".join(texts)
