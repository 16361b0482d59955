"""`oncall rec import`: a ticket system's export, with a preview, twice is once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.domain.plural import count_text
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.recommendations.ticket_plan import TicketAction


def add_import(verbs: Commands, options: OncallArgumentParser) -> None:
    """Add the parser of `oncall rec import`."""
    take = verbs.add_parser(
        "import",
        parents=[options],
        help="a ticket system's export as CSV",
        description="Rows are matched by their ticket. What is closed there and open here is shown, never changed.",
    )
    take.add_argument("file", metavar="FILE|-", help="a CSV file with a header, or - for stdin")
    take.add_argument(
        "-i", "--incident", metavar="INC", help="where new ones arise; else the current incident"
    )
    take.add_argument(
        "--order", choices=("dmy", "mdy"), help="how 01/12/2026 is meant, where the file does not tell"
    )
    take.add_argument("--preview", action="store_true", help="say what would be done, and do nothing")
    take.set_defaults(run=import_tickets)


def import_tickets(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Import a ticket system's export, or show what it would change."""
    from oncall_tui.cli.import_source import read_file
    from oncall_tui.domain.recommendations.ticket_plan import NEW
    from oncall_tui.domain.visible import escape_line
    from oncall_tui.formats.readers.ticket_csv import read_ticket_file
    from oncall_tui.services.recommendations.ticket_import import TicketImport

    tickets = TicketImport(services.follow_up, services.tracker, services.incidents)
    file = read_ticket_file(read_file(arguments.file), arguments.order)
    steps = tickets.plan_file(file, arguments.incident)
    home = tickets.home(arguments.incident)
    changed = 0 if arguments.preview else tickets.apply(steps, arguments.incident)
    if "json" in arguments:
        print_json(
            {
                "preview": arguments.preview,
                "changed": changed,
                "incident": home,
                "tickets": [_json(step) for step in steps],
                "left_out": [{"line": line, "text": text} for line, text in file.incomplete],
            }
        )
    else:
        for step in steps:
            print_result(_line(step))
        for line, text in file.incomplete:
            print_result(f"{'left out':16} line {line:<7} {escape_line(text)} · it has no ticket or no title")
    if "quiet" not in arguments:
        done = "nothing was changed: a preview" if arguments.preview else f"{changed} changed"
        new = sum(step.kind == NEW for step in steps)
        where = f" · {new} new in {home}" if new else ""
        missing = f" · {count_text(len(file.incomplete), 'line')} left out" if file.incomplete else ""
        print_message(f"{count_text(len(steps), 'ticket')}{where}{missing} · {done}")
    return 0


def _line(step: TicketAction) -> str:
    """Return `new  P-1  A · dropped: Won't Do`, or what differs between there and here."""
    from oncall_tui.domain.recommendations.ticket_plan import CLOSED, SAME
    from oncall_tui.domain.visible import escape_line

    row, ours = step.row, step.recommendation
    kind = CLOSED if step.kind == SAME and step.differs else step.kind
    facts = [f"{escape_line(row.title)}"]
    if ours is None:
        facts.append(f"{step.status}: {escape_line(row.dropped)}" if row.dropped else step.status)
        facts += [f"asks {escape_line(row.owner)}"] if row.owner else []
        facts += [f"due {row.due}"] if row.due else []
    else:
        there = escape_line(row.dropped or row.state) or ("closed" if row.is_closed else "open")
        facts.append(f"{there} there, {ours.status} here" + (": which is right?" if step.differs else ""))
        facts += [f"due {row.due} there, {ours.due or 'no date'} here"] if step.due_differs else []
    if row.unread_due:
        facts.append(
            f"due {escape_line(row.unread_due)} is not taken: --order dmy or mdy says how it is meant"
        )
    return f"{kind:16} {escape_line(row.ticket):12} {' · '.join(facts)}"


def _json(step: TicketAction) -> dict[str, object]:
    item = step.recommendation
    return {
        "step": step.kind,
        "ticket": step.row.ticket,
        "title": step.row.title,
        "closed": step.row.is_closed,
        "state": step.row.state,
        "dropped": step.row.dropped or None,
        "due": step.row.due or None,
        "unread_due": step.row.unread_due or None,
        "due_differs": step.due_differs,
        "recommendation": item.id if item else None,
        "status": item.status if item else step.status,
        "differs": step.differs,
    }
