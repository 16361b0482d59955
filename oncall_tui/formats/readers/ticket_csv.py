"""Reads a ticket system's export: CSV or TSV with a header, whatever that system calls its columns."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from oncall_tui.domain.days import is_day, parse_day
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.recommendations.ticket_plan import TicketRow

# The first of these that the header has says it; compared without case, blanks and underscores.
TICKET = ("issuekey", "key", "ticket", "url", "htmlurl", "link", "identifier", "issue", "id", "number", "iid")
TITLE = ("summary", "title", "name", "subject")
STATE = ("status", "state", "statuscategory")
RESOLUTION = ("resolution", "statereason", "closereason", "closedreason")
OWNER = ("assignee", "assignedto", "assignees", "owner")
DUE = ("duedate", "due", "dueon", "deadline")
LABELS = ("labels", "label", "tags", "components")
# A state that ends a ticket with its work done.
CLOSED = {
    *("done", "closed", "resolved", "complete", "completed", "fixed", "merged", "released", "verified"),
    *("deployed", "shipped", "finished", "accepted"),
}
# One that ends it without: nobody did it, and the word says why.
DROPPED = re.compile(
    r"won'?t\s?(?:fix|do|be|implement)|will not|cancel|duplicate|decline|reject|invalid|obsolete|abandon"
    r"|not (?:planned|doing|needed|a bug|an issue|reproducible|applicable)"
    r"|(?:can ?not|can'?t|could ?n[o']t|unable to) repro"
    r"|(?:as|by) design|out of scope|withdrawn|superseded|no longer|no action|non-?issue|unreproducible"
)
INCOMPLETE = "incomplete"  # a resolution of Jira's; as a state it may mean work that goes on
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b")
SPELT = re.compile(r"(\d{1,2})[/ -]([A-Za-z]{3,9})[/ -](\d{4}|\d{2})\b")
CLOCK = re.compile(r"[T ]+\d{1,2}:\d\d.*$")
ORDERS = ("dmy", "mdy")
DELIMITERS = ("\t", ";", ",")


@dataclass(frozen=True, slots=True)
class TicketFile:
    """An export: its rows, and those that name no ticket or no title, by their line and what they say."""

    rows: tuple[TicketRow, ...]
    incomplete: tuple[tuple[int, str], ...] = ()


def read_tickets(text: str) -> list[TicketRow]:
    """Return the rows that name a ticket and a title. Raises RefusedError as `read_ticket_file` does."""
    return list(read_ticket_file(text).rows)


def read_ticket_file(text: str, order: str | None = None) -> TicketFile:
    """Read an export. `order` (dmy or mdy) says how `01/12/2026` is meant where no other date of the file tells.

    Raises RefusedError for a header without a ticket and a title, or a file that is no CSV.
    """
    rows = _rows(text)
    header = [_plain(cell) for cell in rows[0][1]] if rows else []
    ticket, title = _column(header, TICKET), _column(header, TITLE)
    if ticket is None or title is None:
        raise RefusedError(
            "This has no column for the ticket (key, url, id) and its title (summary, title, name). "
            "Nothing was changed. Export it as CSV with a header."
        )
    columns = {name: _column(header, names) for name, names in OTHERS.items()}
    known = order or _order([_cell(cells, columns["due"]) for _, cells in rows[1:]])
    read = [(line, _row(cells, ticket, title, columns, known)) for line, cells in rows[1:]]
    whole = tuple(row for _, row in read if row.ticket and row.title)
    rest = tuple((line, row.title or row.ticket) for line, row in read if not (row.ticket and row.title))
    return TicketFile(whole, rest)


OTHERS = {"state": STATE, "resolution": RESOLUTION, "owner": OWNER, "due": DUE, "labels": LABELS}


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that hold something, each with the number of its last line."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    first = lines[0] if lines else ""
    delimiter = next((mark for mark in DELIMITERS if mark in first), ",")
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        return [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        raise RefusedError(
            f"This can't be read as CSV: {error}. Nothing was changed. Export it again."
        ) from None


def _row(
    cells: Sequence[str], ticket: int, title: int, columns: dict[str, int | None], order: str | None
) -> TicketRow:
    state, resolution = _cell(cells, columns["state"]), _cell(cells, columns["resolution"])
    why = _why_dropped(state, resolution)
    typed = _cell(cells, columns["due"])
    due = _due(typed, order)
    return TicketRow(
        ticket=_cell(cells, ticket),
        title=" ".join(_cell(cells, title).split()),
        is_closed=bool(why) or _word(state) in CLOSED,
        owner=_cell(cells, columns["owner"]).removeprefix("@"),
        due=due,
        labels=tuple(_cell(cells, columns["labels"]).replace(",", " ").replace(";", " ").split()),
        state=state,
        dropped=why,
        unread_due="" if due else typed,
    )


def _why_dropped(state: str, resolution: str) -> str:
    """Return the word by which the ticket ended without its work done, empty for any other."""
    if DROPPED.search(_word(resolution)) or _word(resolution) == INCOMPLETE:
        return resolution
    return state if DROPPED.search(_word(state)) else ""


def _word(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").replace("_", " ").split())


def _order(typed: Sequence[str]) -> str | None:
    """Return the order of day and month that the dates of the file prove; None where they prove none, or both."""
    pairs = [(int(match[1]), int(match[2])) for text in typed if (match := SLASHED.match(text))]
    dotted = any("." in text for text in typed if SLASHED.match(text))
    found = {order for order, place in (("dmy", 0), ("mdy", 1)) if any(pair[place] > 12 for pair in pairs)}
    found |= {"dmy"} if dotted else set()
    return found.pop() if len(found) == 1 else None


def _due(typed: str, order: str | None) -> str:
    """Return the day that a due date is, empty where it is none or could be two."""
    text = CLOCK.sub("", typed.strip()).strip()
    day = text[:10].replace("/", "-")
    if is_day(day):
        return day
    if match := SPELT.match(text):
        text = f"{match[1]} {match[2]} {_year(match[3])}"
    elif match := SLASHED.match(text):
        first, second = int(match[1]), int(match[2])
        if order is None and first != second:
            return ""
        number, month = (first, second) if order != "mdy" else (second, first)
        text = f"{_year(match[3])}-{month}-{number}"
    if not any(character.isdigit() for character in text) or not re.search(r"\d{4}", text):
        return ""
    try:
        return parse_day(text, "2000-01-01")
    except RefusedError:
        return ""


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"


def _cell(cells: Sequence[str], index: int | None) -> str:
    return cells[index].strip() if index is not None and index < len(cells) else ""


def _column(header: Sequence[str], names: Sequence[str]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _plain(cell: str) -> str:
    return cell.strip().casefold().replace(" ", "").replace("_", "").replace("-", "")
