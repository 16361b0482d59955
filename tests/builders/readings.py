"""Reading stamps in tests: in the context that the examples of the table of shapes were written for."""

from oncall_tui.domain.instants import format_instant, parse_instant
from oncall_tui.timestamps.read_source import read_source
from oncall_tui.timestamps.types import Reading, SourceContext, StampLine

LOS_ANGELES = SourceContext(
    captured=parse_instant("2024-03-12T23:00:00Z"),
    zone="America/Los_Angeles",
    date="2024-03-12",
    order="mdy",
)
"""Captured at 16:00 on a Tuesday there, two days after the clock went forward."""


def read(text: str, context: SourceContext = LOS_ANGELES) -> list[Reading]:
    """Every line of a text, read as one source."""
    return read_source([StampLine(line) for line in text.split("\n")], context)


def read_one(text: str, context: SourceContext = LOS_ANGELES) -> Reading:
    """A text of one line, read as a source of its own."""
    return read_source([StampLine(text)], context)[0]


def shown(reading: Reading) -> str:
    """The reading's instant, its fraction without closing zeros; `-` without one."""
    if reading.instant is None:
        return "-"
    text = format_instant(reading.instant)
    return f"{text[:-1].rstrip('0')}Z" if "." in text else text


def shown_all(text: str, context: SourceContext = LOS_ANGELES) -> list[str]:
    """The instants of every line of a source."""
    return [shown(reading) for reading in read(text, context)]


def other_instants(reading: Reading) -> list[str]:
    """What else a reading could be, the chosen one included."""
    return [format_instant(other.instant) for other in reading.alternatives]
