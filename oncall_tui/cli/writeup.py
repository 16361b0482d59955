"""`oncall writeup show|set|edit|confirm|check`: the sections of a write-up (W1-W4, W14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.incident_words import (
    INC,
    add_incident_option,
    find_incident,
    read_text,
    split_incident,
)
from oncall_tui.cli.kept_outputs import show_kept
from oncall_tui.domain.errors import CheckFailedError, RefusedError
from oncall_tui.output import json_text, print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.read_models.writeup_view import WriteupView

SECTION = "summary, impact, went_well, got_lucky, could_be_better ..., or own:HEADING"


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `writeup`."""
    writeup = commands.add_parser(
        "writeup", parents=[options], help="the write-up: its texts and what is left"
    )
    verbs = writeup.add_verbs()
    showing = verbs.add_parser("show", parents=[options], help="every section, its state and its text")
    showing.add_argument("incident", nargs="?", metavar="INC", help=INC)
    showing.set_defaults(run=show_writeup)
    change = verbs.add_parser(
        "set", parents=[options], help="write a text; '' clears it, - reads it from standard input"
    )
    change.add_argument("words", nargs="+", metavar="[INC] SECTION TEXT", help=SECTION)
    change.set_defaults(run=set_section)
    edit = verbs.add_parser("edit", parents=[options], help="edit one text, or all, in $EDITOR")
    edit.add_argument("words", nargs="*", metavar="[INC] [SECTION]", help=SECTION)
    edit.set_defaults(run=edit_sections)
    confirm = verbs.add_parser(
        "confirm", parents=[options], help="a text is still true, or ours though imported"
    )
    confirm.add_argument("words", nargs="+", metavar="[INC] SECTION", help=SECTION)
    confirm.set_defaults(run=confirm_section)
    check = verbs.add_parser("check", parents=[options], help="what is left; exit 7 if anything is")
    check.add_argument("incident", nargs="?", metavar="INC", help=INC)
    check.set_defaults(run=check_writeup)
    for verb in (showing, change, edit, confirm, check):
        add_incident_option(verb)


def show_writeup(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the write-up."""
    incident = find_incident(arguments, services, arguments.incident)
    if "json" in arguments:
        show_kept("writeup-json", incident, arguments, services, _writeup_json_text)
    else:
        show_kept("writeup", incident, arguments, services, _writeup_text)
    return 0


def _writeup_json_text(view: WriteupView) -> str:
    from oncall_tui.read_models.writeup_json import writeup_json

    return json_text(writeup_json(view))


def _writeup_text(view: WriteupView) -> str:
    from oncall_tui.read_models.writeup_text import writeup_text

    return writeup_text(view)


def set_section(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Set the text of a section."""
    word, rest = split_incident(arguments.words, 2, is_section)
    incident = find_incident(arguments, services, word)
    if len(rest) < 2:
        section = services.writeup.section(incident, rest[0])
        raise RefusedError(
            f"There is no text for {section.title}. Nothing was changed. "
            "Give it as one argument, - for standard input, or '' to clear it."
        )
    name = services.writeup.section(incident, rest[0]).name
    base = services.writeup.base_versions(incident, name)
    told = services.writeup.set(incident, name, read_text(rest[1]), base_versions=base)
    return _tell(arguments, services, incident, name, told)


def edit_sections(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Edit one or all sections in the text editor."""
    from oncall_tui.cli.text_editor import edit_texts

    words = arguments.words
    if len(words) == 1 and is_section(words[0]):
        word, rest = None, list(words)
    else:
        word, rest = (words[0] if words else None), list(words[1:])
    if len(rest) > 1:
        raise RefusedError(
            f"There is one word too many: {rest[1]!r}. Nothing was changed. Use [INC] [SECTION]."
        )
    incident = find_incident(arguments, services, word)
    section = services.writeup.section(incident, rest[0]).name if rest else None
    changed = edit_texts(services, incident, section)
    if "json" in arguments:
        show_writeup_json(services, incident, section)
    elif "quiet" not in arguments:
        print_message("\n".join(changed) or "Nothing was changed.")
    return 0


def confirm_section(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Confirm that a section is still true."""
    word, rest = split_incident(arguments.words, 1, is_section)
    incident = find_incident(arguments, services, word)
    name = services.writeup.section(incident, rest[0]).name
    base = services.writeup.base_versions(incident, name)
    told = services.writeup.confirm(incident, name, base_versions=base)
    return _tell(arguments, services, incident, name, told)


def check_writeup(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the loose ends of the write-up; exit with 1 if there are any."""
    view = services.writeup.view(find_incident(arguments, services, arguments.incident))
    if "json" in arguments:
        from oncall_tui.read_models.writeup_json import left_json

        print_json(left_json(view))
    else:
        from oncall_tui.read_models.writeup_text import left_text

        print_result(left_text(view))
    return CheckFailedError.exit_code if view.left else 0


def is_section(word: str) -> bool:
    """Return whether the word is a section's name, so that it is never taken for an incident."""
    from oncall_tui.domain.writeup.sections import OWN, TITLES, section_name

    name = section_name(word)
    return name in TITLES or name.startswith(OWN)


def show_writeup_json(services: ServiceContainer, incident: str, section: str | None) -> None:
    """One section as `show` has it, or the whole write-up."""
    from oncall_tui.read_models.writeup_json import section_json, writeup_json

    if section is None:
        print_json(writeup_json(services.writeup.view(incident)))
    else:
        print_json(section_json(services.writeup.section(incident, section)))


def _tell(
    arguments: argparse.Namespace, services: ServiceContainer, incident: str, section: str, told: str
) -> int:
    if "json" in arguments:
        show_writeup_json(services, incident, section)
    elif "quiet" not in arguments:
        print_message(f"saved · {told}")
    return 0
