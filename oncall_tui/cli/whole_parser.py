"""The parser of every command at once, for completions and the manual page.

`note` reads its words by itself, so that it is described here as argparse would have it.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall_tui.cli.commands import OncallArgumentParser


def whole_parser() -> OncallArgumentParser:
    """Return the parser of every command, `note` included."""
    from oncall_tui.cli.commands import global_options, parser_of

    options = global_options()
    parser = parser_of(None, options)
    _describe_note(subparsers(parser)["note"])
    return parser


def subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of a parser's commands, by name; none where it has no commands."""
    found = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return next((dict(action.choices) for action in found), {})


def every_parser(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield the parser, then those of its commands, each before its own."""
    yield parser
    for child in subparsers(parser).values():
        yield from every_parser(child)


def _describe_note(note: argparse.ArgumentParser) -> None:
    from oncall_tui.cli.note import USAGE

    note.description = USAGE.partition("\n\n")[2]
    note.usage = USAGE.partition("\n\n")[0].removeprefix("usage: ")
    note.add_argument("-i", "--incident", metavar="INC", help="the incident; else the current one")
    note.add_argument("--at", metavar="WHEN", help="when it happened: 14:02, -5m, 'yesterday 23:50'")
    kinds = ("did", "saw", "decided", "suspected", "idea", "expected", "assumed")
    note.add_argument("--kind", metavar="KIND", choices=kinds, help="what kind of note it is")
    note.add_argument("text", nargs="*", metavar="TEXT", help="[when] [kind] text; - reads it from stdin")
