"""The configuration file: TOML in the platform's place, a handful of flat keys. Whatever is wrong with it is named
with its line and passed by: settings never cost a note."""

import os
import re
import stat
import tomllib
from codecs import BOM_UTF8
from functools import cache
from typing import Any, NamedTuple

from oncall_tui.cli.environment import KEYS
from oncall_tui.cli.output import say

LARGEST = 1_000_000


class Configuration(NamedTuple):
    """The values of the known keys that can be used, and what is wrong with the file, a sentence each."""

    values: dict[str, str]
    problems: tuple[str, ...] = ()


@cache
def read_configuration(path: str, signature: str) -> Configuration:
    """Read a file as it is at that signature; what is wrong in it is said on stderr, once for each process."""
    try:
        data = _bytes(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        found = Configuration({}, (f"{path} can't be read: {reason}. It is passed by.",))
    else:
        found = _configuration(path, data)
    for problem in found.problems:
        say(problem)
    return found


def _bytes(path: str) -> bytes:
    """Raises OSError or ValueError."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise ValueError("it is not a file")
    if status.st_size > LARGEST:
        raise ValueError(f"it is larger than {LARGEST // 1000} kB")
    with open(path, "rb") as file:
        return file.read().removeprefix(BOM_UTF8)


def _configuration(path: str, data: bytes) -> Configuration:
    try:
        lines = {1: (data, tomllib.loads(data.decode()))}
        problems: dict[int, str] = {}
    except (ValueError, RecursionError):
        lines, problems = _line_by_line(data)
    values: dict[str, str] = {}
    for number, (text, found) in lines.items():
        for name, value in found.items():
            if why := _complaint(name, value):
                problems[number + _line_of(name, text) - 1] = why
            else:
                values[name] = value
    return Configuration(
        values,
        tuple(f"{path}, line {number}: {why}; it is passed by." for number, why in sorted(problems.items())),
    )


def _line_by_line(data: bytes) -> tuple[dict[int, tuple[bytes, dict[str, Any]]], dict[int, str]]:
    """Read each line of a broken file for itself: a slip in one must not cost the others. Keys are flat."""
    found, problems = {}, {}
    for number, line in enumerate(data.splitlines(), 1):
        try:
            found[number] = line, tomllib.loads(line.decode())
        except UnicodeDecodeError:
            problems[number] = "it is not UTF-8"
        except (ValueError, RecursionError) as error:
            problems[number] = str(error).partition(" (at ")[0][:80]
    return found, problems


def _complaint(name: str, value: Any) -> str:
    """Tell what is wrong with a key; blank if nothing is."""
    if name not in KEYS:
        return f"there is no setting “{name}”, only {', '.join(KEYS)}"
    if not isinstance(value, str) or not value.isprintable():
        return f"{name} wants a text in quotes, on one line"
    if name == "zone" and value:
        return _zone_complaint(value)
    return ""


def _zone_complaint(name: str) -> str:
    """Tell why a zone can't be used. The table of zones is loaded for a configuration that changed, or is wrong."""
    from oncall_tui.services.incidents.zones import is_known_zone

    return "" if is_known_zone(name) else f"“{name}” is not a time zone that this machine knows"


def _line_of(name: str, text: bytes) -> int:
    """Return the line that a key or the table of its name begins on."""
    key = re.compile(rf"\s*\[*\s*[\"']?{re.escape(name)}[\"']?\s*[=.\]]")
    lines = text.decode("utf-8", "replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if key.match(line)), 1)
