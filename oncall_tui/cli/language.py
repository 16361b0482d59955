"""`oncall language`: check any text for words that judge people, in a form that editors and CI read (W13)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from oncall_tui.cli.incident_words import add_incident_option, find_incident
from oncall_tui.domain.errors import CheckFailedError, RefusedError
from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.domain.language.check import LanguageFinding

LARGEST_TEXT = 10_000_000


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add `language`."""
    language = commands.add_parser(
        "language",
        parents=[options],
        help="find words that judge people, and ask a better question",
        description="Checks files, or standard input with -. Quotes, code, links and lines that open with a time are "
        "passed over. Each line of the result is FILE:LINE:COLUMN: family: words · question.",
    )
    language.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="a text; - reads standard input. `silence [INC] TARGET WORDS REASON` says that words are fair",
    )
    language.add_argument("--check", action="store_true", help="exit 7 if anything is found")
    add_incident_option(language)
    language.set_defaults(run=run_language)


def run_language(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Check files, standard input or an incident, or silence a finding."""
    if arguments.files[:1] == ["silence"] and len(arguments.files) > 1:
        return silence(arguments, services)
    if arguments.inc is not None:
        if arguments.files:
            raise RefusedError("Name files or an incident, not both. Nothing was checked.")
        return check_incident(arguments, services)
    return check_files(arguments, services)


def check_incident(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the findings in the texts of an incident's report. `file` is the text: a section, or ID.FIELD."""
    view = services.writeup.view(find_incident(arguments, services))
    found = [(place.target, place.text, finding) for place, finding in view.wording]
    return _print(arguments, found)


def silence(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """`silence [INC] TARGET WORDS REASON`: print the finding that is silenced."""
    words = arguments.files[1:]
    if len(words) not in (3, 4):
        raise RefusedError("Nothing was changed. Use: oncall language silence [INC] TARGET WORDS REASON.")
    incident = find_incident(arguments, services, words.pop(0) if len(words) == 4 else None)
    found = services.silences.silence(incident, _target(services, incident, words[0]), words[1], words[2])
    if "json" in arguments:
        print_json(finding_json(found.place.target, found.place.text, found.finding))
    elif "quiet" not in arguments:
        print_message(f"Silenced while that sentence stays as it is: {found.sentence}")
    return 0


def _target(services: ServiceContainer, incident: str, typed: str) -> str:
    """Return a section's name as it is; of a record its whole id, with the field if one was typed."""
    view = services.writeup.view(incident)
    if view.section(typed) is not None:
        return typed
    from oncall_tui.domain.analysis.records import TABLES

    name, dot, field = typed.partition(".")
    tables = (*TABLES, "recommendations", "events", "notes")
    return services.record_lookup.find(name, tables, incident, elsewhere=False).id + dot + field


def check_files(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Print the findings of each text, one a line or as JSON. With `--check`, exit 7 if there are any."""
    from oncall_tui.domain.language.check import check_language

    found = [
        (name, text, finding)
        for name, text in ((name, _read(name)) for name in arguments.files or ["-"])
        for finding in check_language(text, team=services.team.read().wording)
    ]
    return _print(arguments, found)


def _print(arguments: argparse.Namespace, found: Sequence[tuple[str, str, LanguageFinding]]) -> int:
    if "json" in arguments:
        print_json({"findings": [finding_json(name, text, finding) for name, text, finding in found]})
    else:
        for name, text, finding in found:
            print_result(_line(name, text, finding))
        if not found:
            print_message("No finding.")
    return CheckFailedError.exit_code if arguments.check and found else 0


def finding_json(file: str | None, text: str, finding: LanguageFinding) -> dict[str, Any]:
    """Return a finding as JSON has it: characters from 0, line and column from 1."""
    from oncall_tui.domain.language.check import line_and_column

    line, column = line_and_column(text, finding.start)
    return {
        "file": file,
        "line": line,
        "column": column,
        "start": finding.start,
        "end": finding.end,
        "words": finding.words,
        "family": str(finding.family),
        "sureness": str(finding.sureness),
        "question": finding.question,
        "count": finding.count,
    }


def _line(name: str, text: str, finding: LanguageFinding) -> str:
    from oncall_tui.domain.language.check import line_and_column

    line, column = line_and_column(text, finding.start)
    times = f" ({finding.count} times)" if finding.count > 1 else ""
    words = " ".join(finding.words.split())
    return f"{name}:{line}:{column}: {finding.family}: {words}{times} · {finding.question}"


def _read(name: str) -> str:
    """Return the text of a file or of standard input. Raises RefusedError if it can't be read or is no text of a sane
    size.
    """
    if name == "-":
        data = sys.stdin.buffer.read(LARGEST_TEXT + 1)
    else:
        try:
            with open(name, "rb") as file:
                data = file.read(LARGEST_TEXT + 1)
        except OSError as error:
            raise RefusedError(
                f"{name} can't be read: {error.strerror}. Nothing was checked in it."
            ) from None
    if len(data) > LARGEST_TEXT:
        raise RefusedError(f"{name} is larger than {LARGEST_TEXT // 1_000_000} MB. Check a part of it.")
    return data.decode("utf-8", "replace").removeprefix("\ufeff")
