"""`oncall status`: one line on the current incident, for tmux, a prompt or a pane; as light as `oncall note` (BUDGETS).

What it says is kept while nothing changes; its usual options are read without argparse, which is asked for all else.
"""

from __future__ import annotations

import os
import sys
import time

from oncall_tui.cli.incident_lookup import current_incident, find_incident_fast
from oncall_tui.cli.note_arguments import find_command
from oncall_tui.domain.duration_text import duration_text
from oncall_tui.output import force_ascii_output, print_result
from oncall_tui.settings.resolve import author, data_directory
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.status_file import keep_status, read_status, status_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from oncall_tui.cli.commands import Commands, OncallArgumentParser

VALUED = {
    "--format": "format",
    "-i": "incident",
    "--incident": "incident",
    "--data": "data",
    "--share": "share",
    "--zone": "zone",
}
SWITCHES = ("--watch", "--json", "--ascii", "--no-color", "-q", "--quiet")
# `{name}` -> what it stands for.
FIELDS = {
    "handle": "the incident's handle",
    "title": "its title",
    "severity": "SEV1",
    "stage": "responding, timeline, write-up, review or complete",
    "elapsed": "47m since detected, or detected→resolved 1h12m",
    "update": "update in 12m, or update late 5m; blank where none is promised",
    "new": "how many notes others wrote since your last one; blank for none",
    "unread": "how many comments of the review you have not read; blank for none",
    "id": "its id",
}
DESCRIPTION = """\
One line on the current incident, and nothing where there is none:
`checkout-5xx SEV1 47m since detected · update late 5m · 3 new`. In tmux: `set -g status-right '#(oncall status)'`.
"""
SECOND, MINUTE = 1_000_000, 60


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `status`."""
    fields = "; ".join(f"{{{name}}} {told}" for name, told in FIELDS.items()).replace("%", "%%")
    status = commands.add_parser(
        "status", parents=[options], help="one line for tmux or a prompt", description=DESCRIPTION
    )
    status.add_argument("-i", "--incident", metavar="INC", help="else ONCALL_INCIDENT, else the current one")
    status.add_argument("--format", metavar="TEXT", help=f"a text of one's own: {fields}")
    status.add_argument("--watch", action="store_true", help="go on, a line a second, until ctrl+c")
    status.set_defaults(alone=show_status)


def run_status(words: list[str]) -> int | None:
    """Show the status; the exit code. None where the words are another command's, or argparse's. Raises OncallError."""
    options = _read_options(words) if find_command(words) == "status" else None
    if options is None:
        return None
    if "ascii" in options:
        force_ascii_output()
    return _Status(options).run()


def show_status(arguments: argparse.Namespace) -> int:
    """Print the status line of the current incident, for a shell prompt."""
    options = {name: value for name, value in vars(arguments).items() if value}
    return _Status(options).run()


def _read_options(words: list[str]) -> dict[str, Any] | None:
    options: dict[str, Any] = {}
    rest = list(words)
    rest.remove("status")
    while rest:
        option, equals, value = rest.pop(0).partition("=")
        if option in VALUED and (equals or rest):
            options[VALUED[option]] = value if equals else rest.pop(0)
        elif option in SWITCHES and not equals:
            options[option.lstrip("-")] = True
        else:
            return None
    return options


class _Status:
    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        self._data = data_directory(options.get("data"))
        self._places = DataPaths(self._data)
        self._author = author(self._data)

    def run(self) -> int:
        template = self._options.get("format")
        if template is not None:
            _fill(template, dict.fromkeys(FIELDS, ""))  # refused before anything else
        if self._options.get("watch"):
            return self._watch()
        values = self._values()
        if self._options.get("json"):
            from oncall_tui.output import print_json

            print_json({"incident": None if values is None else _as_json(values)})
        elif line := self._line(values):
            print_result(line)
        return 0

    def _watch(self) -> int:
        """Redraw one line on a terminal; elsewhere print a line whenever it differs. Ends with ctrl+c."""
        is_terminal, before = sys.stdout.isatty(), None
        while True:
            line = self._line(self._values())
            if is_terminal:
                from oncall_tui.domain.visible import escape_line

                columns = os.get_terminal_size(sys.stdout.fileno()).columns
                sys.stdout.write(f"\r{escape_line(line)[: columns - 1]}\x1b[K")
            elif line != before:
                print_result(line)
            sys.stdout.flush()
            before = line
            time.sleep(1)

    def _values(self) -> dict[str, str] | None:
        """Return the values of the incident's fields; None where no incident is current. Raises OncallError."""
        named = self._options.get("incident") or os.environ.get("ONCALL_INCIDENT")
        found = find_incident_fast(self._places, named) if named else current_incident(self._places)
        if found is None:
            return None
        try:
            key = status_key(self._places, found.id, self._author)
        except OSError:
            return None
        kept = read_status(self._places, key)
        if kept is None:
            kept = self._read(found.id)
            keep_status(self._places, key, kept)
        return kept

    def _read(self, incident: str) -> dict[str, str]:
        """Read the incident itself, after it changed."""
        from oncall_tui.bootstrap import build_services
        from oncall_tui.read_models.status import status_values
        from oncall_tui.settings.settings import Settings

        services = build_services(Settings(data=self._data, author=self._author))
        view = services.incidents.view(incident)
        has_comments = bool(view.tables.get("comments"))
        unread = len(services.reviews.view(incident).unread_threads(self._author)) if has_comments else 0
        return dict(status_values(view, self._author, unread))

    def _line(self, values: dict[str, str] | None) -> str:
        if values is None:
            return ""
        fields = _fields(values)
        template = self._options.get("format")
        return _usual(fields) if template is None else _fill(template, fields)


def _fields(values: dict[str, str]) -> dict[str, str]:
    now = time.time_ns() // 1000
    elapsed = values["took"]
    if values["since_at"]:
        elapsed = f"{_age(now - int(values['since_at']))} since {values['since']}"
    update = ""
    if due := values["next_update_at"]:
        left = int(due) - now
        update = f"update in {_age(left)}" if left >= 0 else f"update late {_age(-left)}"
    counts = {name: "" if values[name] == "0" else values[name] for name in ("new", "unread")}
    return {**{name: values.get(name, "") for name in FIELDS}, "elapsed": elapsed, "update": update, **counts}


def _age(microseconds: int) -> str:
    minutes = max(0, microseconds) // SECOND // MINUTE
    return duration_text(minutes * MINUTE) if minutes else "0m"


def _usual(fields: dict[str, str]) -> str:
    """`checkout-5xx SEV1 47m since detected · update late 5m · 3 new · 2 unread`."""
    first = " ".join(filter(None, (fields["handle"], fields["severity"], fields["elapsed"])))
    counts = [f"{fields[name]} {name}" for name in ("new", "unread") if fields[name]]
    return " · ".join(filter(None, (first, fields["update"], *counts)))


def _fill(template: str, fields: dict[str, str]) -> str:
    """Put the fields into their places. Raises RefusedError for one that is not known. `{{` and `}}` are braces."""
    parts, rest = [], template
    while rest:
        if rest[:2] in ("{{", "}}"):
            parts.append(rest[0])
            rest = rest[2:]
        elif rest[0] == "{":
            name, _, rest = rest[1:].partition("}")
            parts.append(_field(name, fields))
        else:
            parts.append(rest[0])
            rest = rest[1:]
    return "".join(parts)


def _field(name: str, fields: dict[str, str]) -> str:
    if name not in fields:
        from oncall_tui.domain.errors import RefusedError

        names = ", ".join(f"{{{each}}}" for each in fields)
        raise RefusedError(f"There is no {{{name}}} in a status. Nothing was shown. Use {names}.")
    return fields[name]


def _as_json(values: dict[str, str]) -> dict[str, Any]:
    from oncall_tui.domain.instants import format_instant

    now = time.time_ns() // 1000
    due, since = values["next_update_at"], values["since_at"]
    return {
        **{name: values[name] for name in ("id", "handle", "title")},
        "severity": values["severity"] or None,
        "stage": values["stage"],
        "since": values["since"] or None,
        "since_at": format_instant(int(since)) if since else None,
        "elapsed": _fields(values)["elapsed"] or None,
        "next_update_at": format_instant(int(due)) if due else None,
        "update_late": bool(due) and int(due) < now,
        "new": int(values["new"]),
        "unread": int(values["unread"]),
    }
