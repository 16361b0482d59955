"""`oncall completion`: scripts for the shells, made by shtab from the parser of every command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oncall_tui.cli.incident_lookup import known_incidents
from oncall_tui.output import print_json, print_result
from oncall_tui.settings.resolve import data_directory
from oncall_tui.storage.paths import DataPaths

if TYPE_CHECKING:
    import argparse

    from oncall_tui.cli.commands import Commands, OncallArgumentParser

SHELLS = ("bash", "zsh", "fish")
HANDLES = "handles"
ASK = "oncall completion handles 2>/dev/null"
# What a shell does for an argument, by what its metavar holds. bash: a function given the word; zsh: an action of
# _arguments; fish: what is put between the words of `-a`.
INCIDENTS = {
    "bash": "_oncall_handles",
    "zsh": "_oncall_handles",
    "fish": f"({ASK})",
}
INCIDENTS_AND_FILES = {
    "bash": "_oncall_handles_and_files",
    "zsh": "_oncall_handles_and_files",
    "fish": f"({ASK}; __fish_complete_path (commandline -ct))",
}
FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "fish": "(__fish_complete_path (commandline -ct))"}
DIRECTORIES = {
    "bash": "_shtab_compgen_dirs",
    "zsh": "_files -/",
    "fish": "(__fish_complete_directories (commandline -ct))",
}
COMMANDS = {
    "bash": "_oncall_commands",
    "zsh": "_command_names -e",
    "fish": "(__fish_complete_command)",
}
PREAMBLES = {
    "bash": f"""\
_oncall_handles() {{ compgen -W "$({ASK})" -- "$1"; }}
_oncall_handles_and_files() {{ _oncall_handles "$1"; compgen -f -- "$1"; }}
_oncall_commands() {{ compgen -c -- "$1"; }}
""",
    "zsh": f"""\
(( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit }}
_oncall_handles() {{ compadd -- ${{(f)"$({ASK})"}} }}
_oncall_handles_and_files() {{ _oncall_handles; _files }}
""",
    "fish": "",
}


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the commands `completion` and `man`."""
    completion = commands.add_parser("completion", parents=[options], help="completion for a shell")
    completion.add_argument("shell", choices=[*SHELLS, HANDLES], metavar="|".join(SHELLS))
    completion.set_defaults(alone=show_completion)
    manual = commands.add_parser("man", parents=[options], help="the manual page: oncall man | man -l -")
    manual.set_defaults(alone=show_manual)


def show_completion(arguments: argparse.Namespace) -> int:
    """Print a script for the shell's own start file: `eval "$(oncall completion zsh)"`. It completes commands, their
    options, the handles of incidents and the names of files."""
    if arguments.shell == HANDLES:
        return _show_handles(arguments)
    script = completion_script(arguments.shell)
    if "json" in arguments:
        print_json({"shell": arguments.shell, "script": script})
    else:
        print_result(script)
    return 0


def completion_script(shell: str) -> str:
    """Return the script for bash, zsh or fish."""
    import shtab

    from oncall_tui.cli.whole_parser import every_parser, whole_parser

    parser = whole_parser()
    for each in every_parser(parser):
        each.description = None  # the few words of its help are enough beside a completion
        for action in each._actions:
            if (completed := _completed(action)) is not None:
                action.complete = completed  # type: ignore[attr-defined]  # shtab's way to be told
    return str(shtab.complete(parser, shell, preamble=PREAMBLES[shell]))


def _completed(action: argparse.Action) -> dict[str, str] | None:
    """Return what completes an argument, by the words of its metavar."""
    if action.metavar == "|".join(SHELLS):
        action.choices = SHELLS
    words = set(re.findall(r"[A-Z]+", str(action.metavar or "")))
    if action.choices:
        return None
    if "CMD" in words:
        return COMMANDS
    if {"INC", "FILE"} <= words:
        return INCIDENTS_AND_FILES
    if "INC" in words:
        return INCIDENTS
    return FILES if "FILE" in words else DIRECTORIES if "DIR" in words else None


def show_manual(arguments: argparse.Namespace) -> int:
    """Print the manual page, as `man` reads it."""
    from oncall_tui.cli.manual import manual_page
    from oncall_tui.cli.whole_parser import whole_parser

    print_result(manual_page(whole_parser()))
    return 0


def _show_handles(arguments: argparse.Namespace) -> int:
    """Print what the scripts complete. A handle may be anybody's text, and shells expand what they complete: only plain
    ones are printed."""
    places = DataPaths(data_directory(getattr(arguments, "data", None)))
    handles = [found.handle for found in known_incidents(places)]
    plain = [handle for handle in handles if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", handle)]
    if plain:
        print_result("\n".join(plain))
    return 0
