"""Bringing a ticket system's export to the recommendations: first a plan to look at, then its execution (R6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from oncall_tui.domain.folding import fold
from oncall_tui.domain.recommendations.fields import Assignment
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.domain.recommendations.ticket_plan import (
    CLOSED,
    LINKED,
    NEW,
    REOPENED,
    TicketAction,
    TicketRow,
    plan_ticket_import,
    ticket_of,
)
from oncall_tui.formats.readers.ticket_csv import TicketFile, read_ticket_file
from oncall_tui.services.incidents.incidents import Incidents
from oncall_tui.services.recommendations.follow_up import FollowUp
from oncall_tui.services.recommendations.tracker import Tracker


class TicketImport:
    """Reads an export and applies it; reading it again changes nothing."""

    def __init__(self, follow_up: FollowUp, tracker: Tracker, incidents: Incidents) -> None:
        self._follow_up = follow_up
        self._tracker = tracker
        self._incidents = incidents

    def plan(self, text: str, incident: str | None, order: str | None = None) -> list[TicketAction]:
        """Plan the action for each row; new ones go into `incident` (None: the current one). Changes nothing."""
        return self.plan_file(read_ticket_file(text, order), incident)

    def plan_file(self, file: TicketFile, incident: str | None) -> list[TicketAction]:
        """Return the steps for a file that is read already. An assignee is an owner that is known by another case."""
        home = self._incidents.find(incident)
        items, _ = self._tracker.load_all()
        known = _owners(items)
        rows = (replace(row, owner=known.get(fold(row.owner), row.owner)) for row in file.rows)
        return plan_ticket_import(rows, items, home)

    def home(self, incident: str | None) -> str:
        """Return what people call the incident in which new ones arise."""
        return self._tracker.outlook().handle(self._incidents.find(incident))

    def apply(self, steps: Sequence[TicketAction], incident: str | None) -> int:
        """Apply the actions; return the number that changed something here."""
        home = self._incidents.find(incident)
        changing = [step for step in steps if self._apply(step, home)]
        return len(changing)

    def _apply(self, step: TicketAction, home: str) -> bool:
        if step.kind == NEW:
            self._follow_up.add(home, step.row.title, _words(step.row))
            return True
        if step.recommendation is None or step.kind not in (LINKED, CLOSED, REOPENED):
            return False
        ticket = ticket_of(step)
        linked = [Assignment("ticket", ticket)] if step.kind == LINKED else []
        closed = Assignment("closed_ticket", ticket, removes=not step.row.is_closed)
        self._follow_up.assign(step.recommendation.id, [*linked, closed], base_versions=None)
        return True


def _owners(items: Iterable[Recommendation]) -> Mapping[str, str]:
    """Return how each owner is written here, by the folded name; the spelling that most have."""
    names = [name for item in items for name in (item.owner, item.sponsor) if name]
    return {fold(name): name for name in sorted(set(names), key=names.count)}


def _words(row: TicketRow) -> list[str]:
    """Return the assignments of a row: a new one is an idea, or has ended as it did there; its owner there is only
    asked here (R12, R17).
    """
    words = [f"ticket={row.ticket}", *(f"tag={label}" for label in row.labels)]
    if row.is_closed:
        words.append(f"closed_ticket={row.ticket}")
        words += ["status=dropped", f"reason={row.dropped}"] if row.dropped else ["status=done"]
    if row.owner:
        words.append(f"owner={row.owner}")
    if row.due:
        words.append(f"due={row.due}")
    return words
