"""A draft belongs to a process, and is taken over only when that is dead."""

import gc
from collections.abc import Callable

import pytest

from oncall_tui.storage.drafts import Drafts
from oncall_tui.storage.paths import DataPaths

INCIDENT = "01k9" + "a" * 22
OTHER = "01k9" + "b" * 22


@pytest.fixture
def window(places: DataPaths) -> Callable[[], Drafts]:
    """Each call is another process as far as the files can tell."""
    return lambda: Drafts(places)


def kill(*windows: list[Drafts]) -> None:
    """What the system does when a process ends: its locks are let go of."""
    for held in windows:
        held.clear()
    gc.collect()


@pytest.mark.parametrize("incident", [INCIDENT, None])
def test_two_windows_keep_both_lines(window: Callable[[], Drafts], incident: str | None) -> None:
    first, second = window(), window()
    first.write(incident, "draft of window one")
    second.write(incident, "draft of window two")
    assert (first.read(incident), second.read(incident)) == ("draft of window one", "draft of window two")
    assert (window().read(incident), window().left(incident)) == ("", 0)


def test_what_the_dead_left_is_taken_over_one_by_one(window: Callable[[], Drafts]) -> None:
    windows = [window(), window()]
    windows[0].write(INCIDENT, "one")
    windows[1].write(INCIDENT, "two")
    kill(windows)
    again = window()
    assert again.left(INCIDENT) == 2
    first = again.read(INCIDENT)
    assert again.left(INCIDENT) == 1
    assert again.read(INCIDENT) == first
    again.write(INCIDENT, "")
    assert {first, again.read(INCIDENT)} == {"one", "two"}
    assert again.left(INCIDENT) == 0


def test_a_line_that_waits_elsewhere_is_known(window: Callable[[], Drafts]) -> None:
    windows = [window()]
    windows[0].write(INCIDENT, "half")
    assert window().elsewhere(OTHER) == []
    kill(windows)
    assert window().elsewhere(OTHER) == [INCIDENT]
    assert window().elsewhere(INCIDENT) == []


def test_a_draft_of_an_earlier_version_is_found(window: Callable[[], Drafts], places: DataPaths) -> None:
    window().write(INCIDENT, "x")
    with open(places.draft(INCIDENT), "w", encoding="utf-8") as file:
        file.write("an older half line")
    gc.collect()
    found = {window().read(INCIDENT)}
    assert found <= {"an older half line", "x"}
