"""Context for reading one stamp: the zone and day in force, the previous stamp, the capture time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from oncall_tui.timestamps.read.dates import DateContext
from oncall_tui.timestamps.zones import Zone


@dataclass(frozen=True, slots=True)
class StampContext:
    """Everything that a stamp may lean on. Instants in UTC microseconds."""

    zone: Zone
    zone_origin: str
    """header, source, permalink or default."""
    calendar: DateContext
    day_stated: bool
    """The calendar's anchor comes from a person or from the source, and not from the capture alone."""
    message: int
    """What a relative age counts from."""
    captured: int
    t0: int | None = None
    previous: int | None = None
    """The stamp before, under the same heading."""
    written: datetime | None = None
    """That stamp on its own wall, where it was a time alone: a bare time follows it on the wall, in whatever zone."""
    backwards: bool = False
    """The newest line of the source stands first."""
    twelve_hours: bool = False
    """Times of the source say am or pm."""
    also_24_hours: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def preferred_zone(self) -> Zone | None:
        """The zone that a shared abbreviation may be decided by: not one that is only a default."""
        return None if self.zone_origin == "default" else self.zone
