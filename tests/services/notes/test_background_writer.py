"""The scribe writes in order: a note is durable before the draft of its line goes."""

from pathlib import Path
from typing import Any

import pytest

from oncall_tui.domain.errors import OncallError
from oncall_tui.services.notes.background_writer import BackgroundNoteWriter
from oncall_tui.services.notes.capture import AcknowledgedNote
from tests.screens.harness import open_test_services


def test_everything_given_is_written_in_order(tmp_path: Path) -> None:
    house = open_test_services(tmp_path)
    incident = house.incidents.create("x").id
    scribe = BackgroundNoteWriter(house.capture)
    told: list[Any] = []
    for number in range(20):
        scribe.keep_draft(incident, f"line {number}", told.append)
        scribe.take(f"line {number}", incident, told.append, told.append)
        scribe.keep_draft(incident, "", told.append)
    scribe.keep_draft(incident, "half a li", told.append)
    scribe.close()
    assert scribe.is_idle
    assert [taken.fields["raw"] for taken in told] == [f"line {number}" for number in range(20)]
    assert house.capture.load_draft(incident) == "half a li"
    assert [note.raw for note in house.incidents.view(incident).notes] == [
        f"line {number}" for number in range(20)
    ]


def test_a_refused_note_is_told_and_a_failing_draft_only_once(tmp_path: Path) -> None:
    house = open_test_services(tmp_path)
    scribe = BackgroundNoteWriter(house.capture)
    saved: list[AcknowledgedNote] = []
    failed: list[OncallError] = []
    scribe.take("  ", None, saved.append, failed.append)
    (tmp_path / "drafts").write_text("in the way of the directory")
    for text in ("a", "ab", "abc"):
        scribe.keep_draft(None, text, failed.append)
        scribe.take(text, None, saved.append, failed.append)
    scribe.close()
    assert [taken.fields["raw"] for taken in saved] == ["a", "ab", "abc"]
    assert len(failed) == 2
    assert not scribe.is_idle


def test_an_error_that_nobody_foresaw_is_told_and_later_notes_are_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = open_test_services(tmp_path)
    scribe = BackgroundNoteWriter(house.capture)
    take = house.capture.take
    saved: list[AcknowledgedNote] = []
    failed: list[OncallError] = []

    def taken(text: str, incident: str | None, **options: Any) -> AcknowledgedNote:
        return take(text, incident, **options) if text != "odd" else take(str(1 // 0), incident)

    monkeypatch.setattr(house.capture, "take", taken)
    for text in ("odd", "even"):
        scribe.take(text, None, saved.append, failed.append)
    scribe.close()
    assert [each.fields["raw"] for each in saved] == ["even"]
    assert "still in front of you" in str(failed[0])
