"""Lines of one minute are read once, and as they would be one by one."""

import pytest

from oncall_tui.domain.instants import instant_of, instant_text
from oncall_tui.timestamps.find.matching import Found
from oncall_tui.timestamps.lines import walk
from oncall_tui.timestamps.read.stamps import read_found
from oncall_tui.timestamps.read.standing import Standing
from oncall_tui.timestamps.reading import Reading, SourceContext, StampLine
from oncall_tui.timestamps.source import read_source

CONTEXT = SourceContext(captured=instant_of("2026-11-20T18:00:00Z"), zone="Europe/London", date="2026-11-18")


def moments(*texts: str) -> list[str]:
    readings = read_source([StampLine(text) for text in texts], CONTEXT)
    return ["" if reading.instant is None else instant_text(reading.instant) for reading in readings]


def test_messages_of_one_minute_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[Found] = []

    def counting(found: Found, standing: Standing) -> Reading:
        counted.append(found)
        return read_found(found, standing)

    monkeypatch.setattr(walk, "read_found", counting)
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
