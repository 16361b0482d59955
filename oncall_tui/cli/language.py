"""`oncall language`: check any text for words that judge people, in a form that editors and CI read (W13)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from oncall_tui.cli.output import say, show, show_json
from oncall_tui.domain.errors import CheckFailed, Refused

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import Services
    from oncall_tui.cli.commands import Commands, Parser
    from oncall_tui.domain.language.check import LanguageFinding

LARGEST_TEXT = 10_000_000


def add_parsers(commands: Commands, options: Parser) -> None:
    """Add `language`."""
    language = commands.add_parser(
        "language",
        parents=[options],
        help="find words that judge people, and ask a better question",
        description="Checks files, or standard input with -. Quotes, code, links and lines that open with a time are "
        "passed over. Each line of the result is FILE:LINE:COLUMN: family: words · question.",
    )
    language.add_argument("files", nargs="*", metavar="FILE", help="a text; - reads standard input")
    language.add_argument("--check", action="store_true", help="exit 7 if anything is found")
    language.set_defaults(run=check_files)


def check_files(arguments: argparse.Namespace, services: Services) -> int:
    """Print the findings of each text, one a line or as JSON. With `--check`, exit 7 if there are any."""
    from oncall_tui.domain.language.check import check_language

    found = [
        (name, text, finding)
        for name, text in ((name, _read(name)) for name in arguments.files or ["-"])
        for finding in check_language(text, team=services.team.read().wording)
    ]
    if "json" in arguments:
        show_json({"findings": [finding_json(name, text, finding) for name, text, finding in found]})
    else:
        for name, text, finding in found:
            show(_line(name, text, finding))
        if not found:
            say("No finding.")
    return CheckFailed.exit_code if arguments.check and found else 0


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
    """The text of a file or of standard input. Raises Refused if it can't be read or is no text of a sane size."""
    if name == "-":
        data = sys.stdin.buffer.read(LARGEST_TEXT + 1)
    else:
        try:
            with open(name, "rb") as file:
                data = file.read(LARGEST_TEXT + 1)
        except OSError as error:
            raise Refused(f"{name} can't be read: {error.strerror}. Nothing was checked in it.") from None
    if len(data) > LARGEST_TEXT:
        raise Refused(f"{name} is larger than {LARGEST_TEXT // 1_000_000} MB. Check a part of it.")
    return data.decode("utf-8", "replace").removeprefix("\ufeff")
