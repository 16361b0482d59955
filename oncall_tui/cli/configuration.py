"""The configuration file: TOML in the platform's place, a handful of flat keys, unknown ones named with their line."""

import re
import tomllib
from functools import cache
from typing import Any, NamedTuple

from oncall_tui.cli.environment import KEYS
from oncall_tui.cli.output import say
from oncall_tui.domain.errors import Refused


class Configuration(NamedTuple):
    """The values of the known keys, and whether there was nothing else in the file."""

    values: dict[str, str]
    sound: bool


@cache
def read_configuration(path: str, signature: str) -> Configuration:
    """Reads a file once as it is at that signature. Raises Refused for one that is broken.

    Keys that are unknown or hold no text are told on stderr and passed by.
    """
    try:
        with open(path, "rb") as file:
            text = file.read().decode()
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(
            f"The configuration {path} can't be read: {error}. Nothing was changed. Mend that line."
        ) from None
    except OSError as error:
        raise Refused(
            f"The configuration {path} can't be read: {error.strerror}. Mend its permissions."
        ) from None
    complaints = {name: why for name, value in values.items() if (why := _complaint(name, value))}
    for name, why in complaints.items():
        say(f"{path}, line {_line_of(name, text)}: {why}; it is passed by. Settings: {', '.join(KEYS)}.")
    return Configuration(
        {name: values[name] for name in KEYS if name in values and name not in complaints}, not complaints
    )


def _complaint(name: str, value: Any) -> str:
    """What is wrong with a key, or ""."""
    if name not in KEYS:
        return f"there is no setting {name!r}"
    return "" if isinstance(value, str) else f"{name} wants a text in quotes"


def _line_of(name: str, text: str) -> int:
    """The line that a key or the table of its name begins on."""
    key = re.compile(rf"\s*\[*\s*[\"']?{re.escape(name)}[\"']?\s*[=.\]]")
    return next((number for number, line in enumerate(text.splitlines(), 1) if key.match(line)), 1)
