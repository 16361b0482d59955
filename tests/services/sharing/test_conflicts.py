"""Mine, theirs or both: settling replaces what was shown, and no more."""

from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.errors import RefusedError
from oncall_tui.settings.settings import Settings


@pytest.fixture
def team(tmp_path: Path) -> tuple[ServiceContainer, ServiceContainer, str]:
    """Ana and bo, who wrote one summary apart and have met since."""
    (tmp_path / "share").mkdir()
    ana, bo = (
        build_services(Settings(str(tmp_path / name), name, str(tmp_path / "share")))
        for name in ("ana", "bo")
    )
    id = ana.incidents.create("checkout 5xx").id
    ana.synchronise.sync()
    bo.synchronise.sync()
    ana.incidents.set(id, {"summary": "by ana"}, base_versions=None)
    bo.incidents.set(id, {"summary": "by bo"}, base_versions=None)
    meet(ana, bo)
    return ana, bo, id


def meet(*people: ServiceContainer) -> None:
    for _ in range(2):
        for person in people:
            person.synchronise.sync()


def summary(person: ServiceContainer, id: str) -> str:
    return person.incidents.view(id).incident.summary


def test_a_conflict_says_who_wrote_what_about_which_row(
    team: tuple[ServiceContainer, ServiceContainer, str],
) -> None:
    ana, bo, id = team
    [conflict] = ana.conflicts.open_conflicts(id)
    assert sorted((version.by, version.value) for version in conflict.versions) == [
        ("ana", "by ana"),
        ("bo", "by bo"),
    ]
    assert conflict.about == "incident 'checkout 5xx'"
    assert bo.conflicts.open_conflicts(id) == [conflict]


def test_one_settles_and_everybody_has_it(team: tuple[ServiceContainer, ServiceContainer, str]) -> None:
    ana, bo, id = team
    [conflict] = ana.conflicts.open_conflicts(id)
    ana.conflicts.resolve(id, conflict, conflict.both)
    meet(ana, bo)
    assert summary(ana, id) == summary(bo, id) == conflict.both
    assert bo.conflicts.open_conflicts(id) == []


def test_what_came_meanwhile_was_not_shown_and_stays(
    team: tuple[ServiceContainer, ServiceContainer, str],
) -> None:
    ana, bo, id = team
    [shown] = ana.conflicts.open_conflicts(id)
    bo.incidents.set(id, {"summary": "bo again"}, base_versions=None)
    meet(bo, ana)
    with pytest.raises(RefusedError):
        ana.conflicts.resolve(id, shown, "by ana")
    assert summary(ana, id) == "bo again"


def test_a_save_from_an_editor_that_was_open_meanwhile_shows_both(
    team: tuple[ServiceContainer, ServiceContainer, str],
) -> None:
    ana, bo, id = team
    seen = ana.incidents.base_versions(id)
    bo.incidents.set(id, {"title": "checkout 5xx, by bo"}, base_versions=None)
    meet(bo, ana)
    ana.incidents.set(id, {"title": "checkout 5xx, by ana"}, base_versions=seen)
    values = {
        conflict.field: [version.by for version in conflict.versions]
        for conflict in ana.conflicts.open_conflicts(id)
    }
    assert sorted(values["title"]) == ["ana", "bo"]


def test_settling_is_undone_like_anything_else(team: tuple[ServiceContainer, ServiceContainer, str]) -> None:
    ana, _, id = team
    [conflict] = ana.conflicts.open_conflicts(id)
    before = summary(ana, id)
    ana.conflicts.resolve(id, conflict, "something else")
    ana.history.undo(id)
    assert summary(ana, id) == before


def test_a_note_that_one_leaves_out_while_another_edits_it_stays_visible(
    team: tuple[ServiceContainer, ServiceContainer, str],
) -> None:
    ana, bo, id = team
    ana.capture.take("5xx 11%", id)
    ana.store.file_inbox(id)
    meet(ana, bo)
    [note] = ana.incidents.view(id).notes
    with ana.store.transaction(id, "left out") as unit:
        unit.leave_out("notes", note.id)
    with bo.store.transaction(id, "kind") as unit:
        unit.put("notes", note.id, {"kind": "saw"})
    meet(ana, bo)
    assert [found.struck for found in ana.incidents.view(id).notes] == [False]
    assert [found.struck for found in bo.incidents.view(id).notes] == [False]
