"""Data of the Timeline screen: the incident, its timeline, and the changes of each row."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from oncall_tui.domain.timeline.question import QuestionContext
from oncall_tui.domain.timeline.readiness import Readiness, check_readiness
from oncall_tui.domain.timeline.timeline import Timeline
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.read_models.history import recorded_actions
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.timeline_view import question_context
from oncall_tui.screens.services import Services
from oncall_tui.timestamps.zones import parse_zone

if TYPE_CHECKING:  # what only acts need is loaded when somebody acts: the first frame does not wait for it
    from oncall_tui.services.sources.importing import SourceImporter
    from oncall_tui.services.sources.sources import Sources
    from oncall_tui.services.timeline.timeline_editor import TimelineEditor


class TimelineServices(Services, Protocol):
    """Services of this screen beyond those of every screen."""

    @property
    def curate(self) -> "TimelineEditor": ...

    @property
    def sources(self) -> "Sources": ...

    @property
    def importing(self) -> "SourceImporter": ...


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """A change as it is told: when (UTC microseconds), by whom, what."""

    at: int
    by: str
    words: str


@dataclass(frozen=True)
class TimelineData:
    """One state of an incident, with the zone to show it in."""

    view: IncidentView
    zone_name: str
    zone: tzinfo

    @cached_property
    def timeline(self) -> Timeline:
        return timeline_of(self.view)

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, Any]]:
        """Return those that are there; an import that was undone has none."""
        return self.view.values("sources")

    def asking(self, now: int) -> QuestionContext:
        """Return the context of the questions at an instant."""
        return question_context(self.view, self.timeline, self.zone_name, now)

    def readiness(self, now: int) -> Readiness:
        """Ask every row; for a thread."""
        return check_readiness(self.asking(now))

    def changes_of(self, row: str) -> list[ChangeEntry]:
        """Return the changes of a row, latest first."""
        return self._told_by_row.get(row, [])

    @cached_property
    def _told_by_row(self) -> dict[str, list[ChangeEntry]]:
        found: dict[str, list[ChangeEntry]] = defaultdict(list)
        for action in reversed(recorded_actions(self.view.tables)):
            rows = {change.id for change in action.changes} | {id for _, id in action.created}
            for row in rows if len(rows) < 1_000 else ():
                found[row].append(ChangeEntry(action.at, action.by, action.label))
        return found


def read_data(services: Services, incident: str, zone: str | None) -> TimelineData:
    """Return the incident as it is now; `zone`: to show it in, else as asked for at the start, else its own."""
    view = services.incidents.view(incident)
    named = parse_zone(zone or services.settings.zone or view.incident.zone)
    return TimelineData(view, named.name, named.info)
