"""Resolve settings: an option, then the environment, then the configuration file, then a default.

Kept to cheap imports. The configuration is TOML, which takes 8 ms to load a reader for, so that its few flat values
are kept beside the data under the file's signature.
"""

from __future__ import annotations

import os
import sys

from oncall_tui.storage.checked import checked, with_checksum
from oncall_tui.storage.paths import default_config_directory, default_data_directory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from oncall_tui.settings.config_file import Configuration

KEYS = ("author", "zone", "share", "data", "theme", "ascii")
OWN_KEYS = "keys"
# Between the keys of one action: no key is named so.
SEPARATOR = "  "
KEPT = "oncall settings 1"
CONFIGURATION, DEFAULT = "the configuration", "default"


def data_directory(option: str | None) -> str:
    """Return `--data`, ONCALL_DATA, the configuration's, or the platform's place for data.

    Raises RefusedError where none of these is known. Root goes on as the one whose data it is.
    """
    named = option or os.environ.get("ONCALL_DATA") or configured_values(None).get("data")
    data = full_path(named) if named else default_data_directory(dict(os.environ), sys.platform)
    _act_as_owner(data)
    return data


def full_path(named: str) -> str:
    """Return an absolute path, `~` included. Raises RefusedError for a `~` that stands for no home directory."""
    expanded = os.path.expanduser(named)
    if expanded.startswith("~"):
        from oncall_tui.domain.errors import RefusedError

        raise RefusedError(
            f"{named}: no such home directory is known. Nothing was changed. Use the whole path."
        )
    return os.path.abspath(expanded)


def setting(name: str, option: str | None, data: str) -> str | None:
    """Return one setting's value, or None. Blank counts as not set."""
    return option or os.environ.get(f"ONCALL_{name.upper()}") or configured_values(data).get(name) or None


def source(name: str, option: str | None, data: str | None) -> str:
    """Tell where a setting's value comes from, for a person: `ONCALL_ZONE`, `the configuration`, `default`."""
    if option:
        return f"--{name}"
    variable = f"ONCALL_{name.upper()}"
    if os.environ.get(variable):
        return variable
    if configured_values(data).get(name):
        return CONFIGURATION
    return "the login name" if name == "author" else DEFAULT


def author(data: str) -> str:
    """Return who writes: ONCALL_AUTHOR, the configuration's, or the login name; under sudo, whose login that is."""
    named = setting("author", None, data)
    if named:
        return named
    for variable in ("SUDO_USER", "LOGNAME", "USER", "LNAME", "USERNAME"):
        if os.environ.get(variable):
            return os.environ[variable]
    return _login_name()


def config_path() -> str:
    """Return the configuration file, whether it is there or not. Raises RefusedError where no home directory
    is known.
    """
    directory = os.environ.get("ONCALL_CONFIG") or default_config_directory(dict(os.environ), sys.platform)
    return os.path.join(directory, "config.toml")


def configured_values(data: str | None) -> dict[str, str]:
    """Return the configuration's values that can be used; none where there is no file."""
    found = _configuration(data)
    return found if isinstance(found, dict) else found.values


def own_keys(values: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the keys of the table `[keys]`, by action id, as they are written there."""
    start = f"{OWN_KEYS}."
    return {
        name.removeprefix(start): tuple(value.split(SEPARATOR))
        for name, value in values.items()
        if name.startswith(start)
    }


def problems(data: str | None) -> tuple[str, ...]:
    """Return what is wrong with the configuration, a sentence each."""
    found = _configuration(data)
    return () if isinstance(found, dict) else found.problems


def _configuration(data: str | None) -> dict[str, str] | Configuration:
    """Return values that were kept of a sound file; else the file as it is read now.

    A file with something wrong in it is not kept, so that every command tells of it until it is mended.
    """
    from oncall_tui.domain.errors import RefusedError

    try:
        path = config_path()
        status = os.stat(path)
    except (OSError, ValueError, RefusedError):
        return {}
    signature = f"{path}\t{status.st_ino}\t{status.st_size}\t{status.st_mtime_ns}"
    kept = _kept(data, signature)
    if kept is not None:
        return kept
    from oncall_tui.settings.config_file import read_configuration

    found = read_configuration(path, signature)
    if data is not None and not found.problems:
        _keep(data, signature, found.values)
    return found


def _kept(data: str | None, signature: str) -> dict[str, str] | None:
    if data is None:
        return None
    try:
        with open(os.path.join(data, "settings"), "rb") as file:
            kept = checked(KEPT, file.read())
        first, *lines = (kept or b"").decode("utf-8", "surrogateescape").splitlines() or [""]
    except (OSError, ValueError):
        return None
    return dict(_pair(line) for line in lines) if first == signature else None


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition("=")
    return name, value


def _keep(data: str, signature: str, values: dict[str, str]) -> None:
    lines = [signature, *(f"{name}={value}" for name, value in values.items())]
    kept = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
    try:
        with open(os.path.join(data, "settings"), "wb", opener=_private) as file:
            file.write(with_checksum(KEPT, kept))
    except OSError:
        return


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _act_as_owner(data: str) -> None:
    """Under sudo: become whose data it is, so that no file is left there that its owner can't write any more."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    place = data
    while not os.path.exists(place) and os.path.dirname(place) != place:
        place = os.path.dirname(place)
    try:
        owner = os.stat(place)
        if owner.st_uid != 0:
            os.setegid(owner.st_gid)
            os.seteuid(owner.st_uid)
    except OSError as error:
        from oncall_tui.output import print_message

        print_message(
            f"{data} belongs to another user, and root could not go on as that user: {error.strerror}."
        )


def _login_name() -> str:
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError, OSError):
        return "me"
