"""`oncall config` and `oncall completion`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oncall_tui.cli.environment import CONFIGURATION, DEFAULT, KEYS, config_path, data_directory, source
from oncall_tui.cli.output import show, show_json
from oncall_tui.cli.quick_find import known_incidents
from oncall_tui.domain.visible import visible_line
from oncall_tui.storage.places import Places

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import Services
    from oncall_tui.cli.commands import Commands, Parser
    from oncall_tui.services.settings import Settings

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
    config = commands.add_parser("config", parents=[options], help="where the configuration is, what it says")
    asked = config.add_subparsers(metavar="path|show", dest="what", parser_class=type(options))
    asked.add_parser("path", parents=[options], help="where it is").set_defaults(alone=show_path)
    asked.add_parser("show", parents=[options], help="what is in force, and where each value comes from")
    config.set_defaults(run=show_config)
    completion = commands.add_parser("completion", parents=[options], help="completion for a shell")
    completion.add_argument("shell", choices=[*SHELLS, HANDLES], metavar="|".join(SHELLS))
    completion.set_defaults(alone=show_completion)


def show_path(arguments: argparse.Namespace) -> int:
    path = config_path()
    if "json" in arguments:
        show_json({"path": path})
    else:
        show(path)
    return 0


def show_config(arguments: argparse.Namespace, services: Services) -> int:
    """Each value with where it comes from, and what is wrong in the configuration or the environment."""
    settings = services.settings
    values = {name: getattr(settings, name) for name in KEYS}
    if settings.share is not None and "://" in settings.share:
        from oncall_tui.sync.share_url import shown_place

        values["share"] = shown_place(settings.share)
    sources = {name: _source(name, arguments, settings) for name in KEYS}
    if "json" in arguments:
        show_json({"path": config_path(), **values, "sources": sources, "problems": list(settings.problems)})
        return 0
    for name in KEYS:
        show(f"{name:8} {visible_line(str(values[name] or '-'))}  ({sources[name]})")
    return 0


def _source(name: str, arguments: argparse.Namespace, settings: Settings) -> str:
    """Where a value comes from. One that was passed by does not count."""
    found = source(name, getattr(arguments, name, None), None if name == "data" else settings.data)
    if found == "ONCALL_ZONE" and any(problem.startswith("ONCALL_ZONE") for problem in settings.problems):
        return CONFIGURATION if settings.zone else DEFAULT
    return found


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
