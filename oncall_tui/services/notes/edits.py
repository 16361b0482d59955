"""Edit notes after they were taken. The raw text never changes; every change can be undone (T7).

Each use case returns the words that tell its effect.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.capture_line import people_in, references_in, tags_in
from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.instants import format_instant, parse_instant_or_none
from oncall_tui.domain.local_time import time_of_day_text
from oncall_tui.domain.note import KIND_NAMES, Note, kind_named, note_from_record
from oncall_tui.domain.secrets import detect_secret
from oncall_tui.read_models.concurrent_edits import BaseVersions, SeenRows, concurrent_edit_text
from oncall_tui.read_models.incident_view import incident_from
from oncall_tui.read_models.missing_ideas import idea_fields
from oncall_tui.read_models.note_parsing import reading_fields
from oncall_tui.replication.encoding import decode_record
from oncall_tui.replication.versions import context_of
from oncall_tui.services.history import bring_back_effects, take_back_effects
from oncall_tui.services.notes.amending import (
    TAKE_OUT_BEGINNING,
    AmendContext,
    amended_fields,
    amended_note,
)
from oncall_tui.storage.store import Store
from oncall_tui.storage.transaction import Transaction
from oncall_tui.timestamps.typed_time import parse_when
from oncall_tui.timestamps.types import Reading, SourceContext
from oncall_tui.timestamps.zones import parse_zone

if TYPE_CHECKING:
    from oncall_tui.read_models.source_notes import ParsedLine

NAME_LENGTH = 32


class NoteEdits:
    """Changes notes of one incident at a time; `aliases` are the team's names of zones."""

    def __init__(self, store: Store, clock: Clock, aliases: Mapping[str, str]) -> None:
        self._store = store
        self._clock = clock
        self._aliases = aliases

    def amend(self, incident: str, note: str, text: str, *, base_versions: BaseVersions | None) -> str:
        """Give a note other words; its tags, people and references follow them. Raises RefusedError for none.

        `base_versions`: what the editor showed when it opened (`base_versions_of`); None for a note that was
        not filed yet.
        """
        if not text.strip():
            raise RefusedError("A note needs some text. Nothing was changed. x leaves a note out.")
        with self._unit(incident, [note]) as unit:
            fields: dict[str, Any] = {"text": text, **_marks(unit.values("notes", note), text)}
            if secret := detect_secret(text):
                fields["secret"] = secret
            shown = _as_filed(unit, note) if base_versions is None else base_versions
            unit.put("notes", note, fields, shown)
            return _label(unit, "amended", [note]) + concurrent_edit_text(unit, "notes", note, "text", shown)

    def amend_line(
        self,
        incident: str,
        note: str,
        line: str,
        zone: str,
        *,
        base_versions: BaseVersions | None,
        unsaid: str = TAKE_OUT_BEGINNING,
    ) -> str:
        """Amend a note by the line that it was typed as (`typed_line`): its words, kind and time. Raises RefusedError.

        `zone` is that of the line's times, `base_versions` as for `amend`, `unsaid` as for `AmendContext`.
        """
        with self._unit(incident, [note]) as unit:
            before = note_from_record(note, incident, unit.values("notes", note))
            fields = amended_fields(before, line, self._amend_context(zone, unsaid))
            text = fields["text"]
            fields |= _marks(unit.values("notes", note), text)
            if secret := detect_secret(text):
                fields["secret"] = secret
            shown = _as_filed(unit, note) if base_versions is None else base_versions
            unit.put("notes", note, fields, shown)
            if fields.get("kind") == "idea" and note not in unit.base.get("recommendations", {}):
                unit.put("recommendations", note, idea_fields(text, incident, note))
            return _label(unit, "amended", [note]) + concurrent_edit_text(unit, "notes", note, "text", shown)

    def amended(self, note: Note, line: str, zone: str) -> Note:
        """Return the note as `amend_line` would leave it; changes nothing. Raises RefusedError."""
        return amended_note(note, line, self._amend_context(zone))

    def _amend_context(self, zone: str, unsaid: str = TAKE_OUT_BEGINNING) -> AmendContext:
        return AmendContext(zone, self._clock(), self._aliases, unsaid)

    def read_time(self, typed: str, zone: str) -> Reading:
        """Parse a typed time in a zone, relative to now. Raises RefusedError for any other text."""
        context = SourceContext(
            captured=self._clock(), zone=zone, zone_origin="capture", aliases=self._aliases
        )
        reading = parse_when(typed, context) or parse_when(f"@{typed}", context)
        if reading is None or reading.instant is None:
            raise RefusedError(
                f"“{typed}” is not a time. Use 14:02, -5m, 'yesterday 23:50' or a date with a time."
            )
        return reading

    def retime(
        self, incident: str, notes: Sequence[str], typed: str, zone: str, *, base_versions: SeenRows
    ) -> str:
        """Say when the notes happened; when they were written stays as it is. `base_versions` as for `amend`."""
        fields = reading_fields(self.read_time(typed, zone))
        cleared = dict.fromkeys(("alternatives", "flags", "approximate"))
        with self._unit(incident, notes) as unit:
            for note in notes:
                shown = base_versions.get(note) or _as_filed(unit, note)
                unit.put("notes", note, {**cleared, **fields}, shown)
            words = (_meanwhile(unit, note, base_versions) for note in notes)
            return _label(unit, "retimed", notes) + "".join(dict.fromkeys(words))

    def set_kind(self, incident: str, notes: Sequence[str], kind: str | None) -> str:
        """Set what kind of note they are; an idea also stands in the recommendations. Raises RefusedError."""
        named = None if kind is None else kind_named(kind)
        if kind is not None and named is None:
            names = ", ".join(KIND_NAMES.values())
            raise RefusedError(f"“{kind}” is not a kind of note. Nothing was changed. Use one of: {names}.")
        kind = named
        with self._unit(incident, notes) as unit:
            for note in notes:
                unit.put("notes", note, {"kind": kind})
                if kind == "idea":
                    title = str(
                        unit.values("notes", note).get("text") or unit.values("notes", note).get("raw")
                    )
                    unit.put("recommendations", note, idea_fields(title, incident, note))
            return _label(unit, f"made {KIND_NAMES[kind] if kind else 'plain'}:", notes)

    def mark(self, incident: str, notes: Sequence[str], field: str, words: str) -> str:
        """Add words to the set `tags`, `people` or `references`; one with a minus before it is taken out."""
        changes = {
            f"{field}:{word.lstrip('-').lstrip('#@')}": not word.startswith("-") for word in words.split()
        }
        if not changes:
            raise RefusedError("Nothing to add. Nothing was changed. Type words, or -word to take one out.")
        with self._unit(incident, notes) as unit:
            for note in notes:
                unit.put("notes", note, changes)
            return _label(unit, f"{field} {words.strip()}:", notes)

    def pin(self, incident: str, notes: Sequence[str]) -> str:
        """Pins the notes above the stream, or unpins them if all are pinned."""
        with self._unit(incident, notes) as unit:
            pinned = not all(unit.values("notes", note).get("pinned") for note in notes)
            for note in notes:
                unit.put("notes", note, {"pinned": pinned})
            return _label(unit, "pinned" if pinned else "unpinned", notes)

    def leave_out(self, incident: str, notes: Sequence[str], *, back: bool = False) -> str:
        """Take the notes and their rows out of view, or bring them back, with what their verbs set."""
        with self._unit(incident, notes) as unit:
            for note in notes if back else reversed(notes):
                for table in ("notes", "events"):
                    if note in unit.base.get(table, {}):
                        (unit.bring_back if back else unit.leave_out)(table, note)
                (bring_back_effects if back else take_back_effects)(unit, note)
            return _label(unit, "brought back" if back else "left out", notes)

    def break_up(self, incident: str, note: str) -> str:
        """One note per line of a folded paste, each read as a source is read; the whole paste is then left out."""
        with self._unit(incident, [note]) as unit:
            values = unit.values("notes", note)
            from oncall_tui.services.notes.split_lines import broken_lines

            lines = broken_lines(str(values.get("raw", "")), self._context(unit, values))
            if len(lines) < 2:
                raise RefusedError("This note is one line. Nothing was changed.")
            for position, line in enumerate(lines):
                unit.put("notes", unit.new_id(), _broken(values, note, line, is_first=not position))
            unit.leave_out("notes", note)
            return _label(unit, f"broken into {len(lines)} rows:", [note])

    def _context(self, unit: Transaction, values: Mapping[str, Any]) -> SourceContext:
        zone = incident_from(unit.incident, unit.values("incident", unit.incident)).zone
        captured = parse_instant_or_none(values.get("recorded_at")) or unit.now()
        return SourceContext(captured=captured, default_zone=zone, aliases=self._aliases)

    @contextmanager
    def _unit(self, incident: str, notes: Sequence[str]) -> Iterator[Transaction]:
        """Open a transaction in which all these notes are there. Raises NotFoundError."""
        with self._store.transaction(incident) as unit:
            if not notes or any(not unit.values("notes", note) for note in notes):
                raise NotFoundError(
                    "That note is no longer here. Nothing was changed. Look at the list again."
                )
            yield unit


def _as_filed(unit: Transaction, note: str) -> BaseVersions:
    """Return the base versions of a note for an editor that opened before filing: everything that filing wrote."""
    heads = decode_record(unit.base["notes"][note])
    written = context_of(heads.get("raw", ()))
    return dict.fromkeys(heads, written)


def _meanwhile(unit: Transaction, note: str, base_versions: SeenRows) -> str:
    shown = base_versions.get(note) or _as_filed(unit, note)
    return concurrent_edit_text(unit, "notes", note, "occurred_at", shown)


def _label(unit: Transaction, effect: str, notes: Sequence[str]) -> str:
    """Name the effect for undo and history, and return it: `left out 03:14:30 "on it, from bastion-2"`."""
    zone = parse_zone(incident_from(unit.incident, unit.values("incident", unit.incident)).zone).info
    first = unit.base.get("notes", {}).get(notes[0], {})
    text = " ".join(str(first.get("text") or first.get("raw") or "").split())
    short = text if len(text) <= NAME_LENGTH else text[: NAME_LENGTH - 1].rstrip() + "…"
    at = parse_instant_or_none(first.get("occurred_at"))
    more = f" and {len(notes) - 1} more" if len(notes) > 1 else ""
    unit.label = f'{effect} {time_of_day_text(at, zone) + " " if at is not None else ""}"{short}"{more}'
    return unit.label


def _marks(values: Mapping[str, Any], text: str) -> dict[str, bool]:
    """Return the tags, people and references that the new words add, and those of the old words that they no longer
    hold.
    """
    before = str(values.get("text") or values.get("raw") or "")
    changes: dict[str, bool] = {}
    for field, find in (("tags", tags_in), ("people", people_in), ("references", references_in)):
        changes |= {f"{field}:{word}": False for word in find(before)}
        changes |= {f"{field}:{word}": True for word in find(text)}
    return changes


def _broken(values: Mapping[str, Any], note: str, line: "ParsedLine", *, is_first: bool) -> dict[str, Any]:
    """Return the record of one line. Without a time it stands behind the line before it, the first where the paste
    stood.
    """
    from oncall_tui.read_models.source_notes import note_fields

    made = note_fields(line, note, str(values.get("recorded_at") or format_instant(0)))
    if line.reading.instant is None and is_first:
        names = ("occurred_at", "precision", "zone_used", "zone_origin")
        made |= {name: values[name] for name in names if name in values}
    return {name: values[name] for name in ("kind", "author") if name in values} | made
