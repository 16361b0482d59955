"""`oncall update`: the status update for people outside the response, ready to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.output import say, show, show_json

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import Services
    from oncall_tui.cli.commands import Commands, Parser


def add_parsers(commands: Commands, options: Parser) -> None:
    """Add the command `update`."""
    update = commands.add_parser("update", parents=[options], help="a status update, ready to paste")
    update.add_argument(
        "text", nargs="?", metavar="TEXT", help="its words; left out: the last update is shown"
    )
    update.add_argument("incident", nargs="?", metavar="INC")
    update.add_argument("--next", metavar="WHEN", help="when the next one is due: 30m, 45, 03:55")
    update.set_defaults(run=run_update)


def run_update(arguments: argparse.Namespace, services: Services) -> int:
    """Note the update, if there is one, and print it as it goes out."""
    from oncall_tui.services.incidents.handover import update_text

    id = services.incidents.find(arguments.incident)
    if arguments.text is not None:
        services.capture.update(arguments.text, id, arguments.next)
    view = services.incidents.view(id)
    text = update_text(view, services.clock())
    if "json" in arguments:
        show_json({"incident": id, "text": text})
        return 0
    show(text)
    if arguments.text is not None and view.incident.next_update_at is None and "quiet" not in arguments:
        say("No next update is promised. --next 30m promises one.")
    return 0
