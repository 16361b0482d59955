"""`oncall controls`: every safety control over all incidents, and how often it held (L2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `controls`."""
    controls = commands.add_parser(
        "controls", parents=[options], help="safety controls over all incidents, and how often they held"
    )
    controls.add_argument(
        "words", nargs="*", metavar="WORDS", help="only those whose names hold all of these"
    )
    controls.set_defaults(run=list_controls)


def list_controls(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """List safety controls over all incidents."""
    wanted = [word.casefold() for text in arguments.words for word in text.split()]
    found = [
        each for each in services.controls.classes() if all(word in each.name.casefold() for word in wanted)
    ]
    handles = services.controls.handles()
    if "json" in arguments:
        print_json(
            {
                "controls": [
                    {**each._asdict(), "incidents": [handles[id] for id in each.incidents]} for each in found
                ]
            }
        )
        return 0
    if not found:
        print_message("No controls yet. `oncall analysis add control NAME` names one.")
        return 0
    from oncall_tui.domain.handles import endings
    from oncall_tui.domain.plural import count_text
    from oncall_tui.domain.visible import escape_line

    names = endings([each.key for each in found])
    for each in found:
        held = f"failed in {each.failed_in}, held in {each.held_in} of {count_text(len(each.incidents), 'incident')}"
        print_result(f"{escape_line(each.name)}: {held} ({names[each.key]})")
    return 0
