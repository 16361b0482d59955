"""Reads a ticket system's export: CSV or TSV with a header, whatever that system calls its columns."""

import csv
from collections.abc import Sequence

from oncall_tui.domain.days import is_day
from oncall_tui.domain.errors import Refused
from oncall_tui.domain.recommendations.ticket_plan import TicketRow

# The first of these that the header has says it; compared without case, blanks and underscores.
TICKET = ("issuekey", "key", "ticket", "url", "htmlurl", "link", "identifier", "issue", "id", "number", "iid")
TITLE = ("summary", "title", "name", "subject")
STATE = ("status", "state", "statuscategory")
OWNER = ("assignee", "assignedto", "assignees", "owner")
DUE = ("duedate", "due", "dueon", "deadline")
LABELS = ("labels", "label", "tags", "components")
# A state that ends a ticket, one way or the other.
CLOSED = {
    *("done", "closed", "resolved", "complete", "completed", "fixed", "merged", "released", "verified"),
    *("cancelled", "canceled", "rejected", "duplicate", "not planned", "won't do", "won't fix", "wont fix"),
}
DELIMITERS = ("\t", ";", ",")


def read_tickets(text: str) -> list[TicketRow]:
    """The rows that name a ticket and a title. Raises Refused for a header without them, or a file that is no CSV."""
    rows = _rows(text)
    header = [_plain(cell) for cell in rows[0]] if rows else []
    ticket, title = _column(header, TICKET), _column(header, TITLE)
    if ticket is None or title is None:
        raise Refused(
            "This has no column for the ticket (key, url, id) and its title (summary, title, name). "
            "Nothing was changed. Export it as CSV with a header."
        )
    columns = {name: _column(header, names) for name, names in OTHERS.items()}
    read = (_row(cells, ticket, title, columns) for cells in rows[1:])
    return [row for row in read if row.ticket and row.title]


OTHERS = {"state": STATE, "owner": OWNER, "due": DUE, "labels": LABELS}


def _rows(text: str) -> list[list[str]]:
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    first = lines[0] if lines else ""
    delimiter = next((mark for mark in DELIMITERS if mark in first), ",")
    try:
        return [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise Refused(f"This can't be read as CSV: {error}. Nothing was changed. Export it again.") from None


def _row(cells: Sequence[str], ticket: int, title: int, columns: dict[str, int | None]) -> TicketRow:
    due = _cell(cells, columns["due"])[:10].replace("/", "-")
    return TicketRow(
        ticket=_cell(cells, ticket),
        title=" ".join(_cell(cells, title).split()),
        is_closed=_cell(cells, columns["state"]).casefold().replace("’", "'") in CLOSED,
        owner=_cell(cells, columns["owner"]).removeprefix("@"),
        due=due if is_day(due) else "",
        labels=tuple(_cell(cells, columns["labels"]).replace(",", " ").replace(";", " ").split()),
    )


def _cell(cells: Sequence[str], index: int | None) -> str:
    return cells[index].strip() if index is not None and index < len(cells) else ""


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _plain(cell: str) -> str:
    return cell.strip().casefold().replace(" ", "").replace("_", "").replace("-", "")
