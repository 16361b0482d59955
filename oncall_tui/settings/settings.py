"""Settings of one run, from options, environment and configuration, in that order."""

from collections.abc import Mapping
from typing import NamedTuple


class Settings(NamedTuple):
    """A named tuple, since every command loads this and dataclasses take 8 ms to load.

    `zone` is the shown zone if one was asked for; `incident` the one that ONCALL_INCIDENT names.
    `problems`: what was wrong with settings that were passed by, a sentence each.
    `theme`: `auto` goes by the terminal's background. `keys`: the person's own, by action id."""

    data: str
    author: str
    share: str | None = None
    zone: str | None = None
    incident: str | None = None
    demo: bool = False
    ascii: bool = False
    color: bool = True
    problems: tuple[str, ...] = ()
    theme: str = "auto"
    keys: Mapping[str, tuple[str, ...]] = {}
