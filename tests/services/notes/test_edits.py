"""What a person changes of notes: the raw text stays, every change tells its effect and can be undone (T7)."""

from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.note import Note
from oncall_tui.read_models.note_overview import NoteOverview
from oncall_tui.read_models.timeline_view import base_versions_of
from oncall_tui.settings.settings import Settings
from tests.screens.harness import NOW, open_test_services


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    return open_test_services(tmp_path)


@pytest.fixture
def incident(house: ServiceContainer) -> str:
    id = house.incidents.create("checkout").id
    house.capture.take("! on it #redis @ana PD-1", id)
    house.capture.file_waiting(id)
    return id


def only(house: ServiceContainer, incident: str) -> Note:
    return house.incidents.view(incident).notes[0]


def test_amending_keeps_the_raw_text_and_follows_the_words(house: ServiceContainer, incident: str) -> None:
    note = only(house, incident)
    assert (
        house.note_edits.amend(incident, note.id, "on it #pool", base_versions=None)
        == 'amended 03:59:12 "on it #redis @ana PD-1"'
    )
    now = only(house, incident)
    assert (now.raw, now.text) == ("! on it #redis @ana PD-1", "on it #pool")
    assert (now.tags, now.people, now.references) == (("pool",), (), ())
    assert house.history.undo(incident) == 'undone: amended 03:59:12 "on it #redis @ana PD-1"'
    assert only(house, incident).tags == ("redis",)


def test_retiming_reads_what_is_typed_and_leaves_when_it_was_written(
    house: ServiceContainer, incident: str
) -> None:
    house.note_edits.retime(incident, [only(house, incident).id], "-5m", "UTC", base_versions={})
    note = only(house, incident)
    assert (note.occurred_at, note.recorded_at, note.precision) == (NOW - 300 * SECOND, NOW, "minute")
    with pytest.raises(RefusedError):
        house.note_edits.retime(incident, [note.id], "soon", "UTC", base_versions={})


def test_an_idea_also_stands_in_the_recommendations(house: ServiceContainer, incident: str) -> None:
    house.note_edits.set_kind(incident, [only(house, incident).id], "idea")
    ideas = house.incidents.view(incident).values("recommendations")
    assert [idea["status"] for idea in ideas.values()] == ["idea"]
    with pytest.raises(RefusedError):
        house.note_edits.set_kind(incident, [only(house, incident).id], "guess")


def test_a_paste_becomes_one_note_a_line_and_comes_back(house: ServiceContainer, incident: str) -> None:
    paste = house.capture.take("03:10 first\n\n03:12 second\nthird", incident, evidence=True)
    house.note_edits.break_up(incident, paste.id)
    kept = [note for note in house.incidents.view(incident).notes if not note.struck]
    assert [note.raw for note in kept] == ["03:10 first", "03:12 second", "third", "! on it #redis @ana PD-1"]
    assert [note.line for note in kept[:3]] == [1, 3, 4]
    house.history.undo(incident)
    assert sum(not note.struck for note in house.incidents.view(incident).notes) == 2
    with pytest.raises(RefusedError):
        house.note_edits.break_up(incident, only(house, incident).id)


def test_a_note_that_is_gone_changes_nothing(house: ServiceContainer, incident: str) -> None:
    with pytest.raises(NotFoundError):
        house.note_edits.pin(incident, ["0" * 26])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", 2),
        ("redis", 1),
        ("kind:did", 1),
        ("tag:redis", 1),
        ("who:ana", 2),
        ("-redis", 1),
        ("pinned", 1),
        ("left-out", 1),
        ("flagged", 0),
        ("#redis @ana", 1),
    ],
)
def test_the_filter(house: ServiceContainer, incident: str, words: str, found: int) -> None:
    for text in ("second one", "left out"):
        taken = house.capture.take(text, incident)
    house.note_edits.leave_out(incident, [taken.id])
    house.note_edits.pin(incident, [house.incidents.view(incident).notes[1].id])
    assert len(NoteOverview(house.incidents.view(incident)).shown(words).ids) == found


def test_what_was_done_twice_by_hand_is_counted(house: ServiceContainer, incident: str) -> None:
    for _ in range(2):
        house.capture.take("!  Restart  the pods", incident)
    house.capture.take("! restart the pods", incident)
    assert sorted(NoteOverview(house.incidents.view(incident)).times_done.values()) == [2, 3]


def test_what_a_colleague_wrote_while_the_line_stood_open_is_kept_and_told(
    house: ServiceContainer, incident: str, tmp_path: Path
) -> None:
    note, view = only(house, incident), house.incidents.view(incident)
    shown = base_versions_of(view, note.id, "notes")
    colleague = build_services(Settings(str(tmp_path / "bo"), "bo"))
    colleague.store.join(incident, view.tables)
    colleague.note_edits.amend(incident, note.id, "on it, from bastion-2", base_versions=None)
    house.store.join(incident, colleague.store.tables(incident))
    words = house.note_edits.amend(incident, note.id, "on it, dash open", base_versions=shown)
    assert words.endswith("; bo wrote it too meanwhile: ! shows both")
    [conflict] = house.conflicts.open_conflicts(incident)
    assert {version.value for version in conflict.versions} == {"on it, dash open", "on it, from bastion-2"}
