"""Finding a record by what people type for it: its id, the beginning of that, or its end (RETROSPECTIVE 10).

In the incident first, then in all. An id of another kind than was asked for is refused, and says which it is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from oncall_tui.domain.analysis.records import KIND_IN
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.handles import names_id
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.record_view import is_hidden

KIND_WORDS: Mapping[str, str] = {
    **{table: kind.words for table, kind in KIND_IN.items()},
    "recommendations": "recommendation",
    "sections": "section",
    "sources": "source",
    "comments": "comment",
    "replies": "reply",
    "endings": "ending",
    "silences": "silence",
    "reviews": "review",
    "signoffs": "sign-off",
    "reopenings": "reopening",
    "votes": "vote",
    "steps": "step",
    "commitments": "commitment",
    "events": "row",
    "notes": "row",
}
MOST_CANDIDATES = 8
MOST_KINDS = 3
LONGEST_TITLE = 50


class RecordLocation(NamedTuple):
    """The location of a record: the id of its incident, its table and its own id."""

    incident: str
    table: str
    id: str


class RecordLookup:
    """`tables` reads an incident's document; `index` gives the places of records whose ids a text may name."""

    def __init__(
        self, tables: Callable[[str], Tables], index: Callable[[str], Iterable[tuple[str, str, str]]]
    ) -> None:
        self._tables = tables
        self._index = index

    def find(
        self, typed: str, wanted: Collection[str], incident: str | None, *, elsewhere: bool = True
    ) -> RecordLocation:
        """Return the record of one of the `wanted` tables that was typed, of `incident` if it has one.

        `elsewhere`: also those of other incidents. Raises NotFoundError; RefusedError for several and for another kind.
        """
        key = typed.strip().lower()
        here = list(self._in_incident(key, incident)) if incident is not None else []
        if here:
            return self._chosen(typed, here, wanted)
        there = [place for place in self._elsewhere(key) if place.incident != incident] if elsewhere else []
        if not there:
            raise NotFoundError(
                f"There is no {_kinds(wanted)} {typed!r} here. Nothing was changed. {_where_listed(wanted)}"
            )
        return self._chosen(typed, there, wanted)

    def _chosen(self, typed: str, found: list[RecordLocation], wanted: Collection[str]) -> RecordLocation:
        """Prefer visible records to left-out ones."""
        fitting = [place for place in found if place.table in wanted]
        visible = [place for place in fitting if not self._is_left_out(place)] or fitting
        if len({place.id for place in visible}) == 1:
            return visible[0]
        if visible:
            candidates = ", ".join(self._told(place) for place in visible[:MOST_CANDIDATES])
            raise RefusedError(f"{typed!r} could be {candidates}. Nothing was changed. Type more of the id.")
        raise RefusedError(
            f"{typed!r} is a {self._told(found[0])}, not a {_kinds(wanted)}. Nothing was changed."
        )

    def _in_incident(self, key: str, incident: str) -> Iterator[RecordLocation]:
        tables = self._tables(incident)
        exact = [RecordLocation(incident, table, key) for table in KIND_WORDS if key in tables.get(table, {})]
        yield from exact or _each_once(
            RecordLocation(incident, table, id)
            for table in KIND_WORDS
            for id in tables.get(table, {})
            if names_id(key, id)
        )

    def _elsewhere(self, key: str) -> list[RecordLocation]:
        found = [RecordLocation(*each) for each in self._index(key)]
        return [place for place in found if place.id == key] or list(_each_once(found))

    def _is_left_out(self, place: RecordLocation) -> bool:
        return is_hidden(self._tables(place.incident).get(place.table, {}).get(place.id, {}))

    def _told(self, place: RecordLocation) -> str:
        """`control “Disk alert” (…7k2q)`."""
        title = record_title(self._tables(place.incident), place.id)
        return f"{KIND_WORDS[place.table]} “{title}” (…{place.id[-6:]})"


def _kinds(tables: Collection[str]) -> str:
    """Name the kinds of records in these tables, where that is short enough."""
    words = list(dict.fromkeys(KIND_WORDS.get(table, table) for table in tables))
    return " or ".join(words) if len(words) <= MOST_KINDS else "record of an analysis"


def _where_listed(tables: Collection[str]) -> str:
    """Name the commands that list records of these tables, with the ends of their ids."""
    if {"comments"} == set(tables):
        return "`oncall review show` lists them with the ends of their ids."
    return "`oncall analysis show` lists them with the ends of their ids, `oncall timeline` the rows."


def record_title(tables: Tables, id: str) -> str:
    """Return a record's title, on one line."""
    for table in KIND_WORDS:
        record = tables.get(table, {}).get(id)
        if record is not None:
            kind = KIND_IN.get(table)
            names = ("title", "name", "text", "raw") if kind is None else (kind.text, "how")
            texts = (record.get(name) for name in names)
            title = next((text for text in texts if isinstance(text, str) and text), id)
            line = " ".join(title.split())
            return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
    return id


def _each_once(places: Iterable[RecordLocation]) -> Iterator[RecordLocation]:
    """Yield each record once: a row and its note have one id."""
    passed: set[str] = set()
    for place in places:
        if place.id not in passed:
            passed.add(place.id)
            yield place
