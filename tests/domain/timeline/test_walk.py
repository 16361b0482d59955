"""The walk hides what was not known yet (T8)."""

from typing import Any

import pytest

from oncall_tui.domain.timeline.timeline import Timeline, TimelineRecords
from oncall_tui.domain.timeline.walk import build_walk
from tests.builders.timelines import line, note

AT = "2026-11-21T03:{}:00Z"


def walked(
    notes: dict[str, Any], events: dict[str, Any] | None = None, logs: frozenset[str] = frozenset()
) -> str:
    return " ".join(
        step.row for step in build_walk(Timeline(TimelineRecords(notes, events or {}, logs))).steps
    )


def test_a_live_note_is_known_when_it_is_written() -> None:
    notes = {
        "deploy": note("03:05", recorded_at=AT.format(41)),
        "alert": note("03:12", recorded_at=AT.format(12)),
    }
    assert walked(notes) == "alert deploy"
    assert build_walk(Timeline(TimelineRecords(notes))).steps[1].late_by == 36 * 60 * 1_000_000


def test_an_account_is_known_when_it_happened() -> None:
    assert walked({"a": line(1, "03:20"), "b": line(2, "03:10"), "c": line(3, None)}) == "b c a"


def test_nobody_knew_of_a_log_line_that_was_imported_later() -> None:
    assert (
        walked({"log": line(1, "03:05"), "alert": note("03:12")}, logs=frozenset({"source"})) == "alert log"
    )


def test_a_person_can_say_when_it_was_known() -> None:
    notes = {"log": line(1, "03:05"), "alert": line(2, "03:12")}
    assert walked(notes, {"log": {"known_at": AT.format(30)}}) == "alert log"


@pytest.mark.parametrize(("count", "known"), [(0, ""), (1, "a"), (2, "ab")])
def test_what_is_known_grows_step_by_step(count: int, known: str) -> None:
    walk = build_walk(Timeline(TimelineRecords({"a": line(1, "03:05"), "b": line(2, "03:12")})))
    assert walk.known(count) == frozenset(known)
