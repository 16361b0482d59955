"""`oncall update`: the status update for people outside the response, ready to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `update`."""
    update = commands.add_parser("update", parents=[options], help="a status update, ready to paste")
    update.add_argument(
        "text", nargs="?", metavar="TEXT", help="its words; left out: the last update is shown"
    )
    update.add_argument("incident", nargs="?", metavar="INC")
    update.add_argument("--next", metavar="WHEN", help="when the next one is due: 30m, 45, 03:55")
    update.set_defaults(run=run_update)


def run_update(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Note the update, if there is one, and print it as it goes out."""
    from oncall_tui.read_models.handover import update_text

    id = services.incidents.find(arguments.incident)
    if arguments.text is not None:
        services.capture.update(arguments.text, id, arguments.next)
    view = services.incidents.view(id)
    text = update_text(view, services.clock())
    if "json" in arguments:
        print_json({"incident": id, "text": text})
        return 0
    print_result(text)
    if arguments.text is not None and view.incident.next_update_at is None and "quiet" not in arguments:
        print_message("No next update is promised. --next 30m promises one.")
    return 0
