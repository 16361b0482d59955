"""Importing a source: a file or a paste becomes notes, every line kept, as one change (T2, T7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.destinations import IDEA
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant, parse_instant_or_none
from oncall_tui.domain.note import Note, note_from_record
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.formats.readers.source_line import ReadSource
from oncall_tui.read_models.incident_view import incident_from
from oncall_tui.read_models.source_notes import note_fields
from oncall_tui.read_models.unread_lines import day_in_name
from oncall_tui.replication.record_view import is_hidden, read_record
from oncall_tui.services.sources.checks import checked_changes
from oncall_tui.services.sources.encodings import UTF8
from oncall_tui.services.sources.proposals import ImportInput, ImportProposal, proposal_of
from oncall_tui.storage.store import Store
from oncall_tui.storage.transaction import Transaction
from oncall_tui.timestamps.types import SourceContext

# In characters. What is larger is a case for a log viewer, and for a cut of it.
LONGEST_TITLE = 160
LONGEST_SOURCE = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportResult:
    """A source that was saved: the records of its notes in the order of its lines, the write-up fields it filled."""

    id: str
    incident: str
    proposal: ImportProposal
    records: Mapping[str, dict[str, Any]]
    filled: tuple[str, ...]

    def notes(self) -> Iterator[Note]:
        """Its notes, each built as it is asked for: who only imports a log pays nothing for them."""
        return (
            note_from_record(id, self.incident, read_record(fields).values)
            for id, fields in self.records.items()
        )


@dataclass(frozen=True, slots=True)
class Earlier:
    """A source that was imported before; `at`: when, UTC microseconds."""

    id: str
    at: int | None


class SourceImporter:
    """The use cases of bringing material into an incident; `aliases` are the team's names of zones."""

    def __init__(self, store: Store, clock: Clock, aliases: Mapping[str, str]) -> None:
        self._store = store
        self._clock = clock
        self._aliases = aliases

    def preview(
        self, incident: str | None, material: ImportInput, source: ReadSource | None = None
    ) -> ImportProposal:
        """Read the material: the preview; None is for an incident that is still to be made.

        `source`: its lines, where they were taken apart before and a person placed some. Raises RefusedError for empty
        or huge material and for wrong options.
        """
        _check(material)
        source = source or read_source(material.text, material.format)
        if not source.lines:
            raise RefusedError("There is nothing in it to import. Nothing was changed. Is it the right file?")
        context = self._context(incident, material)
        proposal = proposal_of(material, source, context)
        day = day_in_name(material.name, context.captured) if proposal.day_assumed else None
        if day is None or context.date is not None:
            return proposal
        dated = proposal_of(material, source, replace(context, date=day))
        return replace(dated, day_assumed=day)

    def _context(self, incident: str | None, material: ImportInput) -> SourceContext:
        said = checked_changes(
            {"zone": material.zone, "date": material.date, "order": material.order, "t0": material.t0}
        )
        return SourceContext(
            captured=self._clock() if material.captured is None else material.captured,
            zone=said["zone_said"],
            default_zone="UTC" if incident is None else self._zone_of(incident),
            date=said["date"],
            order=said["order"],
            t0=parse_instant_or_none(said["t0"]),
            aliases=self._aliases,
        )

    def _zone_of(self, incident: str) -> str:
        record = self._store.tables(incident).get("incident", {}).get(incident, {})
        return incident_from(incident, read_record(record).values).zone

    def already(self, incident: str | None, proposal: ImportProposal) -> Earlier | None:
        """Return the source of this incident that holds the very same text, or None. Sources that were undone do
        not count.
        """
        tables = {} if incident is None else self._store.tables(incident)
        sources = {id: record for id, record in tables.get("sources", {}).items() if not is_hidden(record)}
        if not sources:
            return None
        raws = sorted((read.line.line, read.line.raw) for read in proposal.lines)
        lines: dict[str, list[tuple[int, str]]] = {id: [] for id in sources}
        for record in tables.get("notes", {}).values():
            if (found := lines.get(record.get("source", ""))) is not None and "raw" in record:
                found.append((record.get("line") or 0, str(record["raw"])))
        same = next(
            (id for id, found in lines.items() if len(found) == len(raws) and sorted(found) == raws), None
        )
        return (
            None if same is None else Earlier(same, parse_instant_or_none(sources[same].get("imported_at")))
        )

    def save(self, incident: str, proposal: ImportProposal) -> ImportResult:
        """Save a proposal as one change that undo takes back as a whole."""
        label = f"imported {proposal.material.name or proposal.source.format}"
        with self._store.transaction(incident, label) as unit:
            id = unit.new_id()
            unit.put("sources", id, source_fields(proposal, unit.now()))
            records = _put_notes(unit, id, proposal)
            _put_ideas(unit, records)
            filled = _fill_write_up(unit, proposal)
        return ImportResult(id, incident, proposal, records, filled)


def source_fields(proposal: ImportProposal, now: int) -> dict[str, Any]:
    """Return the record of a source: what it is, and everything its lines were read with.

    Its text is not kept beside its notes, which hold every written line: a secret has one place to be cleaned.
    """
    material, context = proposal.material, proposal.context
    fields = {
        "name": material.name,
        "encoding": material.encoding if material.encoding != UTF8 else None,
        "format": proposal.source.format,
        "why": proposal.source.why,
        "named": material.format is not None,
        "zone": proposal.zone,
        "zone_origin": proposal.zone_origin,
        "zone_said": context.zone,
        "default_zone": context.default_zone,
        "date": context.date,
        "day_assumed": proposal.day_assumed,
        "stamped_lines": proposal.stamped_lines,
        "order": context.order,
        "t0": None if context.t0 is None else format_instant(context.t0),
        "captured": format_instant(context.captured),
        "clock_offset": context.clock_offset,
        "log": proposal.is_log,
        "imported_at": format_instant(now),
    }
    return {name: value for name, value in fields.items() if value}


def _check(material: ImportInput) -> None:
    if len(material.text) > LONGEST_SOURCE:
        size = len(material.text) // (1024 * 1024)
        raise RefusedError(
            f"This is {size} MB; an import takes up to {LONGEST_SOURCE // (1024 * 1024)} MB. Nothing was changed. "
            "Cut out the hours around the incident and import those."
        )


def _put_notes(unit: Transaction, source: str, proposal: ImportProposal) -> dict[str, dict[str, Any]]:
    now = format_instant(unit.now())
    lines = {unit.new_id(): read for read in proposal.lines}
    records = {id: note_fields(read, source, now) for id, read in lines.items()}
    for id, fields in records.items():
        unit.put("notes", id, fields)
        if (row := lines[id].line.exported) is not None and row.fields:
            unit.put("events", id, dict(row.fields))
    return records


def _put_ideas(unit: Transaction, records: Mapping[str, Mapping[str, Any]]) -> None:
    """Review actions become ideas, which are no commitments yet; each cites its note."""
    for id, fields in records.items():
        if fields.get("destination") == IDEA or fields.get("kind") == IDEA:
            title = _title(str(fields.get("text", fields["raw"])))
            idea = {"title": title, "status": "idea", f"incidents:{unit.incident}": True, "note": id}
            unit.put("recommendations", id, idea)


def _title(text: str) -> str:
    """Return an idea on one line; what is nested in it stands behind it, as far as a title is read."""
    first, *rest = (line.strip().lstrip("-*+•").strip() for line in text.split("\n"))
    details = "; ".join(line for line in rest if line)
    return f"{first} ({details})" if details and len(first) + len(details) < LONGEST_TITLE else first


def _fill_write_up(unit: Transaction, proposal: ImportProposal) -> tuple[str, ...]:
    """Set the fields that nobody wrote yet; what people wrote stays. The fields that were set."""
    present = unit.values("incident", unit.incident)
    new = {name: text for name, text in proposal.write_up.items() if not present.get(name)}
    if new:
        unit.put("incident", unit.incident, new)
    return tuple(new)
