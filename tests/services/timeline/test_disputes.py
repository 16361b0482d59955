"""Left out by one, edited by the other: it stays in sight, is marked, and a person decides (S2)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.timeline.question import Question
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.read_models.timeline_view import readiness_of
from oncall_tui.settings.settings import Settings

Act = Callable[[ServiceContainer, str, str], object]
NOW = 1_795_231_200_000_000


@pytest.fixture
def ana(tmp_path: Path) -> ServiceContainer:
    return build_services(Settings(str(tmp_path / "ana"), "ana"))


@pytest.fixture
def bo(ana: ServiceContainer, tmp_path: Path) -> ServiceContainer:
    """Both have ana's note."""
    incident = ana.incidents.create("checkout 5xx").id
    ana.capture.take("rolled back", incident)
    ana.capture.file_waiting(incident)
    bo = build_services(Settings(str(tmp_path / "bo"), "bo"))
    bo.store.join(incident, ana.store.tables(incident))
    return bo


def meet(ana: ServiceContainer, bo: ServiceContainer) -> str:
    [incident] = ana.store.incident_ids()
    for one, other in ((ana, bo), (bo, ana)):
        one.store.join(incident, other.store.tables(incident))
    return incident


def looks(services: ServiceContainer, incident: str) -> tuple[Question, ...]:
    view = services.incidents.view(incident)
    return readiness_of(view, timeline_of(view), "UTC", NOW).looks


def first(services: ServiceContainer, incident: str) -> Question:
    return looks(services, incident)[0]


def rows(services: ServiceContainer, incident: str) -> list[str]:
    return [event.text for event in timeline_of(services.incidents.view(incident))]


LEAVING: dict[str, Act] = {
    "note": lambda services, incident, id: services.note_edits.leave_out(incident, [id]),
    "row": lambda services, incident, id: services.curate.leave_out(incident, [id]),
}
EDITING: dict[str, Act] = {
    "row": lambda services, incident, id: services.curate.edit_text(
        incident, id, "rolled back 8812", base_versions=None
    ),
    "note": lambda services, incident, id: services.note_edits.amend(
        incident, id, "rolled back 8812", base_versions=None
    ),
}


@pytest.mark.parametrize(("choice", "left"), [(0, ["rolled back 8812"]), (1, [])], ids=["keep", "leave"])
@pytest.mark.parametrize(("leave", "edit"), [("note", "row"), ("note", "note"), ("row", "row")])
def test_it_stays_and_is_asked_about_on_both_sides_until_somebody_decides(
    ana: ServiceContainer, bo: ServiceContainer, leave: str, edit: str, choice: int, left: list[str]
) -> None:
    [incident] = ana.store.incident_ids()
    [note] = ana.incidents.view(incident).notes.ids
    LEAVING[leave](ana, incident, note)
    EDITING[edit](bo, incident, note)
    meet(ana, bo)
    look = first(ana, incident)
    assert look == first(bo, incident)
    assert (look.kind, look.rows) == ("conflict", (note,))
    assert look.text == "ana left this out while somebody else edited it."
    [event] = timeline_of(ana.incidents.view(incident))
    assert (event.text, event.occurred_at is None) == ("rolled back 8812", False)
    bo.curate.apply_answer(incident, look.choices[choice])
    meet(ana, bo)
    assert rows(ana, incident) == rows(bo, incident) == left
    assert not any(found.key.startswith("left-out:") for found in looks(ana, incident))


def test_a_note_says_so_among_the_notes(ana: ServiceContainer, bo: ServiceContainer) -> None:
    [incident] = ana.store.incident_ids()
    [note] = ana.incidents.view(incident).notes.ids
    ana.note_edits.leave_out(incident, [note])
    bo.note_edits.amend(incident, note, "rolled back 8812", base_versions=None)
    meet(ana, bo)
    [shown] = ana.incidents.view(incident).notes
    assert (shown.struck, shown.flags) == (False, ("left-out-and-edited",))


@pytest.mark.parametrize("leave", ["note", "row"])
def test_what_was_seen_goes_with_its_edits_and_nobody_is_asked(
    ana: ServiceContainer, bo: ServiceContainer, leave: str
) -> None:
    [incident] = ana.store.incident_ids()
    [note] = ana.incidents.view(incident).notes.ids
    bo.curate.edit_text(incident, note, "rolled back 8812", base_versions=None)
    meet(ana, bo)
    LEAVING[leave](ana, incident, note)
    meet(ana, bo)
    assert rows(ana, incident) == rows(bo, incident) == []
    assert looks(ana, incident) == ()
    ana.history.undo(incident)
    assert rows(ana, incident) == ["rolled back 8812"]
