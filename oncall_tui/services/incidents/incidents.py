"""Incidents as a whole: making one, finding it by name, setting its fields, listing all."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.handles import make_handle
from oncall_tui.domain.ids import UlidGenerator
from oncall_tui.domain.incident import (
    BAD_ENOUGH,
    ROLES,
    STAGES,
    SURROUNDINGS,
    TYPES,
    WRITE_UP,
    Incident,
    match_choice,
    normalise_severity,
)
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.verbs import check_severity
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.replication.record_view import read_record
from oncall_tui.services.incidents.find_incident import find_incident
from oncall_tui.services.incidents.listing import IncidentList, IncidentRow
from oncall_tui.settings.settings import Settings
from oncall_tui.storage.catalogue import Catalogue, CatalogueListing
from oncall_tui.storage.current_incident import read_current, write_current
from oncall_tui.storage.store import Store, reporting_save_errors

TEXT_FIELDS = ("title", "handle", *WRITE_UP, *SURROUNDINGS, "no_recommendations")
PEOPLE = (*ROLES, "preparer")
SETS = ("link", "tag")
COMPLETE = "complete"
FIELDS = (*TEXT_FIELDS, "severity", "type", "stage", "zone", "gap", "bad_enough", *PEOPLE, "due_at", *SETS)


@dataclass(frozen=True, slots=True)
class NewIncident:
    """The id and handle of a created incident."""

    id: str
    handle: str


class Incidents:
    """The use cases of incidents in one data directory."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        ids: UlidGenerator,
        clock: Clock,
        settings: Settings,
        aliases: Mapping[str, str],
        complete: Callable[[str], str],
    ) -> None:
        self._complete = complete
        self._aliases = aliases
        self._store = store
        self._catalogue = catalogue
        self._ids = ids
        self._clock = clock
        self._settings = settings

    def create(
        self,
        title: str = "",
        *,
        severity: str | None = None,
        type: str | None = None,
        zone: str | None = None,
    ) -> NewIncident:
        """Return a new incident in stage responding, made the current one. Raises RefusedError for an unknown zone or
        type.
        """
        now = format_instant(self._clock())
        check_severity(severity or "")
        id = self._ids.new()
        taken = {summary["handle"] for summary in self._catalogue.listing().summaries.values()}
        fields: dict[str, Any] = {
            "title": title.strip(),
            "handle": make_handle(title, now[:10], taken),
            "severity": normalise_severity(severity or ""),
            "type": match_choice("type", type, TYPES) if type else None,
            "stage": "responding",
            "zone": _zone(zone or self._settings.zone or "UTC"),
            "created_at": now,
            "created_by": self._settings.author,
        }
        with self._store.transaction(id, "new incident", create=True) as unit:
            unit.put("incident", id, {name: value for name, value in fields.items() if value}, silent=True)
        self.use(id)
        self._catalogue.listing()
        return NewIncident(id, fields["handle"])

    def find(self, name: str | None = None) -> str:
        """Return the id of the incident that a name, ONCALL_INCIDENT or the current one says (DESIGN, command
        line).

        Raises NotFoundError, or RefusedError when the name could be several.
        """
        return find_incident(name, self._settings, self._store.places, self._catalogue)

    def current(self) -> str | None:
        """Return the current incident's id, if it is still here."""
        named = self._settings.incident
        if named is not None:
            return self.find(named)
        id = read_current(self._store.places)
        return id if id is not None and self._store.signature(id) is not None else None

    def use(self, id: str) -> None:
        """Make an incident the current one."""
        with reporting_save_errors("The current incident stays as it was"):
            write_current(self._store.places, id)

    def listing(self) -> CatalogueListing:
        """Every incident's summary; waiting notes are counted by `listed`."""
        return self._catalogue.listing()

    def listed(self) -> list[IncidentRow]:
        """Return the rows of a list of incidents, newest first."""
        return IncidentList(self._catalogue, self._store.places).rows()

    def view(self, id: str) -> IncidentView:
        """Return an incident and its waiting notes, as they are now. Raises NotFoundError or DamagedFileError."""
        waiting = self._store.inbox.waiting(
            id
        ).notes  # before the document: that holds what is filed meanwhile
        tables = self._store.tables(id)
        notes = {note: fields for note, fields in waiting.items() if note not in tables.get("notes", {})}
        if not notes:
            return IncidentView(id, tables, {})
        from oncall_tui.read_models.inbox_overlay import view_with_inbox

        return view_with_inbox(id, tables, notes, self._aliases)

    def state(self, id: str) -> tuple[object, ...]:
        """Return a cheap fingerprint that changes with the incident or its inbox; polled every second."""
        directory = self._store.places.inbox_of(id)
        inbox = os.stat(directory).st_mtime_ns if os.path.isdir(directory) else 0
        return self._store.signature(id), inbox

    def base_versions(self, id: str) -> Mapping[str, Any]:
        """Return the versions that an editor starts from; given back to `set`, so that a save replaces exactly
        those.
        """
        record = self._store.tables(id).get("incident", {}).get(id)
        return read_record(record).base_versions if record else {}

    def set(self, id: str, fields: Mapping[str, str], *, base_versions: Mapping[str, Any] | None) -> Incident:
        """Set fields of an incident by the names of `FIELDS`; an empty value clears one, `tag-` takes one of a set
        out. `base_versions`: what the editor showed (`seen`); None for a command, which showed nothing. Raises
        RefusedError."""
        changes: dict[str, Any] = {}
        for name, value in fields.items():
            changes |= self._change(id, name, value)
        completes = self._completes(id, changes)
        if changes.get("title") and "handle" not in changes:
            changes |= self._first_handle(id, changes["title"])
        label = "set " + ", ".join(f"{name} {value}"[:40] for name, value in fields.items())
        with self._store.transaction(id, label) as unit:
            unit.put("incident", id, changes, base_versions)
        if completes:
            self._complete(id)
        return self.view(id).incident

    def _completes(self, id: str, changes: dict[str, Any]) -> bool:
        """Take the stage out of the changes where it means completing, which has rules of its own (V6).

        Raises RefusedError for a stage that would leave *complete*: reopening says why.
        """
        if "stage" not in changes:
            return False
        from oncall_tui.read_models.completions import standing_completions

        is_complete = bool(standing_completions(self._store.tables(id)))
        if changes["stage"] == COMPLETE:
            del changes["stage"]
            return not is_complete
        if is_complete:
            raise RefusedError(
                "The write-up is complete. Nothing was changed. `oncall reopen REASON` opens it again and says why."
            )
        return False

    def _change(self, id: str, name: str, value: str) -> dict[str, Any]:
        removes = name.strip().endswith("-")
        field = name.strip().lower().removesuffix("-").replace("-", "_")
        if field in SETS:
            element = value.strip().lstrip("#")
            return {f"{field}s:{element}": not removes} if element else {}
        if removes and field in FIELDS:
            raise RefusedError(
                f"{field} holds one value. Nothing was changed. Use {field}=VALUE, or {field}= for none."
            )
        if field in TEXT_FIELDS:
            return {field: self._free_handle(id, value) if field == "handle" else value.strip()}
        if field == "severity":
            check_severity(value)
            return {field: None if value.strip().lower() == "none" else normalise_severity(value)}
        if field in ("type", "stage", "bad_enough"):
            words = {"type": TYPES, "stage": STAGES, "bad_enough": BAD_ENOUGH}[field]
            return {field: match_choice(name, value, words) if value.strip() else None}
        if field == "zone":
            return {field: _zone(value)}
        if field == "gap":
            return {"longest_gap": _gap(value)}
        if field in PEOPLE:
            person = value.strip().lstrip("@")
            return {field: (self._settings.author if person.lower() == "me" else person) or None}
        if field == "due_at":
            return {field: self._deadline(id, value)}
        raise RefusedError(
            f"An incident has no field {name!r}. Nothing was changed. Its fields: {', '.join(FIELDS)}."
        )

    def _deadline(self, id: str, text: str) -> str | None:
        """Return a stored instant of a deadline in the incident's zone; an empty text is none. Raises RefusedError."""
        if not text.strip():
            return None
        from oncall_tui.domain.deadlines import read_deadline
        from oncall_tui.timestamps.zones import parse_zone

        return format_instant(
            read_deadline(text, self._clock(), parse_zone(self.view(id).incident.zone).info)
        )

    def _free_handle(self, id: str, wanted: str) -> str:
        listing = self._catalogue.listing().summaries
        handle = make_handle(wanted, "", ())
        if any(other != id and summary["handle"] == handle for other, summary in listing.items()):
            raise RefusedError(
                f"Another incident is called {handle!r} already. Nothing was changed. Take another handle."
            )
        return handle

    def _first_handle(self, id: str, title: str) -> dict[str, Any]:
        """Give a handle to an incident from its first title; later titles leave it alone."""
        record = self._store.tables(id).get("incident", {}).get(id, {})
        if record.get("title"):
            return {}
        taken = {
            summary["handle"] for other, summary in self._catalogue.listing().summaries.items() if other != id
        }
        return {"handle": make_handle(title, str(record.get("created_at", ""))[:10], taken)}


def _zone(text: str) -> str:
    """Return a zone's one name. The table of zones is loaded only where a zone is set."""
    from oncall_tui.timestamps.zones import parse_zone

    return parse_zone(text).name


def _gap(text: str) -> int | None:
    from oncall_tui.domain.timeline.gaps import parse_gap

    return parse_gap(text)
