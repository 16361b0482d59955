"""`oncall analysis show|add|set|leave-out|settle|check|ask`: the records of an analysis (W5-W12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.incident_words import (
    INC,
    add_incident_option,
    find_incident,
    read_text,
)
from oncall_tui.cli.kept_outputs import show_kept
from oncall_tui.domain.analysis.records import KIND_OF
from oncall_tui.domain.errors import CheckFailedError, NotFoundError, RefusedError
from oncall_tui.output import json_text, print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.read_models.writeup_view import WriteupView

ID = "an id, a unique prefix, or a unique ending of three characters or more"


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `analysis`."""
    analysis = commands.add_parser(
        "analysis", parents=[options], help="the analysis: losses, hazards, controls, findings"
    )
    verbs = analysis.add_verbs()
    showing = verbs.add_parser("show", parents=[options], help="the whole analysis, or one record")
    showing.add_argument("name", nargs="?", metavar="INC|ID", help="an incident, or the id of a record")
    showing.add_argument(
        "--diagram", choices=("text", "mermaid", "none"), default="none", help="the safety control structure"
    )
    showing.set_defaults(run=show_analysis)
    add = verbs.add_parser("add", parents=[options], help="a new record; prints its id", epilog=_kinds())
    add.add_argument("words", nargs="+", metavar="[INC] KIND TEXT [FIELD=VALUE]")
    add.set_defaults(run=add_record)
    change = verbs.add_parser("set", parents=[options], help="fields and links of a record", epilog=_kinds())
    change.add_argument("id", metavar="ID", help=ID)
    change.add_argument("assignments", nargs="+", metavar="FIELD=VALUE")
    change.set_defaults(run=set_record)
    leave = verbs.add_parser("leave-out", parents=[options], help="take a record out of view")
    leave.add_argument("id", metavar="ID", help=ID)
    leave.set_defaults(run=leave_out_record)
    settle = verbs.add_parser(
        "settle", parents=[options], help="say why nothing is to be done about a loose end"
    )
    settle.add_argument("id", metavar="ID", help=ID)
    settle.add_argument("code", metavar="CODE", help="as `analysis check` prints it")
    settle.add_argument("reason", metavar="REASON")
    settle.set_defaults(run=settle_loose_end)
    check = verbs.add_parser("check", parents=[options], help="the loose ends; exit 7 if one is not settled")
    check.add_argument("incident", nargs="?", metavar="INC", help=INC)
    check.set_defaults(run=check_analysis)
    ask = verbs.add_parser(
        "ask", parents=[options], help="one question at a time: Enter skips, ? not known, none"
    )
    ask.add_argument("incident", nargs="?", metavar="INC", help=INC)
    ask.set_defaults(run=ask_questions)
    for verb in (showing, add, change, leave, settle, check, ask):
        add_incident_option(verb)


def _kinds() -> str:
    return "KIND: " + "; ".join(
        f"{kind.name} ({' '.join((*kind.texts, *kind.links))})" for kind in KIND_OF.values()
    )


def show_analysis(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the analysis of an incident, or one record of it."""
    incident, id = _incident_or_record(arguments, services)
    if "json" in arguments:
        show_kept("analysis-json", incident, arguments, services, lambda view: _analysis_json_text(view, id))
    elif arguments.diagram != "none":
        print_result(_diagram(arguments, services, incident))
    else:
        show_kept("analysis", incident, arguments, services, lambda view: _analysis_text(view, id))
    return 0


def _analysis_json_text(view: WriteupView, id: str) -> str:
    from oncall_tui.domain.analysis.as_json import record_json
    from oncall_tui.read_models.analysis_json import analysis_view_json

    record = view.analysis.find(id) if id else None
    return json_text(record_json(view.analysis, record) if record else analysis_view_json(view))


def _analysis_text(view: WriteupView, id: str) -> str:
    from oncall_tui.formats.writers.analysis_text import analysis_text, record_text

    record = view.analysis.find(id) if id else None
    return record_text(view.analysis, record) if record else analysis_text(view.analysis, view.loose_ends)


def _incident_or_record(arguments: argparse.Namespace, services: ServiceContainer) -> tuple[str, str]:
    """`[INC|ID]`: the incident, and the record where one was named."""
    name = arguments.name
    if name is None or arguments.inc is not None:
        incident = find_incident(arguments, services)
        return incident, (services.analysis.find(name, incident).id if name else "")
    try:
        return services.find_incident(name), ""
    except (NotFoundError, RefusedError) as error:
        try:
            place = services.analysis.find(name, _current(services))
        except NotFoundError:
            raise error from None
        return place.incident, place.id


def add_record(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Add a record to the analysis."""
    words = arguments.words
    is_kind = KIND_OF.__contains__
    if len(words) > 1 and not is_kind(words[0]):
        word, rest = words[0], words[1:]
    else:
        word, rest = None, words
    if not is_kind(rest[0]):
        raise RefusedError(
            f"{rest[0]!r} is not a kind of record. Nothing was added. Use one of: {', '.join(KIND_OF)}."
        )
    incident = find_incident(arguments, services, word)
    if len(rest) < 2:
        raise RefusedError(f"There is no text for the {rest[0]}. Nothing was added. Give it as one argument.")
    id = services.analysis.add(incident, rest[0], read_text(rest[1]), rest[2:])
    if "json" in arguments:
        _show_record(services, incident, id)
    else:
        print_result(id)
    return 0


def set_record(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Set fields of a record."""
    place = services.analysis.find(arguments.id, _incident_or_none(arguments, services))
    base = services.analysis.base_versions(place.incident, place.id)
    told = services.analysis.set(place.incident, place.id, arguments.assignments, base_versions=base)
    return _tell(arguments, services, place.incident, place.id, told)


def leave_out_record(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Leave a record out of the analysis; undo brings it back."""
    place = services.analysis.find(arguments.id, _incident_or_none(arguments, services))
    told = services.analysis.leave_out(place.incident, place.id)
    return _tell(arguments, services, place.incident, place.id, told)


def settle_loose_end(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Settle a loose end, with a reason."""
    incident, id = _target(arguments, services)
    end = services.analysis.settle(incident, id, arguments.code, arguments.reason)
    if "json" in arguments:
        from oncall_tui.domain.analysis.as_json import loose_end_json

        print_json(loose_end_json(end))
    elif "quiet" not in arguments:
        print_message(f"saved · settled: {end.text}")
    return 0


def _target(arguments: argparse.Namespace, services: ServiceContainer) -> tuple[str, str]:
    """Return the table and id to settle: a record, or the whole incident where nothing says how it was noticed."""
    from oncall_tui.domain.analysis.loose_ends import NO_CONTROL_FOR_DETECTION

    if arguments.code == NO_CONTROL_FOR_DETECTION:
        incident = services.incidents.find(arguments.id)
        return incident, incident
    return services.analysis.find_target(arguments.id, _incident_or_none(arguments, services))


def check_analysis(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the loose ends; exit with 1 if there are any."""
    view = services.writeup.view(find_incident(arguments, services, arguments.incident))
    if "json" in arguments:
        from oncall_tui.domain.analysis.as_json import loose_end_json

        print_json({"loose_ends": [loose_end_json(end) for end in view.loose_ends]})
    else:
        from oncall_tui.formats.writers.analysis_text import loose_ends_text

        print_result(loose_ends_text(view.analysis, view.loose_ends))
    return CheckFailedError.exit_code if view.open_ends else 0


def ask_questions(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Ask the analysis questions one by one."""
    from oncall_tui.cli.analysis_ask import ask

    return ask(arguments, services, find_incident(arguments, services, arguments.incident))


def _diagram(arguments: argparse.Namespace, services: ServiceContainer, incident: str) -> str:
    from oncall_tui.domain.analysis.structure import control_structure

    structure = control_structure(services.writeup.view(incident).analysis)
    if arguments.diagram == "mermaid":
        from oncall_tui.formats.writers.structure_mermaid import structure_mermaid

        return structure_mermaid(structure)
    from oncall_tui.formats.writers.structure_text import structure_text

    return structure_text(structure, ascii_only="ascii" in arguments)


def _current(services: ServiceContainer) -> str | None:
    try:
        return services.incidents.find(None)
    except NotFoundError:
        return None


def _incident_or_none(arguments: argparse.Namespace, services: ServiceContainer) -> str | None:
    """Return the incident in which an ID is looked for first: as `-i` says, else the current one if there is one."""
    return services.incidents.find(arguments.inc) if arguments.inc is not None else _current(services)


def _show_record(services: ServiceContainer, incident: str, id: str) -> None:
    from oncall_tui.domain.analysis.as_json import record_json

    analysis = services.writeup.view(incident).analysis
    record = analysis.find(id)
    print_json(record_json(analysis, record) if record is not None else {"id": id})


def _tell(
    arguments: argparse.Namespace, services: ServiceContainer, incident: str, id: str, told: str
) -> int:
    if "json" in arguments:
        _show_record(services, incident, id)
    elif "quiet" not in arguments:
        print_message(f"saved · {told} ({id[-6:]})")
    return 0
