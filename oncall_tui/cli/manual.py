"""The manual page, made from the parser: what `--help` says of every command, as `man` reads it."""

from __future__ import annotations

import argparse

from oncall_tui.cli.whole_parser import subparsers

FILES = """\
.TP
.I <data>/incidents/ID.json
One incident: a record a line. <data> is where `oncall doctor` says; ONCALL_DATA or \\-\\-data name another place.
.TP
.I config.toml
The configuration; `oncall config path` says where, `oncall config init` writes one.
"""
ENVIRONMENT = (
    ("ONCALL_DATA", "the data directory"),
    ("ONCALL_SHARE", "the shared directory, or s3://BUCKET/PREFIX"),
    ("ONCALL_AUTHOR", "who writes"),
    ("ONCALL_ZONE", "the shown time zone"),
    ("ONCALL_INCIDENT", "the incident that is meant where none is named"),
    ("ONCALL_THEME", "auto, dark, light, high-contrast or terminal"),
    ("ONCALL_CONFIG", "the directory of the configuration"),
    ("NO_COLOR", "no colours"),
)
# The help of every command has these; the page tells them once.
COMMON = frozenset(
    {"help", "data", "share", "json", "zone", "no_color", "ascii", "quiet", "version", argparse.SUPPRESS}
)


def manual_page(parser: argparse.ArgumentParser) -> str:
    """Return the page in roff."""
    from oncall_tui.cli.commands import DESCRIPTION, EPILOG

    parts = [
        '.TH ONCALL 1 "" "oncall\\-tui" "User Commands"',
        ".SH NAME",
        "oncall \\- incident retrospectives in a terminal",
        ".SH SYNOPSIS",
        ".B oncall\n[INC]\n.br\n.B oncall\nCOMMAND [OPTION]... [ARGUMENT]...",
        ".SH DESCRIPTION",
        roff(DESCRIPTION.strip()),
        ".PP",
        roff(EPILOG.strip()),
        ".SH OPTIONS",
        *(_entry(action) for action in parser._get_optional_actions()),
        ".SH COMMANDS",
        *_commands(parser, "oncall"),
        ".SH ENVIRONMENT",
        *(f".TP\n.B {roff(name)}\n{roff(words)}" for name, words in ENVIRONMENT),
        ".SH FILES",
        FILES.strip(),
    ]
    return "\n".join(parts) + "\n"


def _commands(parser: argparse.ArgumentParser, name: str) -> list[str]:
    """Each command with its own arguments, then the commands below it."""
    helps = {
        choice.dest: choice.help or ""
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for choice in action._choices_actions
    }
    made: list[str] = []
    for verb, child in subparsers(parser).items():
        words = child.description or helps.get(verb, "")
        made += [f".SS {roff(_usage(child, f'{name} {verb}'))}", _paragraphs(words)]
        own = [action for action in child._get_optional_actions() if action.dest not in COMMON]
        made += [_entry(action) for action in (*child._get_positional_actions(), *own) if action.help]
        made += _commands(child, f"{name} {verb}")
    return made


def _usage(parser: argparse.ArgumentParser, name: str) -> str:
    """`oncall use INC`: the name and what is to be given."""
    given = [
        str(action.metavar or action.dest)
        for action in parser._get_positional_actions()
        if not isinstance(action, argparse._SubParsersAction)
    ]
    return " ".join((name, *given))


def _entry(action: argparse.Action) -> str:
    value = f" {action.metavar}" if action.metavar and action.nargs != 0 and action.option_strings else ""
    names = ", ".join(f"{option}{value}" for option in action.option_strings) or str(
        action.metavar or action.dest
    )
    return f".TP\n.B {roff(names)}\n{roff((action.help or '').replace('%%', '%'))}"


def _paragraphs(text: str) -> str:
    """Return texts that are laid out by hand keep their lines."""
    return f".nf\n{roff(text.strip())}\n.fi" if "\n" in text else roff(text)


def roff(text: str) -> str:
    """Text as it stands: no line is a request, no dash a hyphen."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in escaped.splitlines())
