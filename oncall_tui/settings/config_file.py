"""The configuration file: TOML in the platform's place, a handful of flat keys. Whatever is wrong with it is named
with its line and passed by: settings never cost a note."""

import os
import re
import stat
import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from oncall_tui.output import print_message
from oncall_tui.settings.resolve import KEYS, OWN_KEYS, SEPARATOR

LARGEST = 1_000_000
TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
THEMES = ("auto", "dark", "light", "high-contrast", "terminal")
ALLOWED = {"theme": THEMES, "ascii": ("true", "false")}


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
        print_message(problem)
    return found


def _bytes(path: str) -> bytes:
    """Raise OSError or ValueError."""
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
            if name == OWN_KEYS and isinstance(value, dict):
                for id, keys in _flat(value):
                    if why := _keys_complaint(id, keys):
                        problems[number + _line_of(id, text) - 1] = why
                    else:
                        values[f"{OWN_KEYS}.{id}"] = SEPARATOR.join([keys] if isinstance(keys, str) else keys)
            elif why := _complaint(name, value):
                problems[number + _line_of(name, text) - 1] = why
            else:
                values[name] = str(value).lower() if isinstance(value, bool) else value
    return Configuration(
        values,
        tuple(f"{path}, line {number}: {why}; it is passed by." for number, why in sorted(problems.items())),
    )


def _line_by_line(data: bytes) -> tuple[dict[int, tuple[bytes, dict[str, Any]]], dict[int, str]]:
    """Read each line of a broken file for itself, in its table: a slip in one must not cost the others."""
    found: dict[int, tuple[bytes, dict[str, Any]]] = {}
    problems: dict[int, str] = {}
    table = ""
    for number, line in enumerate(data.splitlines(), 1):
        try:
            read = tomllib.loads(line.decode())
            if header := TABLE.match(line.decode()):
                table = header[1]
            elif read:
                found[number] = line, {table: read} if table else read
        except UnicodeDecodeError:
            problems[number] = "it is not UTF-8"
        except (ValueError, RecursionError) as error:
            problems[number] = str(error).partition(" (at ")[0][:80]
    return found, problems


def line_of_key(path: str, id: str) -> int:
    """Return the line of the file that an action's keys are on."""
    try:
        return _line_of(id, _bytes(path))
    except (OSError, ValueError):
        return 1


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """`notes.write = "b"` is a table in a table; `"notes.write" = "b"` is not. Both mean one action."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _keys_complaint(id: str, value: Any) -> str:
    """Tell why this can't be an action's keys. Whether they are keys, and free, is checked when they are used."""
    keys = [value] if isinstance(value, str) else value
    if not id.isprintable() or "=" in id:
        return "that is no id of an action"
    if (
        isinstance(keys, list)
        and keys
        and all(isinstance(key, str) and key.isprintable() and key for key in keys)
    ):
        return ""
    return f'{id} wants a key in quotes, or several: ["d", "f8"]'


def _complaint(name: str, value: Any) -> str:
    """Tell what is wrong with a key; blank if nothing is."""
    if name not in KEYS:
        near = get_close_matches(name, (*KEYS, OWN_KEYS), 1)
        meant = f": did you mean {near[0]}?" if near else f", only {', '.join(KEYS)} and [{OWN_KEYS}]"
        return f"there is no setting “{name}”{meant}"
    if name in ALLOWED:
        return choice_complaint(name, value)
    if not isinstance(value, str) or not value.isprintable():
        return f"{name} wants a text in quotes, on one line"
    if name == "zone" and value:
        return _zone_complaint(value)
    return ""


def choice_complaint(name: str, value: Any) -> str:
    """Tell which values there are, for a setting that has few."""
    words = str(value).lower() if isinstance(value, bool) else value
    if words in ALLOWED[name]:
        return ""
    near = get_close_matches(str(words), ALLOWED[name], 1)
    meant = f": did you mean {near[0]}?" if near else f", only {', '.join(ALLOWED[name])}"
    return f"{name} can't be “{value}”{meant}"


def _zone_complaint(name: str) -> str:
    """Tell why a zone can't be used. The table of zones is loaded for a configuration that changed, or is wrong."""
    from oncall_tui.read_models.zones import is_known_zone

    return "" if is_known_zone(name) else f"“{name}” is not a time zone that this machine knows"


def _line_of(name: str, text: bytes) -> int:
    """Return the line that a key or the table of its name begins on."""
    lines = text.decode("utf-8", "replace").splitlines()
    for written in (name, name.rpartition(".")[2]):  # an id, or its last part in a table of the first
        key = re.compile(rf"\s*\[*\s*[\"']?{re.escape(written)}[\"']?\s*[=.\]]")
        for number, line in enumerate(lines, 1):
            if key.match(line):
                return number
    return 1
