"""Taking notes end to end: what is typed is safe at once, and is read the same way wherever it is read (N1, N3)."""

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.note import Note


def take(services: ServiceContainer, incident: str | None, text: str, **how: object) -> Note:
    taken = services.capture.take(text, incident, **how)  # type: ignore[arg-type]
    if incident is None:
        return services.capture.unfiled()[-1]
    return services.incidents.view(incident).notes.by_id(taken.id)


def test_a_plain_note_happened_when_it_was_written(services: ServiceContainer, incident: str) -> None:
    note = take(services, incident, "5xx at 11% since 02:10")
    assert note.waiting
    assert format_instant(note.recorded_at) == "2026-11-21T03:59:12Z"
    assert note.occurred_at == note.recorded_at
    assert (note.raw, note.text, note.kind, note.author) == (note.raw, "5xx at 11% since 02:10", None, "ana")


@pytest.mark.parametrize(
    ("line", "occurred_at", "kind", "text"),
    [
        ("-5m ! drained b", "2026-11-21T03:54:12Z", "did", "drained b"),
        ("@03:52 > slow", "2026-11-21T03:52:00Z", "saw", "slow"),
        ("@05:52 CET > slow", "2026-11-21T04:52:00Z", "saw", "slow"),
        ("@yesterday 23:50 = roll back", "2026-11-20T23:50:00Z", "decided", "roll back"),
        ("@2026-11-21T03:10Z ? redis", "2026-11-21T03:10:00Z", "suspect", "redis"),
    ],
)
def test_a_typed_moment_is_read_in_the_incidents_zone(
    services: ServiceContainer, incident: str, line: str, occurred_at: str, kind: str, text: str
) -> None:
    note = take(services, incident, line)
    assert note.occurred_at is not None
    assert (format_instant(note.occurred_at), note.kind, note.text) == (occurred_at, kind, text)
    assert note.raw == line


def test_filing_reads_a_note_as_the_inbox_did(services: ServiceContainer, incident: str) -> None:
    before = take(services, incident, "~@03:52 ! drained #redis @bo PD-8841 https://x.example/a")
    services.store.file_inbox(incident)
    after = services.incidents.view(incident).notes.by_id(before.id)
    assert not after.waiting
    assert (after.occurred_at, after.approximate, after.tags, after.people, after.references) == (
        before.occurred_at,
        True,
        ("redis",),
        ("bo",),
        ("PD-8841", "https://x.example/a"),
    )


def test_a_paste_is_one_note_and_its_first_line_no_command(services: ServiceContainer, incident: str) -> None:
    note = take(services, incident, ":sev 4\n! 09:00 restarted\n", evidence=True)
    services.store.file_inbox(incident)
    assert (note.verb, note.kind, note.text) == (None, None, ":sev 4\n! 09:00 restarted\n")
    assert services.incidents.view(incident).incident.severity == "SEV1"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (":sev 2", "severity", "SEV2"),
        (":lead @bo", "lead", "bo"),
        (":link https://x.example runbook", "links", ("https://x.example runbook",)),
        (":update rolling back next 30m", "next_update_at", 1_795_235_352_000_000),
        (":update rolling back next 04:30", "next_update_at", 1_795_235_400_000_000),
    ],
)
def test_a_verb_sets_one_field_of_the_incident(
    services: ServiceContainer, incident: str, line: str, field: str, value: object
) -> None:
    take(services, incident, line)
    services.store.file_inbox(incident)
    assert getattr(services.incidents.view(incident).incident, field) == value


def test_a_milestone_verb_marks_its_own_row(services: ServiceContainer, incident: str) -> None:
    note = take(services, incident, "@03:14 :mitigated 5xx under 1%")
    services.store.file_inbox(incident)
    view = services.incidents.view(incident)
    assert view.values("events") == {note.id: {"milestones": ["mitigated"]}}
    assert view.notes.by_id(note.id).text == "5xx under 1%"


def test_an_idea_becomes_a_recommendation_to_be(services: ServiceContainer, incident: str) -> None:
    note = take(services, incident, "+ alert on redis pool use")
    services.store.file_inbox(incident)
    assert services.incidents.view(incident).values("recommendations")[note.id]["status"] == "idea"


def test_without_an_incident_a_note_is_unfiled_until_it_is_given_to_one(services: ServiceContainer) -> None:
    note = take(services, None, "who is on call?")
    incident = services.incidents.create("Checkout 5xx").id
    services.capture.file_unfiled([note.id], incident)
    assert services.capture.unfiled() == []
    assert [found.raw for found in services.incidents.view(incident).notes] == ["who is on call?"]


def test_a_note_moves_to_another_incident(services: ServiceContainer, incident: str) -> None:
    note = take(services, incident, "wrong place")
    other = services.incidents.create("Disk").id
    services.capture.move([note.id], incident, other)
    assert [found.raw for found in services.incidents.view(other).notes] == ["wrong place"]
    assert services.incidents.view(incident).notes.by_id(note.id).struck


def test_a_blank_note_is_refused(services: ServiceContainer, incident: str) -> None:
    with pytest.raises(RefusedError, match="Nothing was saved"):
        take(services, incident, " \n")


def test_a_draft_is_kept_for_each_incident(services: ServiceContainer, incident: str) -> None:
    services.capture.save_draft(incident, "half a li\udc80ne")
    assert services.capture.load_draft(incident) == "half a li\udc80ne"
    assert services.capture.load_draft(None) == ""
    services.capture.save_draft(incident, "")
    assert services.capture.load_draft(incident) == ""
