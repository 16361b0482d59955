"""Where settings come from: an option, the environment, the configuration, a default; in that order.

Kept to cheap imports. The configuration is TOML, which takes 8 ms to load a reader for, so that its few flat
values are kept beside the data under the file's signature.
"""

from __future__ import annotations

import os
import sys

from oncall_tui.storage.places import default_config_directory, default_data_directory

KEYS = ("author", "zone", "share", "data")


def data_directory(option: str | None) -> str:
    """`--data`, ONCALL_DATA, the configuration's, or the platform's place for data."""
    named = option or os.environ.get("ONCALL_DATA") or configured(None).get("data")
    return (
        os.path.abspath(os.path.expanduser(named))
        if named
        else default_data_directory(dict(os.environ), sys.platform)
    )


def setting(name: str, option: str | None, data: str) -> str | None:
    """One setting's value, or None. Blank counts as not set."""
    return option or os.environ.get(f"ONCALL_{name.upper()}") or configured(data).get(name) or None


def author(data: str) -> str:
    """Who writes: ONCALL_AUTHOR, the configuration's, or the login name."""
    named = setting("author", None, data)
    if named:
        return named
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if os.environ.get(variable):
            return os.environ[variable]
    return _login_name()


def config_path() -> str:
    """The configuration file, whether it is there or not."""
    directory = os.environ.get("ONCALL_CONFIG") or default_config_directory(dict(os.environ), sys.platform)
    return os.path.join(directory, "config.toml")


def configured(data: str | None) -> dict[str, str]:
    """The configuration's values; none where there is no file. Raises Refused for one that can't be read.

    A file with something wrong in it is not kept, so that every command tells of it until it is mended.
    """
    path = config_path()
    try:
        status = os.stat(path)
    except OSError:
        return {}
    signature = f"{path}\t{status.st_ino}\t{status.st_size}\t{status.st_mtime_ns}"
    kept = _kept(data, signature)
    if kept is not None:
        return kept
    from oncall_tui.cli.configuration import read_configuration

    values, sound = read_configuration(path, signature)
    if data is not None and sound:
        _keep(data, signature, values)
    return values


def _kept(data: str | None, signature: str) -> dict[str, str] | None:
    if data is None:
        return None
    try:
        with open(os.path.join(data, "settings"), encoding="utf-8") as file:
            first, *lines = file.read().splitlines()
    except (OSError, ValueError):
        return None
    return dict(_pair(line) for line in lines) if first == signature else None


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition("=")
    return name, value


def _keep(data: str, signature: str, values: dict[str, str]) -> None:
    lines = [signature, *(f"{name}={value}" for name, value in values.items() if "\n" not in value)]
    try:
        with open(os.path.join(data, "settings"), "w", encoding="utf-8", opener=_private) as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _login_name() -> str:
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError, OSError):
        return "me"
