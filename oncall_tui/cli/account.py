"""`oncall account`: questions to one person as a text to send, and their answers as notes (N3, N4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.incident_words import INC, add_incident_option, find_incident, read_text
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.writeup.accounts import AccountQuestion


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `account`."""
    account = commands.add_parser(
        "account", parents=[options], help="ask one person what they saw, and keep what they answer"
    )
    account.add_argument("words", nargs="*", metavar="[INC] [PERSON]", help=INC)
    account.add_argument("--ask", action="store_true", help="the questions as a text to send")
    account.add_argument(
        "--row",
        nargs=2,
        metavar=("ROW", "TEXT"),
        help="their answer about a row; - reads it from standard input",
    )
    add_incident_option(account)
    account.set_defaults(run=run_account)


def run_account(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Ask one person for their account, or list the people and questions."""
    incident, person = _incident_and_person(arguments, services)
    if not person:
        if arguments.ask or arguments.row:
            raise RefusedError("There is no person. Nothing was changed. Use oncall account [INC] PERSON.")
        return _show_people(arguments, services, incident)
    if arguments.row:
        return _answer(arguments, services, incident, person)
    questions = services.accounts.questions(incident, person)
    if "json" in arguments:
        print_json(
            {
                "person": person,
                "questions": [{"row": each.row, "text": each.text, "note": each.note} for each in questions],
            }
        )
    elif arguments.ask:
        from oncall_tui.domain.writeup.accounts import letter

        print_result(letter(person, services.incidents.view(incident).incident.name, questions))
    else:
        _show_questions(questions)
    return 0


def _incident_and_person(arguments: argparse.Namespace, services: ServiceContainer) -> tuple[str, str]:
    """Of one word alone: an incident if one is called that, unless a person has to be meant."""
    words = list(arguments.words)
    if len(words) > 2 or (arguments.inc is not None and len(words) > 1):
        raise RefusedError(
            "There are words too many. Nothing was changed. Use oncall account [INC] [PERSON]."
        )
    if len(words) == 2:
        return find_incident(arguments, services, words[0]), _name(words[1])
    if not words:
        return find_incident(arguments, services), ""
    if arguments.inc is None and not (arguments.ask or arguments.row):
        try:
            return services.incidents.find(words[0]), ""
        except NotFoundError:
            pass
    return find_incident(arguments, services), _name(words[0])


def _name(word: str) -> str:
    return word.strip().lstrip("@")


def _answer(arguments: argparse.Namespace, services: ServiceContainer, incident: str, person: str) -> int:
    from oncall_tui.services.timeline.row_lookup import find_row

    view = services.writeup.view(incident)
    row = find_row(arguments.row[0], view.timeline, view.zone, services.record_lookup, incident)
    note = services.accounts.answer(incident, person, row, read_text(arguments.row[1]))
    if "json" in arguments:
        from oncall_tui.domain.note import note_json

        print_json(note_json(services.incidents.view(incident).notes.by_id(note)))
    elif "quiet" not in arguments:
        print_message(f"saved · account of {person} ({note[-6:]})")
    return 0


def _show_people(arguments: argparse.Namespace, services: ServiceContainer, incident: str) -> int:
    people = services.accounts.people(incident)
    if "json" in arguments:
        print_json({"person": None, "questions": [], "people": people})
    elif people:
        print_result("\n".join(people))
    else:
        print_message("Nobody is named yet. `oncall account PERSON --ask` asks anybody.")
    return 0


def _show_questions(questions: list[AccountQuestion]) -> None:
    if not questions:
        print_message("There is no row to ask about yet: none names them, and there are no milestones.")
        return
    from oncall_tui.domain.handles import endings
    from oncall_tui.domain.visible import escape_line

    names = endings([each.row for each in questions])
    for each in questions:
        answered = " Answered." if each.note else ""
        print_result(f"{escape_line(each.text)}{answered} ({names[each.row]})")
