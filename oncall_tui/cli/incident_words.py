"""The words of a command that may begin with an incident: `[INC] SECTION TEXT`, `[INC] KIND TEXT` (RETROSPECTIVE 10).

A closed word (a section, a kind) is never taken for an incident; with one word too many the first is the incident.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import RefusedError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import OncallArgumentParser

INC = "an id, a handle or any unique prefix; left out: the current incident"


def add_incident_option(parser: OncallArgumentParser) -> None:
    """`-i INC`, which says the incident too."""
    parser.add_argument("-i", "--incident", dest="inc", metavar="INC", default=None, help=INC)


def find_incident(arguments: argparse.Namespace, services: ServiceContainer, word: str | None = None) -> str:
    """Return the incident of a word, or of `-i`, else the current one. Raises RefusedError where both are given."""
    if word is not None and arguments.inc is not None:
        raise RefusedError(
            f"Both {word!r} and -i {arguments.inc!r} name an incident. Nothing was changed. Name one."
        )
    return services.find_incident(word if word is not None else arguments.inc)


def split_incident(
    words: Sequence[str], most: int, is_closed: Callable[[str], bool]
) -> tuple[str | None, list[str]]:
    """Return the incident's word, if there is one, and the rest. `most`: how many words the rest has at most.

    Raises RefusedError for more words than that.
    """
    rest = list(words)
    if len(rest) > most + 1:
        raise RefusedError(
            f"There are {len(rest)} words. Nothing was changed. Give a text as one argument, in quotes."
        )
    begins = len(rest) > most or (len(rest) > 1 and not is_closed(rest[0]) and is_closed(rest[1]))
    return (rest.pop(0), rest) if begins else (None, rest)


def read_text(word: str) -> str:
    """Return the text that a word gives: itself, or for `-` what stands on standard input."""
    if word != "-":
        return word
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").removesuffix("\n")
