"""`oncall demo`: the screens on a throwaway copy of worked incidents, one per stage."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from oncall_tui.output import print_json, print_message, print_result

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from oncall_tui.bootstrap import ServiceContainer
    from oncall_tui.cli.commands import Commands, OncallArgumentParser
    from oncall_tui.settings.settings import Settings

PREFIX = "oncall-demo-"
# In a throwaway copy: locked as long as the process lives that made it. A copy that is kept has none.
HELD = "throwaway.lock"


def add_parsers(commands: Commands, options: OncallArgumentParser) -> None:
    """Add the command `demo`."""
    demo = commands.add_parser(
        "demo", parents=[options], help="the screens on a throwaway copy of worked incidents"
    )
    demo.add_argument(
        "--path", action="store_true", help="make the copy, keep it, and print its data directory instead"
    )
    demo.set_defaults(run=run_demo)


def run_demo(arguments: argparse.Namespace, services: ServiceContainer) -> int:
    """Your own data and share are not touched. Raises RefusedError without a terminal, unless `--path` is given."""
    if arguments.path:
        return _keep_copy(arguments, services.settings)
    from oncall_tui.cli.open_tui import check_terminal, open_screens

    check_terminal(
        "`oncall demo --path` makes the same copy for commands: ONCALL_DATA=$(oncall demo --path)."
    )
    with throwaway_directory() as data:
        settings = demo_settings(services.settings, data)
        populate_demo(settings)
        return open_screens(settings, None)


@contextmanager
def throwaway_directory() -> Iterator[str]:
    """Yield a directory that is gone afterwards; remove those that a killed demo left behind."""
    from filelock import FileLock

    with tempfile.TemporaryDirectory(prefix=PREFIX) as data, FileLock(os.path.join(data, HELD)):
        for left in _left_behind(data):
            shutil.rmtree(left, ignore_errors=True)
        yield data


def _left_behind(mine: str) -> list[str]:
    """Return the throwaway copies beside mine, of the same person, that no process holds any more."""
    person = os.stat(mine).st_uid
    with os.scandir(os.path.dirname(mine)) as entries:
        return [
            entry.path
            for entry in entries
            if entry.name.startswith(PREFIX) and _is_of(entry, person) and _is_free(entry.path)
        ]


def _is_of(entry: os.DirEntry[str], person: int) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_uid == person
    except OSError:  # it is being removed at this moment
        return False


def _is_free(path: str) -> bool:
    from filelock import FileLock, Timeout

    lock = os.path.join(path, HELD)
    if not os.path.exists(lock):
        return False
    try:
        with FileLock(lock, blocking=False):
            return True
    except (Timeout, OSError):
        return False


def demo_settings(settings: Settings, data: str) -> Settings:
    """Return the person's settings on a data directory of the demo's own, away from their share and incidents."""
    return settings._replace(data=data, share=None, incident=None, demo=True)


def populate_demo(settings: Settings) -> None:
    """Tell the worked incidents into the data directory of these settings."""
    from oncall_tui.bootstrap import build_services, system_clock
    from oncall_tui.services.demo.demo import play_stories, worked_incidents

    plain = settings._replace(zone=None)
    play_stories(
        worked_incidents(system_clock()),
        lambda author, clock: build_services(plain._replace(author=author), clock),
    )


def _keep_copy(arguments: argparse.Namespace, settings: Settings) -> int:
    data = tempfile.mkdtemp(prefix=PREFIX)
    populate_demo(demo_settings(settings, data))
    if "json" in arguments:
        print_json({"data": data})
    else:
        print_result(data)
    if "quiet" not in arguments:
        print_message(
            f"A copy of the worked incidents; remove it when you like. ONCALL_DATA={data} oncall list"
        )
    return 0
