"""The configuration file: TOML in the platform's place, a handful of flat keys, unknown ones named with their line."""

import tomllib

from oncall_tui.cli.environment import KEYS
from oncall_tui.cli.output import say
from oncall_tui.domain.errors import Refused


def read_configuration(path: str) -> dict[str, str]:
    """The values of the known keys; unknown keys are told on stderr and passed by. Raises Refused for a broken file."""
    try:
        with open(path, "rb") as file:
            data = file.read()
        values = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(
            f"The configuration {path} can't be read: {error}. Nothing was changed. Mend that line."
        ) from None
    except OSError as error:
        raise Refused(
            f"The configuration {path} can't be read: {error.strerror}. Mend its permissions."
        ) from None
    for name in values:
        if name not in KEYS:
            _tell_unknown(path, data.decode(), name)
    return {name: str(values[name]) for name in KEYS if name in values}


def _tell_unknown(path: str, text: str, name: str) -> None:
    lines = text.splitlines()
    line = next((number for number, line in enumerate(lines, 1) if line.lstrip(" [\"'").startswith(name)), 1)
    known = ", ".join(KEYS)
    say(f"{path}, line {line}: there is no setting {name!r}; it is passed by. Settings: {known}.")
