"""What the person set, by option, environment or configuration, in that order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`zone` is the shown zone if one was asked for; `incident` the one that ONCALL_INCIDENT names."""

    data: str
    author: str
    share: str | None = None
    zone: str | None = None
    incident: str | None = None
    demo: bool = False
    ascii: bool = False
    color: bool = True
