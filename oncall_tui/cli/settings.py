"""`oncall config` and `oncall completion`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.cli.environment import KEYS, config_path, configured
from oncall_tui.cli.output import show, show_json
from oncall_tui.domain.visible import visible_line

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import Services
    from oncall_tui.cli.commands import Commands, Parser

SHELLS = ("bash", "zsh", "fish")


def add_parsers(commands: Commands, options: Parser) -> None:
    config = commands.add_parser("config", parents=[options], help="where the configuration is, what it says")
    asked = config.add_subparsers(metavar="path|show", dest="what", required=True, parser_class=type(options))
    asked.add_parser("path", parents=[options], help="where it is").set_defaults(alone=show_path)
    asked.add_parser("show", parents=[options], help="what is in force").set_defaults(run=show_config)
    completion = commands.add_parser("completion", parents=[options], help="completion for a shell")
    completion.add_argument("shell", choices=SHELLS)
    completion.set_defaults(alone=show_completion)


def show_path(arguments: argparse.Namespace) -> int:
    path = config_path()
    if "json" in arguments:
        show_json({"path": path})
    else:
        show(path)
    return 0


def show_config(arguments: argparse.Namespace, services: Services) -> int:
    settings = services.settings
    values = {
        "data": settings.data,
        "author": settings.author,
        "zone": settings.zone,
        "share": settings.share,
    }
    said = configured(settings.data)
    if "json" in arguments:
        show_json({"path": config_path(), **values})
        return 0
    for name in KEYS:
        origin = "configured" if said.get(name) == values[name] and name in said else "environment or default"
        show(f"{name:8} {visible_line(str(values[name] or '-'))}  ({origin})")
    return 0


def show_completion(arguments: argparse.Namespace) -> int:
    """A script for the shell's own start file. It completes the commands."""
    from oncall_tui.cli.commands import FAMILIES

    words = " ".join(sorted([*FAMILIES, "note"]))
    scripts = {
        "bash": f"complete -W '{words}' oncall\n",
        "zsh": f"#compdef oncall\ncompadd -- {words}\n",
        "fish": f"complete -c oncall -f -n __fish_use_subcommand -a '{words}'\n",
    }
    script = scripts[arguments.shell]
    if "json" in arguments:
        show_json({"shell": arguments.shell, "script": script})
    else:
        show(script)
    return 0
