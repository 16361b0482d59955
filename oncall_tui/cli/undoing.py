"""`oncall undo` and `oncall redo`: take back my last change of an incident, or make it again (T7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.incident_words import INC, add_incident_option, find_incident
from oncall_tui.output import print_json, print_message

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the commands `undo` and `redo`."""
    for name, told in (
        ("undo", "take back my last change or note"),
        ("redo", "make again what I undid last"),
    ):
        command = commands.add_parser(name, parents=[options], help=told)
        command.add_argument("incident", nargs="?", metavar="INC", help=INC)
        command.set_defaults(run=undo if name == "undo" else redo)
        add_incident_option(command)


def undo(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Undo the last action in an incident."""
    incident = find_incident(arguments, services, arguments.incident)
    told = services.history.undo(incident)
    return _tell(arguments, incident, told, _nothing(services, incident, "of yours to undo"))


def redo(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Redo the last undone action."""
    incident = find_incident(arguments, services, arguments.incident)
    told = services.history.redo(incident)
    return _tell(arguments, incident, told, _nothing(services, incident, "to do again"))


def _nothing(services: ServiceContainer, incident: str, what: str) -> str:
    name = services.incidents.view(incident).incident.name
    return f"There is nothing {what} in {name}. Another incident is named as in `oncall undo INC`."


def _tell(arguments: argparse.Namespace, incident: str, told: str | None, nothing: str) -> int:
    """Tell what was done; with nothing to do, that is said and is no failure."""
    if "json" in arguments:
        print_json({"incident": incident, "done": told})
    elif "quiet" not in arguments:
        print_message(told or nothing)
    return 0
