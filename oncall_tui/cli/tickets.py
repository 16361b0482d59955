"""`oncall rec import`: a ticket system's export, with a preview, twice is once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.output import say, show, show_json

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import Services
    from oncall_tui.cli.commands import Commands, Parser
    from oncall_tui.domain.recommendations.ticket_plan import Step


def add_import(verbs: Commands, options: Parser) -> None:
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
    take.add_argument("--preview", action="store_true", help="say what would be done, and do nothing")
    take.set_defaults(run=import_tickets)


def import_tickets(arguments: argparse.Namespace, services: Services) -> int:
    from oncall_tui.cli.importing import read_file
    from oncall_tui.services.recommendations.ticket_import import TicketImport

    tickets = TicketImport(services.follow_up, services.tracker, services.incidents)
    steps = tickets.plan(read_file(arguments.file), arguments.incident)
    changed = 0 if arguments.preview else tickets.apply(steps, arguments.incident)
    if "json" in arguments:
        show_json(
            {"preview": arguments.preview, "changed": changed, "tickets": [_json(step) for step in steps]}
        )
    else:
        for step in steps:
            show(_line(step))
    if "quiet" not in arguments:
        done = "nothing was changed: a preview" if arguments.preview else f"{changed} changed"
        say(f"{len(steps)} tickets · {done}")
    return 0


def _line(step: Step) -> str:
    from oncall_tui.domain.visible import visible_line

    ours = f" · {step.recommendation.status} here" if step.recommendation is not None else ""
    which = ". Which is right?" if step.differs else ""
    return f"{step.kind:16} {visible_line(step.row.ticket):12} {visible_line(step.row.title)}{ours}{which}"


def _json(step: Step) -> dict[str, object]:
    item = step.recommendation
    return {
        "step": step.kind,
        "ticket": step.row.ticket,
        "title": step.row.title,
        "closed": step.row.is_closed,
        "recommendation": item.id if item else None,
        "status": item.status if item else None,
        "differs": step.differs,
    }
