"""The tracker: every recommendation of every incident, as lists, digests and figures read them (R6, R10, R11)."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, tzinfo

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.handles import find
from oncall_tui.domain.instants import optional_instant
from oncall_tui.domain.merging import root_of, survivors, targets_here
from oncall_tui.domain.recommendation import Recommendation
from oncall_tui.domain.recommendation_standing import IncidentFacts, Outlook, outlook_at
from oncall_tui.services.incidents import Incidents
from oncall_tui.services.recommendations import from_summary, recommendations_in
from oncall_tui.services.settings import Settings
from oncall_tui.storage.catalogue import Summary
from oncall_tui.storage.store import Store

Summaries = Mapping[str, Summary]


class Tracker:
    """Reads only. Lists come from the catalogue, so that a thousand incidents are not opened for them."""

    def __init__(self, store: Store, incidents: Incidents, clock: Clock, settings: Settings) -> None:
        self._store = store
        self._incidents = incidents
        self._clock = clock
        self._settings = settings

    def everything(self) -> tuple[list[Recommendation], Outlook]:
        """Every recommendation that was not merged away, and the outlook on them: today and their incidents."""
        summaries = self._summaries()
        return survivors(_listed(summaries)), self._outlook(summaries)

    def outlook(self) -> Outlook:
        return self._outlook(self._summaries())

    def find(self, name: str) -> str:
        """The id that a unique prefix names. Raises NotFound, or Refused when it could be several."""
        items = _listed(self._summaries())
        return find(name, ((item.id, "") for item in items), "recommendation")

    def home(self, id: str) -> str:
        """The incident in whose document a recommendation lives. Raises NotFound."""
        return self._by_id(id)[id].incident

    def whole(self, id: str) -> Recommendation:
        """One with its history, and with what was merged into it; merged away itself, it stands alone."""
        here = self._by_id(id)
        targets = targets_here(here.values())
        family = {id, *(other for other in targets if root_of(other, targets) == id)}
        homes = dict.fromkeys(here[each].incident for each in sorted(family))
        return next(item for item in survivors(self._read(homes, family)) if item.id == id)

    def wholes(self) -> list[Recommendation]:
        """Every one with its history: this reads the documents of all incidents that have some."""
        homes = dict.fromkeys(item.incident for item in _listed(self._summaries()))
        return survivors(self._read(homes))

    def state(self) -> object:
        """What differs whenever an incident was saved or a note waits: saving renames into one directory."""
        places = self._store.places
        inboxes = [places.inbox_of(id) for id in self._store.inbox.incidents()]
        return [_modified(path) for path in (places.incidents, *inboxes)]

    def _read(self, homes: Iterable[str], wanted: set[str] | None = None) -> list[Recommendation]:
        read = (item for home in homes for item in recommendations_in(home, self._store.tables(home)))
        return [item for item in read if wanted is None or item.id in wanted]

    def _by_id(self, id: str) -> dict[str, Recommendation]:
        here = {item.id: item for item in _listed(self._summaries())}
        if id not in here:
            find(id, [], "recommendation")
        return here

    def _summaries(self) -> Summaries:
        """Ideas that wait in an inbox are filed first, so that they are among the others."""
        for incident in self._store.inbox.incidents():
            with suppress(OncallError):  # what can't be filed now is safe where it is
                self._store.file_inbox(incident)
        return self._incidents.listing().summaries

    def _outlook(self, summaries: Summaries) -> Outlook:
        facts = {id: _facts(id, summary) for id, summary in summaries.items()}
        return outlook_at(self._clock(), _zone(self._settings.zone), facts)


def _listed(summaries: Summaries) -> list[Recommendation]:
    return [from_summary(id, each) for id, summary in summaries.items() for each in summary["tracked"]]


def _facts(id: str, summary: Summary) -> IncidentFacts:
    return IncidentFacts(
        id,
        summary["handle"],
        summary["title"],
        summary["severity"] or "",
        optional_instant(summary["created_at"]) or 0,
        frozenset(summary["responders"]),
    )


def _zone(name: str | None) -> tzinfo:
    """The shown zone; zones are loaded only for who shows another one than UTC."""
    if name in (None, "", "UTC"):
        return UTC
    from oncall_tui.timestamps.zones import named_zone

    return named_zone(str(name)).info


def _modified(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except FileNotFoundError:
        return 0
