"""`oncall config`: where the configuration is, what it says, which keys there are, and what is wrong with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.visible import escape_line
from oncall_tui.output import print_json, print_message, print_result
from oncall_tui.settings.resolve import (
    CONFIGURATION,
    DEFAULT,
    KEYS,
    config_path,
    configured_values,
    own_keys,
    source,
)

if TYPE_CHECKING:
    import argparse

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.settings.settings import Settings

CHECK_FAILED = 7
TEMPLATE = """\
# oncall: what is set here is yours alone. Every line is optional; `oncall config check` reads it.
#
# author = "ana"                  # who writes; left out: the login name
# zone = "Europe/Lisbon"          # the zone in which times are shown
# share = "/mnt/team/oncall"      # the directory shared with the team, or s3://BUCKET/PREFIX
# data = "~/incidents"            # where the notes are
# theme = "auto"                  # auto, dark, light, high-contrast, terminal (its own 16 colours)
# ascii = false                   # plain characters only

[keys]
# An action by its id, and its key or keys; `oncall config keys` lists them all.
# "view.redo" = "^R"
# "view.sync-now" = "F5"
# "notes.leave-out" = ["d", "Del"]
"""


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `config`."""
    config = commands.add_parser("config", parents=[options], help="where the configuration is, what it says")
    asked = config.add_subparsers(
        metavar="path|show|keys|check|edit|init", dest="what", parser_class=type(options)
    )
    asked.add_parser("path", parents=[options], help="where it is").set_defaults(alone=show_path)
    asked.add_parser("show", parents=[options], help="what is in force, and where each value comes from")
    keys = asked.add_parser("keys", parents=[options], help="every key, with the id that [keys] knows it by")
    keys.add_argument("words", nargs="*", metavar="WORD", help="only those that have these words")
    keys.add_argument("--format", choices=("text", "md"), default="text", metavar="text|md")
    keys.set_defaults(run=show_keys)
    check = asked.add_parser("check", parents=[options], help="what is wrong with it; exit 7 if anything is")
    check.set_defaults(run=check_config)
    asked.add_parser("edit", parents=[options], help="open it in $EDITOR, then check it").set_defaults(
        alone=edit_config
    )
    asked.add_parser("init", parents=[options], help="write one that says what can be set").set_defaults(
        alone=init_config
    )
    config.set_defaults(run=show_config)


def show_path(arguments: argparse.Namespace) -> int:
    """Print the path of the configuration file."""
    path = config_path()
    if "json" in arguments:
        print_json({"path": path})
    else:
        print_result(path)
    return 0


def show_config(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Each value with where it comes from, and what is wrong in the configuration or the environment."""
    settings = services.settings
    values = {name: getattr(settings, name) for name in KEYS}
    if settings.share is not None and "://" in settings.share:
        from oncall_tui.sync.shares.share_url import shown_place

        values["share"] = shown_place(settings.share)
    sources = {name: _source(name, arguments, settings) for name in KEYS}
    own = _own_keys(settings)
    if "json" in arguments:
        problems = list(settings.problems)
        print_json({"path": config_path(), **values, "keys": own, "sources": sources, "problems": problems})
        return 0
    for name in KEYS:
        print_result(f"{name:8} {escape_line(str(values[name] or '-'))}  ({sources[name]})")
    for id, keys in own.items():
        print_result(f"{id:20} {escape_line(' '.join(keys))}")
    return 0


def _source(name: str, arguments: argparse.Namespace, settings: Settings) -> str:
    """Return where the value of a setting comes from. A value that was ignored does not count."""
    found = source(name, getattr(arguments, name, None), None if name == "data" else settings.data)
    if found == "ONCALL_ZONE" and any(problem.startswith("ONCALL_ZONE") for problem in settings.problems):
        return CONFIGURATION if settings.zone else DEFAULT
    return found


def _own_keys(settings: Settings) -> dict[str, tuple[str, ...]]:
    return own_keys(configured_values(settings.data))


def show_keys(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """List the registry of actions, with the person's own keys in force."""
    from oncall_tui.cli.own_keys import with_own_keys
    from oncall_tui.key_registry import actions
    from oncall_tui.widgets.key_names import key_name

    own = with_own_keys(services.settings).keys
    wanted = [word.casefold() for word in arguments.words]
    rows = [
        (
            action.id,
            tuple(key_name(key) for key in own.get(action.id, action.keys)),
            action.words,
            action.where,
        )
        for action in actions()
    ]
    found = [row for row in rows if all(word in _searched(row) for word in wanted)]
    if "json" in arguments:
        print_json({"keys": [dict(zip(("id", "keys", "does", "where"), row, strict=True)) for row in found]})
    elif arguments.format == "md":
        print_result(
            "\n".join(["| key | does | where | id |", "|---|---|---|---|", *map(_markdown_row, found)])
        )
    elif found:
        ids, keys = max(len(row[0]) for row in found), max(len(" ".join(row[1])) for row in found)
        print_result("\n".join(f"{row[0]:{ids}}  {' '.join(row[1]):{keys}}  {row[2]}" for row in found))
    else:
        print_message("No key has these words.")
    return 0


def _searched(row: tuple[str, tuple[str, ...], str, tuple[str, ...]]) -> str:
    id, keys, words, where = row
    return " ".join((id, *keys, words, *where)).casefold()


def _markdown_row(row: tuple[str, tuple[str, ...], str, tuple[str, ...]]) -> str:
    id, keys, words, where = row
    shown = " ".join(f"`{key}`" for key in keys)
    return f"| {shown} | {words.replace('|', chr(92) + '|')} | {', '.join(where)} | `{id}` |"


def check_config(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Name everything that is wrong, the keys included; nothing is changed."""
    from oncall_tui.cli.own_keys import key_problems

    problems = [*services.settings.problems, *key_problems(_own_keys(services.settings))]
    if "json" in arguments:
        print_json({"path": config_path(), "problems": problems})
    elif problems:
        print_result("\n".join(problems))
    else:
        print_result(
            f"{config_path()}: nothing is wrong."
            if os.path.exists(config_path())
            else "There is no configuration."
        )
    return CHECK_FAILED if problems else 0


def init_config(arguments: argparse.Namespace) -> int:
    """Write a configuration in which every line is a comment. Raises RefusedError where there is one."""
    path = config_path()
    if os.path.exists(path):
        raise RefusedError(f"{path} is there already. Nothing was changed. `oncall config edit` opens it.")
    _write_template(path)
    print_json({"path": path}) if "json" in arguments else print_result(path)
    return 0


def _write_template(path: str) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with open(path, "x", encoding="utf-8") as file:
        file.write(TEMPLATE)


def edit_config(arguments: argparse.Namespace) -> int:
    """Open the configuration in the person's editor, made first where there is none; then say what is wrong."""
    from oncall_tui.bootstrap import build_services
    from oncall_tui.cli.resolved_settings import resolve_settings
    from oncall_tui.cli.text_editor import run_editor

    path = config_path()
    if not os.path.exists(path):
        _write_template(path)
    run_editor(path, "The configuration is as you left it.")
    return check_config(arguments, build_services(resolve_settings(arguments)))
