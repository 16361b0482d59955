"""`oncall completion`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oncall_tui.cli.environment import data_directory
from oncall_tui.cli.output import show, show_json
from oncall_tui.cli.quick_find import known_incidents
from oncall_tui.storage.places import Places

if TYPE_CHECKING:
    import argparse

    from oncall_tui.cli.commands import Commands, Parser

SHELLS = ("bash", "zsh", "fish")
HANDLES = "handles"
SCRIPTS = {
    "bash": """\
_oncall() {
    local word="${COMP_WORDS[COMP_CWORD]}"
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "COMMANDS" -- "$word"))
    elif [ "$COMP_CWORD" -eq 2 ] && [[ ${COMP_WORDS[1]} = @(shell-hook|completion) ]]; then
        COMPREPLY=($(compgen -W "bash zsh fish" -- "$word"))
    elif [ "${COMP_WORDS[1]}" = run ] && [[ ${COMP_WORDS[COMP_CWORD-1]} = @(run|--) ]]; then
        COMPREPLY=($(compgen -c -- "$word"))
    else
        COMPREPLY=($(compgen -W "$(oncall completion handles 2>/dev/null)" -- "$word"))
    fi
}
complete -o bashdefault -o default -F _oncall oncall
""",
    "zsh": """\
#compdef oncall
_oncall() {
    if (( CURRENT == 2 )); then
        compadd -- COMMANDS
    else
        compadd -- ${(f)"$(oncall completion handles 2>/dev/null)"}
        _files
    fi
}
if [ "$funcstack[1]" = "_oncall" ]; then
    _oncall "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _oncall oncall
fi
""",
    "fish": """\
complete -c oncall -f -n __fish_use_subcommand -a 'COMMANDS'
complete -c oncall -n 'not __fish_use_subcommand' -a '(oncall completion handles 2>/dev/null)'
""",
}


def add_parsers(commands: Commands, options: Parser) -> None:
    completion = commands.add_parser("completion", parents=[options], help="completion for a shell")
    completion.add_argument("shell", choices=[*SHELLS, HANDLES], metavar="|".join(SHELLS))
    completion.set_defaults(alone=show_completion)


def show_completion(arguments: argparse.Namespace) -> int:
    """Print a script for the shell's own start file: `eval "$(oncall completion zsh)"`. It completes the commands, then
    the handles of incidents and the names of files."""
    from oncall_tui.cli.commands import FAMILIES

    if arguments.shell == HANDLES:
        return _show_handles(arguments)
    words = " ".join(sorted([*FAMILIES, "note"]))
    script = SCRIPTS[arguments.shell].replace("COMMANDS", words)
    if "json" in arguments:
        show_json({"shell": arguments.shell, "script": script})
    else:
        show(script)
    return 0


def _show_handles(arguments: argparse.Namespace) -> int:
    """Print what the scripts complete. A handle may be anybody's text, and shells expand what they complete: only plain
    ones are printed."""
    places = Places(data_directory(getattr(arguments, "data", None)))
    handles = [found.handle for found in known_incidents(places)]
    plain = [handle for handle in handles if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", handle)]
    if plain:
        show("\n".join(plain))
    return 0
