"""The two ways out of the command line: results to stdout, words to stderr; every text made visible (DESIGN)."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO

# The signs that this program writes itself, in ASCII.
PLAIN = str.maketrans(
    {
        "·": "-",
        "…": "...",
        "→": "->",
        "—": "-",
        "×": "x",
        "✓": "ok",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
    }
)


def print_result(text: str, *, byte_order_mark: bool = False) -> None:
    """Print a result for a person, which may hold what others wrote; `byte_order_mark`: for Excel."""
    _write(sys.stdout, ("\ufeff" if byte_order_mark else "") + _visible(text))


def print_json(value: Any) -> None:
    """Print a result for a program: ASCII-escaped, raw text as it came. Indented only for a person who looks at it,
    since that takes ten times as long.
    """
    _write(sys.stdout, json_text(value))


def json_text(value: Any) -> str:
    """Return what `print_json` prints."""
    import json

    return json.dumps(value, indent=2 if sys.stdout.isatty() else None)


def print_message(text: str) -> None:
    """Words beside the result. Where they can't be written, what they are about is done all the same."""
    try:
        _write(sys.stderr, _visible(text))
    except OSError:
        return


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    from oncall_tui.domain.visible import escape_controls

    return escape_controls(text)


def force_ascii_output() -> None:
    """`--ascii`: from here on nothing but ASCII is written."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="ascii")


def _write(stream: TextIO, text: str) -> None:
    """Characters that the terminal's encoding lacks are written in plain ones or escaped, not a reason to fail."""
    encoding = stream.encoding or "ascii"
    if not text.isascii():
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            plain = text.translate(PLAIN)
            text = plain.encode(encoding, "backslashreplace").decode(encoding)
    stream.write(text if text.endswith("\n") else text + "\n")
