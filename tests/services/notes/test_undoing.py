"""One act of a person is one entry: `u` takes back exactly one thing and names it, also a note (T7)."""

from collections.abc import Callable

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.incident import Incident
from oncall_tui.services.notes.capture import Capture

Open = Callable[[str], ServiceContainer]
VERBS = (
    ":sev 2",
    ":lead @ana",
    ":comms @bo",
    ":mitigated",
    ":update hello next 30m",
    ":link https://x.example board",
)


def shown(services: ServiceContainer, incident: str) -> Incident:
    return services.incidents.view(incident).incident


def in_sight(services: ServiceContainer, incident: str) -> list[str]:
    return [note.raw for note in services.incidents.view(incident).notes if not note.struck]


def state(services: ServiceContainer, incident: str) -> tuple[object, ...]:
    found = shown(services, incident)
    events = services.incidents.view(incident).values("events")
    fields = (found.severity, found.lead, found.comms, found.next_update_at, found.links)
    return (*fields, tuple(events.values()), tuple(in_sight(services, incident)))


def test_each_verb_is_undone_by_itself_though_all_were_filed_at_once(
    services: ServiceContainer, incident: str
) -> None:
    for verb in VERBS:
        services.capture.take(verb, incident)
    services.store.file_inbox(incident)
    told = [services.history.undo(incident) for _ in VERBS]
    assert told == [f"undone: {verb}" for verb in reversed(VERBS)]
    assert shown(services, incident).severity == "SEV1"
    assert in_sight(services, incident) == []


def test_undo_and_redo_of_verbs_go_through_the_same_states(services: ServiceContainer, incident: str) -> None:
    states = [state(services, incident)]
    for line in (":sev 2", "a note", "+ an idea", ":sev 3", ":mitigated", "another note"):
        services.capture.take(line, incident)
        states.append(state(services, incident))
    back = []
    for _ in states[1:]:
        assert services.history.undo(incident) is not None
        back.append(state(services, incident))
    assert back == states[-2::-1]
    for step in states[1:]:
        assert services.history.redo(incident) is not None
        assert state(services, incident) == step


def test_a_note_is_undone_before_an_older_change_and_named(services: ServiceContainer, incident: str) -> None:
    services.incidents.set(incident, {"severity": "2"}, base_versions=None)
    services.capture.take("wrong window", incident)
    assert services.history.undo(incident) == "undone: note “wrong window”"
    assert in_sight(services, incident) == []
    assert services.history.redo(incident) == "done again: note “wrong window”"
    assert in_sight(services, incident) == ["wrong window"]
    services.history.undo(incident)
    assert services.history.undo(incident) == "undone: set severity 2"


def test_a_colleagues_note_is_not_undone(open_as: Open, services: ServiceContainer, incident: str) -> None:
    open_as("bo").capture.take("mine, says bo", incident)
    assert services.history.undo(incident) is None
    assert in_sight(services, incident) == ["mine, says bo"]


def test_an_idea_and_its_recommendation_go_and_come_together(
    services: ServiceContainer, incident: str
) -> None:
    services.capture.take("+ alert on pool use", incident)
    services.history.undo(incident)
    assert services.incidents.view(incident).values("recommendations") == {}
    services.history.redo(incident)
    assert len(services.incidents.view(incident).values("recommendations")) == 1


@pytest.mark.parametrize(
    ("line", "field", "before", "after"),
    [
        (":sev 2", "severity", "SEV1", "SEV2"),
        (":lead @ana", "lead", None, "ana"),
        (":update hi next 30m", "next_update_at", None, 1_795_235_352_000_000),
        (":link https://x.example board", "links", (), ("https://x.example board",)),
    ],
)
def test_leaving_a_verbs_row_out_takes_its_effect_back(
    services: ServiceContainer, incident: str, line: str, field: str, before: object, after: object
) -> None:
    note = services.capture.take(line, incident).id
    services.store.file_inbox(incident)
    services.note_edits.leave_out(incident, [note])
    assert getattr(shown(services, incident), field) == before
    services.note_edits.leave_out(incident, [note], back=True)
    assert getattr(shown(services, incident), field) == after
    services.curate.leave_out(incident, [note])
    assert getattr(shown(services, incident), field) == before
    services.history.undo(incident)
    assert getattr(shown(services, incident), field) == after


def test_leaving_an_older_verb_out_leaves_the_newer_one_in_force(
    services: ServiceContainer, incident: str
) -> None:
    first = services.capture.take(":sev 2", incident).id
    services.capture.take(":sev 3", incident)
    services.store.file_inbox(incident)
    services.note_edits.leave_out(incident, [first])
    assert shown(services, incident).severity == "SEV3"


def test_a_move_and_its_undo_work_in_both_incidents(services: ServiceContainer, incident: str) -> None:
    other = services.incidents.create("Disk").id
    notes = [services.capture.take(text, incident).id for text in ("one", "two")]
    services.capture.move(notes, incident, other)
    where = [(in_sight(services, incident), in_sight(services, other))]
    for step, place in (("undo", incident), ("redo", incident), ("undo", other), ("redo", other)):
        told = getattr(services.history, step)(place)
        assert told is not None
        assert "2 notes" in told
        where.append((in_sight(services, incident), in_sight(services, other)))
    nothing: list[str] = []
    there, back = (nothing, ["one", "two"]), (["one", "two"], nothing)
    assert where == [there, back, there, back, there]


def test_one_moved_note_is_one_note(services: ServiceContainer, incident: str) -> None:
    other = services.incidents.create("Disk").id
    services.capture.move([services.capture.take("one", incident).id], incident, other)
    assert services.history.undo(incident) == "undone: moved 1 note to another incident"


def test_ideas_taken_by_earlier_versions_become_recommendations(
    services: ServiceContainer, incident: str
) -> None:
    with services.store.transaction(incident) as unit:
        fields = {
            "raw": "alert on it",
            "kind": "idea",
            "recorded_at": "2026-11-21T03:00:00Z",
            "author": "ana",
        }
        unit.put("notes", note := unit.new_id(), fields, silent=True)
    assert [item.title for item in services.tracker.load_all()[0]] == ["alert on it"]
    services.incidents.set(incident, {"type": "bug"}, base_versions=None)
    assert services.incidents.view(incident).values("recommendations")[note]["status"] == "idea"


@pytest.fixture
def capture(services: ServiceContainer) -> Capture:
    return services.capture


@pytest.mark.parametrize("line", ["alert on it", "! alert on it"])
def test_an_idea_by_its_kind_is_a_recommendation_at_once(
    services: ServiceContainer, capture: Capture, incident: str, line: str
) -> None:
    capture.take(line, incident, kind="idea")
    assert [item.title for item in services.tracker.load_all()[0]] == ["alert on it"]
