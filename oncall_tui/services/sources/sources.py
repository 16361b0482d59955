"""Sources after their import: what they were read with can be changed, and they are read again (T2, T7)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from oncall_tui.domain.destinations import DESTINATIONS, ROW
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.note import note_from_record
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.source_text import SourceText
from oncall_tui.domain.timeline.clock_offset import OffsetEstimate, estimate_offset
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.read_models.source_notes import ParsedLine, effective_zone, read_lines, stored_reading
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.record_view import read_record
from oncall_tui.services.sources.checks import checked_changes
from oncall_tui.services.sources.source_blocks import context_of
from oncall_tui.services.sources.source_files import SourceFile, text_of
from oncall_tui.storage.source_pieces import SourcePieces
from oncall_tui.storage.store import Store

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NoteReread:
    """Effect of a source's change on one note: its new fields, and its positions before and after."""

    note: str
    fields: dict[str, Any]
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A change that was thought through and not made: the source's new fields, and every note that it moves."""

    source: str
    fields: dict[str, Any]
    notes: tuple[NoteReread, ...]


class Sources:
    """The use cases of an incident's sources; `aliases` are the team's names of zones."""

    def __init__(self, store: Store, aliases: Mapping[str, str], pieces: SourcePieces) -> None:
        self._store = store
        self._aliases = aliases
        self._pieces = pieces

    def preview(self, incident: str, source: str, changes: Fields) -> SourceChange:
        """Preview a new `zone`, `date`, `order` (None: unset) or `clock_offset` (microseconds).

        Rows that a person timed stay where they are. Raises NotFoundError or RefusedError.
        """
        tables = self._store.tables(incident)
        record = tables.get("sources", {}).get(source)
        if record is None:
            raise NotFoundError("There is no such source in this incident. Nothing was changed.")
        fields = {**read_record(record).values, **checked_changes(changes)}
        notes = _notes_of(tables, source)
        text = text_of(record)
        lines = (
            self._read_again(fields, notes) if text is None else self._read_picks(source, fields, text, notes)
        )
        said = fields.get("zone_said")
        zone = effective_zone(
            [read.reading for read in lines.values()], said, str(fields.get("default_zone"))
        )
        fields |= {"zone": zone[0], "zone_origin": zone[1]}
        if "date" in changes and fields.get("date"):
            fields["day_assumed"] = None
        return SourceChange(source, fields, tuple(_reread(notes, lines)))

    def change(self, incident: str, source: str, changes: Fields) -> SourceChange:
        """Make the change in one transaction."""
        label = "source: " + ", ".join(f"{name} {value}" for name, value in changes.items())
        with self._store.transaction(incident, label) as unit:
            change = self.preview(incident, source, changes)
            unit.put("sources", source, _differing(change.fields, unit.values("sources", source)))
            for reread in change.notes:
                unit.put("notes", reread.note, reread.fields)
        return change

    def place(self, incident: str, notes: Mapping[str, str]) -> None:
        """Give notes another place: a folded line of a log picked into the timeline, a heading kept out of it."""
        unknown = set(notes.values()) - set(DESTINATIONS)
        if unknown:
            raise RefusedError(
                f"There is no place {unknown.pop()!r}. Nothing was changed. Use: {', '.join(DESTINATIONS)}."
            )
        with self._store.transaction(incident, f"placed {count_text(len(notes), 'line')}") as unit:
            for note, place in notes.items():
                unit.put("notes", note, {"destination": None if place == ROW else place})

    def estimate_offset(self, incident: str, source: str, other: str) -> OffsetEstimate | None:
        """Estimate the source's clock offset from the other's; shown to a person, never applied unasked."""
        tables = self._store.tables(incident)
        mine, theirs = (
            [note_from_record(id, incident, values) for id, values in _notes_of(tables, name).items()]
            for name in (source, other)
        )
        return estimate_offset(mine, theirs)

    def _read_picks(
        self, source: str, fields: Fields, text: SourceText, notes: Mapping[str, Fields]
    ) -> dict[str, ParsedLine]:
        """Return the readings of what was picked from a large source, which is read whole: a pick alone tells no
        day.
        """
        file = SourceFile(source, fields, text, self._pieces, self._aliases)
        return {
            id: read
            for line in {values["line"] for values in notes.values()}
            for id, read in file.events(line)
            if id in notes
        }

    def _read_again(self, fields: Fields, notes: Mapping[str, Fields]) -> dict[str, ParsedLine]:
        """Return the readings by note; a note whose line can't be found again (it was redacted) has none."""
        read = read_source(_text_of(notes), str(fields["format"]) if fields.get("named") else None)
        ids = dict(zip(_places(values["line"] for values in notes.values()), notes, strict=True))
        found = [ids.get(place) for place in _places(line.line for line in read.lines)]
        lines = tuple(
            line if id is None else _as_placed(line, notes[id])
            for id, line in zip(found, read.lines, strict=True)
        )
        again = read_lines(replace(read, lines=lines), context_of(fields, self._aliases))
        return {id: line for id, line in zip(found, again, strict=True) if id is not None}


def _as_placed(line: SourceLine, note: Fields) -> SourceLine:
    """Return the line in the place and the zone that a person gave it."""
    return replace(line, destination=note.get("destination") or ROW, zone_said=note.get("zone_said"))


def _notes_of(tables: Tables, source: str) -> dict[str, dict[str, Any]]:
    """Return the values of a source's notes, left-out ones too, in the order of its lines."""
    found = {
        id: read_record(record).values
        for id, record in tables.get("notes", {}).items()
        if record.get("source") == source and "raw" in record
    }
    return dict(sorted(found.items(), key=lambda item: (item[1].get("line") or 0, item[0])))


def _text_of(notes: Mapping[str, Fields]) -> str:
    """Return the source's text as its notes hold it: every written line at its number."""
    lines: list[str] = []
    for values in notes.values():
        first = values["line"] - 1
        lines += [""] * (first - len(lines))
        lines += str(values["raw"]).split("\n")[len(lines) - first :]
    return "\n".join([*lines, ""])


def _places(numbers: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Line number and place among the events on that line."""
    seen: dict[int, int] = defaultdict(int)
    for number in numbers:
        yield number, seen[number]
        seen[number] += 1


def _reread(notes: Mapping[str, Fields], lines: Mapping[str, ParsedLine]) -> Iterator[NoteReread]:
    for id, read in lines.items():
        fields = _differing(stored_reading(read.reading), notes[id])
        if fields:
            yield NoteReread(
                id, fields, parse_instant_or_none(notes[id].get("occurred_at")), read.reading.instant
            )


def _differing(new: Mapping[str, Any], stored: Fields) -> dict[str, Any]:
    return {name: value for name, value in new.items() if stored.get(name) != value}
