"""Undo and redo: my own last change, across restarts, never over what a colleague did since (T7)."""

from collections.abc import Callable

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.incident import Incident

Open = Callable[[str], ServiceContainer]


def read(services: ServiceContainer, incident: str) -> Incident:
    return services.incidents.view(incident).incident


def test_undo_and_redo_survive_a_restart(open_as: Open, incident: str) -> None:
    open_as("ana").incidents.set(incident, {"severity": "2"}, base_versions=None)
    assert open_as("ana").history.undo(incident) == "undone: set severity 2"
    assert read(open_as("ana"), incident).severity == "SEV1"
    assert open_as("ana").history.redo(incident) == "done again: set severity 2"
    assert read(open_as("ana"), incident).severity == "SEV2"


def test_undo_goes_back_step_by_step_and_redo_forward_again(
    services: ServiceContainer, incident: str
) -> None:
    for severity in ("2", "3", "4"):
        services.incidents.set(incident, {"severity": severity}, base_versions=None)
    seen = []
    for step in ("undo", "undo", "redo", "redo", "undo", "undo", "undo"):
        getattr(services.history, step)(incident)
        seen.append(read(services, incident).severity)
    assert seen == ["SEV3", "SEV2", "SEV3", "SEV4", "SEV3", "SEV2", "SEV1"]


def test_a_new_change_ends_the_redo(services: ServiceContainer, incident: str) -> None:
    services.incidents.set(incident, {"severity": "2"}, base_versions=None)
    services.history.undo(incident)
    services.incidents.set(incident, {"type": "bug"}, base_versions=None)
    assert services.history.redo(incident) is None
    assert services.history.undo(incident) == "undone: set type bug"


def test_only_my_own_changes_are_undone(open_as: Open, incident: str) -> None:
    open_as("bo").incidents.set(incident, {"severity": "2"}, base_versions=None)
    assert open_as("ana").history.undo(incident) is None
    assert read(open_as("ana"), incident).severity == "SEV2"


def test_what_a_colleague_changed_since_is_left_as_it_is(open_as: Open, incident: str) -> None:
    open_as("ana").incidents.set(incident, {"severity": "2", "type": "bug"}, base_versions=None)
    open_as("bo").incidents.set(incident, {"severity": "4"}, base_versions=None)
    told = open_as("ana").history.undo(incident)
    assert told is not None
    assert "1 changed since by others" in told
    assert (read(open_as("ana"), incident).severity, read(open_as("ana"), incident).type) == ("SEV4", None)


def test_the_last_change_of_several_incidents_goes_first(services: ServiceContainer, incident: str) -> None:
    other = services.incidents.create("Other", severity="3").id
    services.incidents.set(incident, {"type": "bug"}, base_versions=None)
    services.incidents.set(other, {"type": "bug"}, base_versions=None)
    told = [services.history.undo(other, incident) for _ in range(3)]
    assert told[:2] == ["undone: set type bug"] * 2
    assert (read(services, other).type, read(services, incident).type) == (None, None)
    assert services.history.redo(other) == "done again: set type bug"
    assert (read(services, other).type, read(services, incident).type) == ("bug", None)


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_nothing_to_undo_or_redo(services: ServiceContainer, incident: str, step: str) -> None:
    assert getattr(services.history, step)(incident) is None


def test_leaving_out_is_undone(services: ServiceContainer, incident: str) -> None:
    note = services.capture.take("twice", incident).id
    with services.store.transaction(incident, "left out twice") as unit:
        unit.leave_out("notes", note)
    assert services.incidents.view(incident).notes.by_id(note).struck
    services.history.undo(incident)
    assert not services.incidents.view(incident).notes.by_id(note).struck
    services.history.redo(incident)
    assert services.incidents.view(incident).notes.by_id(note).struck


def test_undo_takes_back_ones_own_text_and_leaves_what_was_written_beside_it(
    open_as: Open, incident: str
) -> None:
    ana, bo = open_as("ana"), open_as("bo")
    empty = ana.writeup.base_versions(incident, "summary")
    ana.writeup.set(incident, "summary", "first", base_versions=empty)
    shown = ana.writeup.base_versions(incident, "summary")
    bo.writeup.set(incident, "summary", "bo's", base_versions=empty)
    ana.writeup.set(incident, "summary", "second", base_versions=shown)
    assert set(ana.writeup.section(incident, "summary").versions) == {"second", "bo's"}
    ana.history.undo(incident)
    assert set(ana.writeup.section(incident, "summary").versions) == {"first", "bo's"}
    ana.history.redo(incident)
    assert set(ana.writeup.section(incident, "summary").versions) == {"second", "bo's"}
