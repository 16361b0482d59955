"""Input and output types of the timestamp readers.

A reading says what a stamp was read as and how, so that a person can check it (T2) and a later version of the
program never moves a finished timeline.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

PRECISIONS = ("day", "minute", "second", "millisecond", "microsecond")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing a stamp could mean: UTC microseconds, and in a few words why."""

    instant: int
    why: str


class Reading(NamedTuple):
    """The reading of one line's stamp. A line without a stamp has all defaults.

    A named tuple, since an import makes one per line and a frozen dataclass costs more than the reading itself;
    change one with `_replace`.
    """

    instant: int | None = None
    """UTC microseconds; None for a line without a stamp, and for one that was refused (then `flags` says why)."""
    precision: str = ""
    """As written, never finer: one of PRECISIONS; empty without a stamp."""
    approximate: bool = False
    confidence: str | None = None
    """explicit: the text holds date and zone; inferred: from what a person or the source said; else guessed."""
    zone_used: str | None = None
    zone_origin: str | None = None
    """text, epoch, header, source, above (the times above name it), permalink, default or capture."""
    alternatives: tuple[Alternative, ...] = ()
    """Everything it could be, the chosen one included; empty when only one reading is possible."""
    flags: tuple[str, ...] = ()
    rule: str = ""
    """The row of the table of shapes that matched; `given` when the format knew the instant."""
    start: int = 0
    end: int = 0
    """Where the stamp stands in the line's text."""

    @property
    def is_heading(self) -> bool:
        """The line is nothing but a date: it dates the lines below and is no event of its own."""
        return self.rule == "heading"


@dataclass(frozen=True, slots=True)
class SourceContext:
    """Facts about a source, known before its lines are read."""

    captured: int
    """When it was captured, UTC microseconds: what relative ages count from."""
    zone: str | None = None
    """As a person said, or as the format knows; `zone_origin` tells which."""
    zone_origin: str = "source"
    default_zone: str = "UTC"
    date: str | None = None
    """YYYY-MM-DD: the day of lines that hold only a time."""
    order: str | None = None
    """dmy, mdy or ymd: how 03/04/24 is read when the source's other lines do not tell."""
    clock_offset: int = 0
    """Microseconds added to whatever this source's own clock wrote."""
    t0: int | None = None
    """What `T+5` counts from."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """The team's own meaning of zone abbreviations: `IST` -> `Asia/Kolkata`."""


@dataclass(frozen=True, slots=True)
class StampLine:
    """One line of a source. `instant` and `zone` are what the format itself knows of it (an epoch field, a zone
    column); `continues` says that it belongs to the message above, whose moment relative ages count from. `aside` is
    text that is no event, but may say the day or the zone of those below: a field, front matter, a table's head."""

    text: str
    instant: int | None = None
    zone: str | None = None
    continues: bool = False
    aside: str = ""
