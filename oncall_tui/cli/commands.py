"""The commands of `oncall` but `note`: argparse, one module per family (DESIGN, command line).

Only the module of the command that was asked for is loaded; help loads all of them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from oncall_tui.cli.note_arguments import find_command
from oncall_tui.cli.resolved_settings import resolve_settings
from oncall_tui.output import force_ascii_output, print_message, print_result

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["OncallArgumentParser"]

# Command -> the module that adds its parser: `add_parsers(commands, options)`.
COMMAND_MODULES = {
    "new": "incidents",
    "use": "incidents",
    "set": "incidents",
    "redact": "incidents",
    "list": "show",
    "show": "show",
    "search": "show",
    "handover": "show",
    "update": "updating",
    "run": "run",
    "status": "status",
    "shell-hook": "shell_hook",
    "undo": "undoing",
    "redo": "undoing",
    "import": "import_source",
    "source": "source",
    "timeline": "timeline",
    "event": "timeline",
    "answer": "timeline",
    "writeup": "writeup",
    "analysis": "analysis",
    "controls": "controls",
    "account": "account",
    "recs": "recommendation_list",
    "rec": "recommendation",
    "sync": "sync",
    "doctor": "sync",
    "language": "language",
    "report": "report",
    "review": "review",
    "complete": "review",
    "reopen": "review",
    "process": "process",
    "learn": "learn",
    "similar": "learn",
    "demo": "demo",
    "config": "config",
    "completion": "completion",
    "man": "completion",
}
DESCRIPTION = """\
Incident retrospectives in a terminal: rough notes while it burns, an exact timeline, recommendations that
somebody follows up. `oncall` alone, or `oncall INC`, opens the screens.
"""
EPILOG = """\
INC is an id, a handle or any unique prefix; left out: ONCALL_INCIDENT, else the current incident.
`oncall note --help` tells how a note is written. Exit: 0 done, 1 unexpected, 2 refused, 3 not found,
5 share away but saved here, 6 data damaged or newer, 7 a check failed, 130 interrupted.
"""


class OncallArgumentParser(argparse.ArgumentParser):
    """Refuses in the words of DESIGN: what happened, what is safe, what to do next."""

    def error(self, message: str) -> NoReturn:
        print_message(f"oncall: {message}. Nothing was changed. `{self.prog} --help` shows how it is used.")
        sys.exit(2)

    def add_verbs(self) -> Commands:
        """Add the verbs of a command. The name is given: to find it argparse would load what help is wrapped with."""
        return self.add_subparsers(
            metavar="VERB", dest="verb", required=True, parser_class=OncallArgumentParser, prog=self.prog
        )


class ShowVersion(argparse.Action):
    """Reads the installed version only when it is asked for: the reader of metadata takes 20 ms to load."""

    def __init__(self, option_strings: Sequence[str], dest: str, default: object = None) -> None:
        super().__init__(option_strings, dest, nargs=0, default=default, help="the version of this program")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        show_version()
        parser.exit()


def show_version() -> None:
    """`oncall --version`."""
    from importlib.metadata import version

    print_result(f"oncall {version('oncall-tui')}")


def run_command(words: list[str]) -> int:
    """Run one command line; the exit code. Raises OncallError.

    What a parser calls `alone` needs no settings and no data: it works also where the configuration is broken.
    """
    words = _with_signed_zones(words)
    command = find_command(words)
    given: list[str] = []
    if command == "run":
        from oncall_tui.cli.run import split_command

        words, given = split_command(words)
    options = global_options()
    wants_help = bool({"-h", "--help", "--version"} & set(words))
    if command not in COMMAND_MODULES and not wants_help:
        return _open_screens(words, options)
    arguments = parser_of(command, options).parse_args(words)
    if "ascii" in arguments:
        force_ascii_output()
    if given:
        arguments.command_line = given
    if "alone" in arguments:
        return int(arguments.alone(arguments))
    from oncall_tui.bootstrap import build_services

    services = build_services(resolve_settings(arguments))
    if services.settings.ascii:
        force_ascii_output()
    services.file_shell_commands()
    return int(arguments.run(arguments, services) or 0)


def global_options() -> OncallArgumentParser:
    """Return the options that work before and after the command."""
    options = OncallArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--data", metavar="DIR", help="the data directory")
    options.add_argument("--share", metavar="DIR", help="the shared directory, or s3://BUCKET/PREFIX")
    options.add_argument("--json", action="store_true", help="results as JSON")
    options.add_argument(
        "--zone", metavar="Z", help="the shown time zone; of what is made, for new and import"
    )
    options.add_argument("--no-color", action="store_true", help="no colours")
    options.add_argument("--ascii", action="store_true", help="plain characters only")
    options.add_argument("-q", "--quiet", action="store_true", help="results only, no words")
    options.add_argument("--version", action=ShowVersion)
    return options


def parser_of(command: str | None, options: OncallArgumentParser) -> OncallArgumentParser:
    """Build the parser of one command, or of all for the general help."""
    parser = OncallArgumentParser(
        prog="oncall",
        parents=[options],
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = (
        parser.add_subparsers(  # the name is given: to find it argparse would load what help is wrapped with
            metavar="COMMAND",
            dest="command",
            required=True,
            parser_class=OncallArgumentParser,
            prog=parser.prog,
        )
    )
    if command in COMMAND_MODULES:
        families = [COMMAND_MODULES[command]]
    else:
        families = list(dict.fromkeys(COMMAND_MODULES.values()))
        commands.add_parser("note", help="take a note")
    for name in families:
        import_module(f"oncall_tui.cli.{name}").add_parsers(commands, options)
    return parser


def _with_signed_zones(words: list[str]) -> list[str]:
    """Join `--zone -05:00` to one word; argparse takes a value that opens with a dash for an option."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "--zone" and word[:1] == "-" and word[1:2].isdigit():
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _open_screens(words: list[str], options: OncallArgumentParser) -> int:
    """`oncall [INC]`: the screens."""
    parser = OncallArgumentParser(prog="oncall", parents=[options])
    parser.add_argument("incident", nargs="?", metavar="INC")
    arguments = parser.parse_args(words)
    from oncall_tui.cli.open_tui import open_screens

    return open_screens(resolve_settings(arguments), arguments.incident)
