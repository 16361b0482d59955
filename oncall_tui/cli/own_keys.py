"""The table `[keys]` of the configuration, checked before the screens open.

The check needs every view's bindings, which take as long to load as a first frame: what it found is kept under what it
was asked, and asked again only for other keys or another version of the program.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from oncall_tui.settings.resolve import config_path, configured_values, own_keys
from oncall_tui.storage.checked import checked, with_checksum

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from oncall_tui.key_check import Problem
    from oncall_tui.settings.settings import Settings

KEPT = "oncall keys 1"


def with_own_keys(settings: Settings) -> Settings:
    """Return the settings with the person's keys that can be taken, and what is wrong with the others."""
    wanted = own_keys(configured_values(settings.data))
    if not wanted:
        return settings
    path = os.path.join(settings.data, "keys")
    kept = _kept(path, wanted)
    if kept is None:
        kept = _checked(wanted)
        _keep(path, kept)
    keys = {id: tuple(each) for id, each in kept["taken"].items()}
    return settings._replace(keys=keys, problems=(*settings.problems, *kept["problems"]))


def key_problems(wanted: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return what is wrong with these keys, a sentence each, with their lines in the configuration."""
    from oncall_tui.key_check import check_keys

    return [_sentence(problem, wanted) for problem in check_keys(wanted).problems]


def _checked(wanted: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    from oncall_tui.key_check import check_keys

    found = check_keys(wanted)
    problems = [_sentence(problem, wanted) for problem in found.problems]
    return {"asked": _asked(wanted), "taken": dict(found.keymap), "problems": problems}


def _sentence(problem: Problem, wanted: Mapping[str, tuple[str, ...]]) -> str:
    """Name both places of a clash: the line of this setting, and of the other where that is one too."""
    from oncall_tui.settings.config_file import line_of_key

    path = config_path()
    lines = [line_of_key(path, other) for other in problem.others if other in wanted]
    also = f", which line {lines[0]} sets" if lines else ""
    line = line_of_key(path, problem.id)
    return f"{path}, line {line}: {problem.id}: {problem.why}{also}. It keeps the key that it had."


def _asked(wanted: Mapping[str, tuple[str, ...]]) -> list[object]:
    """Return what the cached answer depends on: the keys, their lines, and this version's bindings."""
    from oncall_tui import stylesheets

    status = os.stat(config_path())
    return [
        sorted((id, *keys) for id, keys in wanted.items()),
        os.stat(stylesheets.__file__).st_mtime_ns,
        status.st_mtime_ns,
    ]


def _kept(path: str, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, Any] | None:
    try:
        with open(path, "rb") as file:
            found = json.loads(checked(KEPT, file.read()) or b"{}")
        asked = json.loads(json.dumps(_asked(wanted)))
    except (OSError, ValueError):
        return None
    return found if found.get("asked") == asked else None


def _keep(path: str, value: dict[str, Any]) -> None:
    try:
        with open(path, "wb", opener=_private) as file:
            file.write(with_checksum(KEPT, json.dumps(value).encode()))
    except OSError:
        return


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
