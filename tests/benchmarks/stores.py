"""Data directories of a known size, made once a run through the real services and removed at its end."""

import tempfile
from functools import cache

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.ids import encode_ulid
from oncall_tui.domain.instants import MINUTE, SECOND, format_instant, parse_instant
from oncall_tui.read_models.note_parsing import NoteContext, parse_note
from oncall_tui.services.last_position import ScreenPosition
from oncall_tui.settings.settings import Settings

START = parse_instant("2026-03-03T03:12:07Z")
INCIDENTS, NOTES_EACH, RECOMMENDATIONS_EACH = 1_000, 40, 5
LINES = (
    "> lag 11 min on 4 of 12 partitions #kafka",
    "! kubectl -n manifest rollout restart statefulset/manifest-writer",
    "? broker 3 got a new certificate tonight",
    "= not restarting writers any more, fix the clock first, @ana agrees",
    "https://graphs.northquay.example/d/manifest-writer PD-20417",
)
STATUSES = ("idea", "planned", "in-progress", "dropped", "done")


class Kept:
    """A data directory that lives as long as this object."""

    def __init__(self) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="oncall-bench-")
        self.data = self._directory.name

    def services(self) -> ServiceContainer:
        return build_services(Settings(data=self.data, author="bench", zone="UTC"))

    def left_in(self, view: str) -> str:
        """The data directory, left in that view: the screens open there next, whatever was measured before."""
        services = self.services()
        services.last_place.keep(ScreenPosition(view, services.listings.current()))
        return self.data


@cache
def analysed_incident(rows: int, controls: int) -> Kept:
    """One incident with so many rows, and a write-up with so many controls, each with a finding at a row."""
    kept = one_incident_with(rows)
    services = kept.services()
    id = services.listings.current() or ""
    notes = list(services.incidents.view(id).notes.ids)
    for name in ("impact", "went_well", "could_be_better", "summary"):
        services.writeup.set(id, name, "Four hours of deployments, by twelve teams. " * 5, base_versions={})
    constraint = services.analysis.add(id, "constraint", "a node takes pods only while it has room")
    for number in range(controls):
        words = (f"constraints={constraint}", f"exercised_by=team {number % 5}", f"acts_on=part {number}")
        control = services.analysis.add(id, "control", f"check number {number}", words)
        finding = (f"control={control}", "how=late", f"events={notes[number % rows]}")
        services.analysis.add(id, "finding", "too late by an hour", finding)
    return kept


@cache
def one_incident(notes: int) -> Kept:
    """One incident, the current one, with so many filed notes."""
    return one_incident_with(notes)


def one_incident_with(notes: int) -> Kept:
    """Make such an incident in a data directory of its own."""
    kept = Kept()
    services = kept.services()
    id = services.incidents.create("manifest-lag", severity="1").id
    _add_notes(services, id, 0, notes)
    return kept


@cache
def thousand_incidents() -> Kept:
    """A thousand incidents of forty notes and five recommendations each; none is the current one."""
    return _incidents(NOTES_EACH)


@cache
def hundred_thousand_notes() -> Kept:
    """A thousand incidents of a hundred notes."""
    return _incidents(100)


def _incidents(notes_each: int) -> Kept:
    kept = Kept()
    services = kept.services()
    for number in range(INCIDENTS):
        _add_incident(services, number, notes_each)
    services.incidents.listing()
    return kept


def _add_incident(services: ServiceContainer, number: int, notes: int) -> None:
    id = _id(number, 0)
    began = START + number * 10_000 * MINUTE
    with services.store.transaction(id, create=True) as unit:
        head = {"title": f"incident {number:04}", "handle": f"incident-{number:04}", "severity": "SEV2"}
        unit.put(
            "incident", id, {**head, "stage": "complete", "created_at": format_instant(began)}, silent=True
        )
        for item in range(RECOMMENDATIONS_EACH):
            fields = {"title": f"Alert on lag, part {item} of {number}", "status": STATUSES[item]}
            unit.put(
                "recommendations", _id(number, 1 + item), {**fields, f"incidents:{id}": True}, silent=True
            )
    _add_notes(services, id, number, notes)


def _add_notes(services: ServiceContainer, incident: str, number: int, notes: int) -> None:
    context = NoteContext(incident, "UTC")
    with services.store.transaction(incident) as unit:
        for index in range(notes):
            note = _id(number, 100 + index)
            at = format_instant(START + number * 10_000 * MINUTE + index * 7 * SECOND)
            waiting = {"raw": f"{LINES[index % len(LINES)]} {index}", "recorded_at": at, "author": "ana"}
            unit.put("notes", note, parse_note(note, waiting, context).fields, silent=True)


def _id(number: int, item: int) -> str:
    return encode_ulid((START // 1000 + number) << 80 | item)
