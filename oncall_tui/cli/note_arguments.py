"""The words of `oncall note`: known options count anywhere before `--`; any other word is text (DESIGN).

`-5m`, `--help-desk` and `:-)` are text too, since a note is never refused; argparse would refuse them.
"""

from __future__ import annotations

# Option -> the name of its value; None for a switch.
OPTIONS = {
    "--data": "data",
    "--share": "share",
    "--zone": "zone",
    "-i": "incident",
    "--incident": "incident",
    "--at": "at",
    "--kind": "kind",
    "--json": None,
    "--no-color": None,
    "--ascii": None,
    "-q": None,
    "--quiet": None,
}
HELP = ("-h", "--help")
VERSION = "--version"
VALUED = tuple(option for option, name in OPTIONS.items() if name)


class NoteArguments:
    """Parsed arguments of `oncall note`: `values` of options, `switches`, and the words of the text (`-` alone
    reads stdin).
    """

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.switches: set[str] = set()
        self.text: list[str] = []
        self.reads_stdin = False
        self.is_literal = False  # nothing stands before the `--`
        self.missing = ""
        self.wants_help = False
        self.wants_version = False


def parse_note_arguments(words: list[str]) -> NoteArguments:
    """Split the words after `oncall`, the word `note` among them, into options and text."""
    read, rest, named = NoteArguments(), list(words), False
    literal: list[str] = []
    if "--" in rest:
        at = rest.index("--")
        rest, literal = rest[:at], rest[at + 1 :]
    while rest:
        word = rest.pop(0)
        option, equals, value = word.partition("=")
        if word in OPTIONS or (equals and option in VALUED):
            _take_option(read, option, value if equals else None, rest)
        elif word in HELP and not read.text:
            read.wants_help = True
        elif word == VERSION and not read.text:
            read.wants_version = True
        elif word == "note" and not named:
            named = True
        else:
            read.text.append(word)
    read.reads_stdin = read.text == ["-"] and not literal
    read.is_literal = not read.text
    read.text += literal
    return read


def find_command(words: list[str]) -> str | None:
    """Return the first word that is no global option: the command."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in VALUED:
            del rest[:1]
        elif not word.startswith("-"):
            return word
        elif word == "--":
            return None
    return None


def _take_option(read: NoteArguments, option: str, value: str | None, rest: list[str]) -> None:
    name = OPTIONS[option]
    if name is None:
        read.switches.add(option)
    elif value is not None:
        read.values[name] = value
    elif rest:
        read.values[name] = rest.pop(0)
    else:
        read.missing = option
