"""Plan the import of a ticket system's export: which row updates which recommendation. Changes nothing itself.

A row and a recommendation belong together by their ticket; where none matches, by an equal title in the same
incident. So an export that is read twice changes nothing the second time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from oncall_tui.domain.recommendations.recommendation import Recommendation

NEW, LINKED, CLOSED, REOPENED, SAME = "new", "linked", "closed there", "open again there", "same"
LAST_PART = re.compile(r"[^/#?=]+(?=/?$)")


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One line of an export. `ticket` is what one would click or say; `due` is a day or empty.

    `state`: as the ticket system calls it; `dropped`: the word by which it ended there without being done, else
    empty; `unread_due`: a due date that could not be read, or could be two days.
    """

    ticket: str
    title: str
    is_closed: bool
    owner: str = ""
    due: str = ""
    labels: tuple[str, ...] = ()
    state: str = field(default="", compare=False)
    dropped: str = field(default="", compare=False)
    unread_due: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TicketAction:
    """The action for one row. `recommendation` is ours; None for a new one."""

    kind: str
    row: TicketRow
    recommendation: Recommendation | None = None

    @property
    def differs(self) -> bool:
        """Closed there and open here: somebody has to say which is right."""
        return self.row.is_closed and self.recommendation is not None and self.recommendation.is_open

    @property
    def due_differs(self) -> bool:
        """Another date there than the one that was promised here."""
        ours = self.recommendation
        return ours is not None and ours.is_open and bool(self.row.due) and self.row.due != ours.due

    @property
    def status(self) -> str:
        """The status that a new one gets: an idea, unless the ticket has ended."""
        return "dropped" if self.row.dropped else "done" if self.row.is_closed else "idea"


def plan_ticket_import(
    rows: Iterable[TicketRow], items: Iterable[Recommendation], incident: str
) -> list[TicketAction]:
    """Return a step for each row, in their order; a ticket that stands twice counts once. New ones arise in
    `incident`.
    """
    ours = list(items)
    by_ticket = {name: item for item in ours for ticket in item.tickets for name in ticket_aliases(ticket)}
    by_title = {item.title.casefold(): item for item in ours if incident in item.incidents}
    rows_once = {row.ticket.casefold(): row for row in rows}.values()
    return [_step(row, by_ticket, by_title) for row in rows_once]


def ticket_aliases(ticket: str) -> set[str]:
    """`https://tracker/browse/CP-12` is also CP-12; a number alone is too common to stand for an address."""
    whole = ticket.strip().casefold()
    last = LAST_PART.search(whole)
    names = {whole}
    if last and "://" in whole and not last[0].isdigit():
        names.add(last[0])
    return names


def _step(
    row: TicketRow, by_ticket: dict[str, Recommendation], by_title: dict[str, Recommendation]
) -> TicketAction:
    item = next((by_ticket[name] for name in ticket_aliases(row.ticket) if name in by_ticket), None)
    if item is None:
        named = by_title.get(row.title.casefold())
        return TicketAction(LINKED, row, named) if named else TicketAction(NEW, row)
    mine = {name for ticket in item.closed_tickets for name in ticket_aliases(ticket)}
    was_closed = bool(ticket_aliases(row.ticket) & mine)
    if row.is_closed == was_closed:
        return TicketAction(SAME, row, item)
    return TicketAction(CLOSED if row.is_closed else REOPENED, row, item)


def ticket_of(step: TicketAction) -> str:
    """Return the ticket as our recommendation names it; as the export does where ours names none."""
    if step.recommendation is not None:
        for ticket in step.recommendation.tickets:
            if ticket_aliases(ticket) & ticket_aliases(step.row.ticket):
                return ticket
    return step.row.ticket
