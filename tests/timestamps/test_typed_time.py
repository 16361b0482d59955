"""What a person types as when: counted back, at a time, at a full stamp; and what is no when."""

import pytest

from oncall_tui.domain.instants import parse_instant
from oncall_tui.timestamps.typed_time import parse_when
from oncall_tui.timestamps.types import SourceContext
from tests.builders.readings import shown

NOW = SourceContext(
    captured=parse_instant("2026-11-21T03:59:12Z"), zone="Europe/London", zone_origin="capture"
)


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("-5m", "2026-11-21T03:54:12Z"),
        ("-1h30m", "2026-11-21T02:29:12Z"),
        ("-30s", "2026-11-21T03:58:42Z"),
        ("-2d", "2026-11-19T03:59:12Z"),
        ("@03:52", "2026-11-21T03:52:00Z"),
        ("03:52", "2026-11-21T03:52:00Z"),
        ("@03:52:07", "2026-11-21T03:52:07Z"),
        ("@23:50", "2026-11-20T23:50:00Z"),
        ("@23:50 PST", "2026-11-20T07:50:00Z"),
        ("@04:52 Europe/Berlin", "2026-11-21T03:52:00Z"),
        ("@yesterday 23:50", "2026-11-20T23:50:00Z"),
        ("@yesterday 23:50 UTC", "2026-11-20T23:50:00Z"),
        ("@2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
        ("@2026-11-20 10:00", "2026-11-20T10:00:00Z"),
        ("@3pm", "2026-11-20T15:00:00Z"),
    ],
)
def test_a_when_reads_as(typed: str, instant: str) -> None:
    reading = parse_when(typed, NOW)
    assert reading is not None
    assert shown(reading) == instant


@pytest.mark.parametrize(
    "typed", ["", "-", "-x", "-5", "@", "@ana", "deploy", "@14:02 nonsense", "14:05 deploy", "#redis", "--"]
)
def test_no_when(typed: str) -> None:
    assert parse_when(typed, NOW) is None


@pytest.mark.parametrize("typed", ["~-5m", "~@03:52", "~ 03:52"])
def test_a_tilde_makes_it_approximate(typed: str) -> None:
    reading = parse_when(typed, NOW)
    assert reading is not None
    assert reading.approximate


def test_an_impossible_when_is_refused_with_a_flag() -> None:
    reading = parse_when("@25:10", NOW)
    assert reading is not None
    assert (reading.instant, reading.flags) == (None, ("no-such-time",))
