"""Lines of one minute are read once, and as they would be one by one."""

import pytest

from oncall_tui.domain.instants import format_instant, parse_instant
from oncall_tui.timestamps.find.matching import FoundStamp
from oncall_tui.timestamps.lines import source_reader
from oncall_tui.timestamps.read.stamp_context import StampContext
from oncall_tui.timestamps.read.stamps import read_stamp
from oncall_tui.timestamps.read_source import read_source
from oncall_tui.timestamps.types import Reading, SourceContext, StampLine

CONTEXT = SourceContext(
    captured=parse_instant("2026-11-20T18:00:00Z"), zone="Europe/London", date="2026-11-18"
)


def moments(*texts: str) -> list[str]:
    readings = read_source([StampLine(text) for text in texts], CONTEXT)
    return ["" if reading.instant is None else format_instant(reading.instant) for reading in readings]


def test_messages_of_one_minute_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[FoundStamp] = []

    def counting(found: FoundStamp, standing: StampContext) -> Reading:
        counted.append(found)
        return read_stamp(found, standing)

    monkeypatch.setattr(source_reader, "read_stamp", counting)
    assert moments(*["8:00 AM"] * 50, *["8:01 AM"] * 50)[::99] == [
        "2026-11-18T08:00:00Z",
        "2026-11-18T08:01:00Z",
    ]
    assert len(counted) == 2


def test_the_same_words_below_a_heading_or_another_zone_are_read_anew() -> None:
    assert moments("8:00", "8:00", "All times are UTC+2", "8:00") == [
        "2026-11-18T08:00:00Z",
        "2026-11-18T08:00:00Z",
        "",
        "2026-11-18T06:00:00Z",
    ]
    assert moments("23:50", "0:10", "0:10", "# 2026-11-18", "0:10")[1:] == [
        "2026-11-19T00:10:00Z",
        "2026-11-19T00:10:00Z",
        "2026-11-18T00:00:00Z",
        "2026-11-18T00:10:00Z",
    ]


def test_a_day_that_is_counted_from_the_line_above_moves_on_with_each_line() -> None:
    assert moments("23:50", "next day 9:00", "next day 9:00")[1:] == [
        "2026-11-19T09:00:00Z",
        "2026-11-20T09:00:00Z",
    ]


@pytest.mark.parametrize(
    "words",
    ["le lendemain 9h00", "am nächsten Tag 9:00", "翌日 9:00", "第二天 9:00", "the following day 9:00"],
)
def test_the_next_day_is_heard_in_other_languages(words: str) -> None:
    assert moments("2026-11-16 23:50", words)[1] == "2026-11-17T09:00:00Z"
