"""Times as people type them: read at the start of a line, asked about anywhere else, never silently *now* (N1, T1)."""

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.note import TIME_IN_TEXT, Note
from tests.services.conftest import HandClock


def read(services: ServiceContainer, text: str, zone: str = "UTC") -> Note:
    """The note that a line would be, typed at 03:22:30 UTC on Saturday, 28 November 2026."""
    return services.capture.preview(text, None, zone).note


@pytest.fixture(autouse=True)
def at_night(clock: HandClock) -> None:
    clock.now = 1_795_836_150_000_000  # 2026-11-28T03:22:30Z


@pytest.mark.parametrize(
    ("line", "occurred_at", "text"),
    [
        ("5 min ago x", "2026-11-28T03:17:00Z", "x"),
        ("10 minutes ago x", "2026-11-28T03:12:00Z", "x"),
        ("10 minutes ago: x", "2026-11-28T03:12:00Z", "x"),
        ("an hour ago x", "2026-11-28T02:22:00Z", "x"),
        ("half an hour ago x", "2026-11-28T02:52:00Z", "x"),
        ("just now: x", "2026-11-28T03:22:30Z", "x"),
        ("since about 13:50 x", "2026-11-27T13:50:00Z", "x"),
        ("around 02:50 x", "2026-11-28T02:50:00Z", "x"),
        ("14:02ish x", "2026-11-27T14:02:00Z", "x"),
        ("@14:02ish x", "2026-11-27T14:02:00Z", "x"),
        ("@2:20 pm x", "2026-11-27T14:20:00Z", "x"),
        ("@2:20 p.m. x", "2026-11-27T14:20:00Z", "x"),
        ("2:20 pm x", "2026-11-27T14:20:00Z", "x"),
        ("3am x", "2026-11-28T03:00:00Z", "x"),
        ("@3:49 am PST x", "2026-11-27T11:49:00Z", "x"),
        ("@02:20 UTC: x", "2026-11-28T02:20:00Z", "x"),
        ("@02:20: x", "2026-11-28T02:20:00Z", "x"),
        ("@02:20, x", "2026-11-28T02:20:00Z", "x"),
        ("@02:20. x", "2026-11-28T02:20:00Z", "x"),
        ("@02:20 - x", "2026-11-28T02:20:00Z", "x"),
        ("@ 02:20 x", "2026-11-28T02:20:00Z", "x"),
        ("-5m: x", "2026-11-28T03:17:30Z", "x"),
        ("-5 min x", "2026-11-28T03:17:30Z", "x"),
        ("-5minutes x", "2026-11-28T03:17:30Z", "x"),
        ("-2 hours x", "2026-11-28T01:22:30Z", "x"),
        ("−5m x", "2026-11-28T03:17:30Z", "x"),
        ("2:51 x", "2026-11-28T02:51:00Z", "x"),
        ("02:52: x", "2026-11-28T02:52:00Z", "x"),
        ("[02:53] x", "2026-11-28T02:53:00Z", "x"),
        ("(02:53) x", "2026-11-28T02:53:00Z", "x"),
        ("~02:20 x", "2026-11-28T02:20:00Z", "x"),
        ("@~02:20 x", "2026-11-28T02:20:00Z", "x"),
        ("@0255 x", "2026-11-28T02:55:00Z", "x"),
        ("@2.55 x", "2026-11-28T02:55:00Z", "x"),
        ("@noon x", "2026-11-27T12:00:00Z", "x"),
        ("@midnight x", "2026-11-28T00:00:00Z", "x"),
        ("@half past two x", "2026-11-28T02:30:00Z", "x"),
        ("@quarter to three x", "2026-11-28T02:45:00Z", "x"),
        ("@Fri 10:00 x", "2026-11-27T10:00:00Z", "x"),
        ("@28.11.2026 01:00 x", "2026-11-28T01:00:00Z", "x"),
        ("@28/11/2026 01:00 x", "2026-11-28T01:00:00Z", "x"),
        ("@11/28 02:00 x", "2026-11-28T02:00:00Z", "x"),
        ("@27 Nov 10:00 x", "2026-11-27T10:00:00Z", "x"),
        ("@2024-03-12T14:05:06+0530: x", "2024-03-12T08:35:06Z", "x"),
        ("2026-11-28T03:00:00Z x", "2026-11-28T03:00:00Z", "x"),
        ("@yesterday 11:50 pm x", "2026-11-27T23:50:00Z", "x"),
        ("yesterday 11:50 pm x", "2026-11-27T23:50:00Z", "x"),
        ("@10pm yesterday x", "2026-11-27T22:00:00Z", "x"),
        ("@now x", "2026-11-28T03:22:30Z", "x"),
        ("@now-10m x", "2026-11-28T03:12:30Z", "x"),
        ("＠０２：２０ x", "2026-11-28T02:20:00Z", "x"),
        ("－５ｍ x", "2026-11-28T03:17:30Z", "x"),
        ("@14:02 5 pods down", "2026-11-27T14:02:00Z", "5 pods down"),
        ("@14:02 on it", "2026-11-27T14:02:00Z", "on it"),
        ("@14:02 a second one", "2026-11-27T14:02:00Z", "a second one"),
        ("02:50 10 minutes later it was gone", "2026-11-28T02:50:00Z", "10 minutes later it was gone"),
    ],
)
def test_a_time_at_the_start_is_when_it_happened(
    services: ServiceContainer, line: str, occurred_at: str, text: str
) -> None:
    note = read(services, line)
    assert (format_instant(note.occurred_at or 0), note.text, note.people) == (occurred_at, text, ())


@pytest.mark.parametrize("time", ["-5m", "@02:20", "5 min ago", "[02:20]", "@2:20 am"])
@pytest.mark.parametrize(("mark", "kind"), [("!", "did"), ("=", "decided"), ("？", "suspect")])
def test_time_and_kind_stand_in_any_order(
    services: ServiceContainer, time: str, mark: str, kind: str
) -> None:
    before, after = (
        read(services, f"{time} {mark} restarted it"),
        read(services, f"{mark} {time} restarted it"),
    )
    assert (before.kind, before.text) == (after.kind, after.text) == (kind, "restarted it")
    assert before.occurred_at == after.occurred_at != before.recorded_at


@pytest.mark.parametrize(
    "line", ["~02:20 x", "02:20ish x", "about 02:20 x", "@~02:20 x", "~@02:20 x", "since around 02:20 x"]
)
def test_about_then_is_approximate(services: ServiceContainer, line: str) -> None:
    assert read(services, line).approximate


@pytest.mark.parametrize(
    "line",
    [
        "5 pods restarted",
        "2 of 3 nodes are back",
        "3:1 against",
        "10 min of downtime",
        "-5 pods",
        "-rf was typed",
        "now it works",
        "to bo: call me",
        "on it",
        "at last",
        "half of the pods are back",
        "@ana took 5 minutes",
        "may be the cache",
        "10.0.0.1 is down",
        "monday's deploy",
        "24x7 support called",
    ],
)
def test_what_is_no_time_stays_text(services: ServiceContainer, line: str) -> None:
    note = read(services, line)
    assert (note.occurred_at, note.text, note.flags) == (note.recorded_at, line, ())


@pytest.mark.parametrize(
    ("line", "words", "stated"),
    [
        ("restarted it 5 min ago", "5 min ago", "2026-11-28T03:17:00Z"),
        ("db is slow since 02:10", "02:10", "2026-11-28T02:10:00Z"),
        ("! rebooted at 2:20 pm", "2:20 pm", "2026-11-27T14:20:00Z"),
        ("bo says it broke an hour ago", "an hour ago", "2026-11-28T02:22:00Z"),
    ],
)
def test_a_time_elsewhere_in_the_text_is_asked_about(
    services: ServiceContainer, line: str, words: str, stated: str
) -> None:
    note = read(services, line)
    assert note.occurred_at == note.recorded_at
    assert note.flags == (TIME_IN_TEXT,)
    assert [(format_instant(at), why) for at, why in note.alternatives] == [
        (format_instant(note.recorded_at), "when it was written"),
        (stated, f"the text says “{words}”"),
    ]


def test_a_time_that_is_none_is_asked_about(services: ServiceContainer) -> None:
    assert read(services, "@25:99 x").flags == (TIME_IN_TEXT,)


def test_a_time_to_come_asks_nothing(services: ServiceContainer) -> None:
    assert read(services, "vendor calls back at 04:30").flags == ()


def test_a_skipped_hour_offers_both_neighbours(services: ServiceContainer, clock: HandClock) -> None:
    clock.now = 1_774_756_800_000_000  # 2026-03-29T04:00:00Z, the day when Berlin skips 02:00 to 03:00
    note = read(services, "@02:30 x", "Europe/Berlin")
    assert note.text == "x"
    assert "skipped-hour" in note.flags
    assert len(note.alternatives) == 2


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("@02:50-02:58 db was in failover", "2026-11-28T02:50:00Z", "2026-11-28T02:58:00Z"),
        ("@02:50–02:58 db was in failover", "2026-11-28T02:50:00Z", "2026-11-28T02:58:00Z"),
        ("@02:50 - 02:58 db was in failover", "2026-11-28T02:50:00Z", "2026-11-28T02:58:00Z"),
        ("@02:50 to 02:58: db was in failover", "2026-11-28T02:50:00Z", "2026-11-28T02:58:00Z"),
        ("02:50-02:58 db was in failover", "2026-11-28T02:50:00Z", "2026-11-28T02:58:00Z"),
        ("from 02:50 to 02:58 db was in failover", "2026-11-28T02:50:00Z", "2026-11-28T02:58:00Z"),
        ("@yesterday 23:50-00:10 db was in failover", "2026-11-27T23:50:00Z", "2026-11-28T00:10:00Z"),
        ("@02:00-03:00 db was in failover", "2026-11-28T02:00:00Z", "2026-11-28T03:00:00Z"),
        ("@14:02-14:10 CET db was in failover", "2026-11-27T13:02:00Z", "2026-11-27T13:10:00Z"),
        ("! @02:50-02:58 db was in failover", "2026-11-28T02:50:00Z", "2026-11-28T02:58:00Z"),
    ],
)
def test_a_span_keeps_its_end(services: ServiceContainer, line: str, start: str, end: str) -> None:
    note = read(services, line)
    assert (format_instant(note.occurred_at or 0), format_instant(note.ends_at or 0)) == (start, end)
    assert note.text == "db was in failover"


@pytest.mark.parametrize(
    ("line", "occurred_at", "text"),
    [
        (":detected -20m", "2026-11-28T03:02:30Z", "detected"),
        ("-20m :detected", "2026-11-28T03:02:30Z", "detected"),
        (":resolved 03:20", "2026-11-28T03:20:00Z", "resolved"),
        (":mitigated @02:51 error rate is back", "2026-11-28T02:51:00Z", "error rate is back"),
        (":ack 5 min ago", "2026-11-28T03:17:00Z", "acknowledged"),
        (":detected @2:51 am: by a customer", "2026-11-28T02:51:00Z", "by a customer"),
    ],
)
def test_a_milestone_takes_a_time_behind_its_verb(
    services: ServiceContainer, line: str, occurred_at: str, text: str
) -> None:
    note = read(services, line)
    assert (format_instant(note.occurred_at or 0), note.text) == (occurred_at, text)
