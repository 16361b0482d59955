"""Reading, applying and undoing in one review, on a clock that stands still: order is by the hybrid clock."""

from collections.abc import Callable

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.review.records import Target
from oncall_tui.services.review.proposals import moved_base

Open = Callable[[str], ServiceContainer]


def write(services: ServiceContainer, incident: str, name: str, text: str) -> None:
    seen = services.writeup.base_versions(incident, name)
    services.writeup.set(incident, name, text, base_versions=seen)


def section(incident: str, name: str) -> Target:
    return Target("incident", incident, name)


def changed(services: ServiceContainer, incident: str) -> list[str]:
    """The titles of what this person read and what changed since."""
    view = services.reviews.view(incident)
    return [view.items[place].title for place in sorted(view.changed_places(services.settings.author))]


def test_reading_on_renews_only_what_is_passed(open_as: Open, incident: str) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    for name in ("summary", "impact", "went_well"):
        write(ana, incident, name, f"{name}, first.")
    row = ana.capture.take("alert: disk full", incident).id
    bo.reviews.read(incident, section(incident, "went_well"))
    assert changed(bo, incident) == []
    write(ana, incident, "summary", "The summary, again.")
    write(ana, incident, "impact", "The impact, again.")
    with ana.store.transaction(incident, "reworded") as unit:
        unit.put("events", row, {"text": "alert: disk 98 % full"})
    before = changed(bo, incident)
    assert before[:2] == ["Summary", "Impact"]
    bo.reviews.read(incident, section(incident, "could_be_better"))
    assert changed(bo, incident) == before
    bo.reviews.read(incident, section(incident, "impact"))
    assert changed(bo, incident) == [title for title in before if title != "Impact"]
    bo.reviews.read(incident, section(incident, "could_be_better"), [section(incident, "summary")])
    assert "Summary" not in changed(bo, incident)
    bo.reviews.read(incident)
    assert changed(bo, incident) == []


def test_an_empty_section_that_was_read_is_not_changed_by_another_one(open_as: Open, incident: str) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    bo.reviews.read(incident, section(incident, "impact"))
    write(ana, incident, "summary", "Nodes were full.")
    assert changed(bo, incident) == ["Summary"]
    bo.reviews.read(incident, section(incident, "summary"))
    assert changed(bo, incident) == []
    write(ana, incident, "impact", "Four hours.")
    assert changed(bo, incident) == ["Impact"]


def test_the_text_then_is_found_in_the_instant_of_an_edit(open_as: Open, incident: str) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    write(ana, incident, "summary", "one")
    write(ana, incident, "summary", "two")
    id = bo.reviews.comment(incident, section(incident, "summary"), "change", "Say three.", proposal="three")
    write(ana, incident, "summary", "four")
    thread = bo.reviews.view(incident).thread(id)
    assert thread is not None
    assert "[-two-]{+four+}" in moved_base(bo.reviews.view(incident), thread.comment)


def test_an_applied_change_behind_later_edits_is_undone_with_its_ending_or_not_at_all(
    open_as: Open, incident: str
) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    write(ana, incident, "summary", "one")
    id = bo.reviews.comment(incident, section(incident, "summary"), "change", "Say two.", proposal="two")

    def state() -> tuple[str, bool]:
        thread = ana.reviews.view(incident).thread(id)
        assert thread is not None
        return ana.writeup.section(incident, "summary").text, thread.is_open

    ana.reviews.apply(incident, id)
    write(ana, incident, "impact", "Four hours.")
    write(ana, incident, "summary", "two, shorter")
    for _ in range(2):  # my own later edits go first
        ana.history.undo(incident)
    assert state() == ("two", False)
    ana.history.undo(incident)
    assert state() == ("one", True)
    ana.history.redo(incident)
    assert state() == ("two", False)
    write(bo, incident, "summary", "bo's words")
    with pytest.raises(RefusedError, match="neither the text nor the ending"):
        ana.history.undo(incident)
    assert state() == ("bo's words", False)
