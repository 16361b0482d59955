"""The demo is what the program makes of what was typed: told through the real services, one incident per stage."""

from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.incident import STAGES
from oncall_tui.domain.instants import MINUTE, SECOND, parse_instant
from oncall_tui.domain.recommendations.recommendation import STATUSES
from oncall_tui.domain.review.records import KINDS
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.read_models.report import printed_report
from oncall_tui.read_models.timeline_view import readiness_of
from oncall_tui.services.demo.demo import play_stories, worked_incidents
from oncall_tui.services.review.complete import refusals
from oncall_tui.settings.settings import Settings

NOW = parse_instant("2026-11-21T10:00:30Z")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ServiceContainer:
    """A reader of the told incidents, at the moment in which the demo opens."""
    data: Path = tmp_path_factory.mktemp("demo")
    play_stories(
        worked_incidents(NOW), lambda author, clock: build_services(Settings(str(data), author=author), clock)
    )
    return build_services(Settings(str(data), author="you"), lambda: NOW)


def test_there_is_one_incident_per_stage_of_the_way(demo: ServiceContainer) -> None:
    stages = [demo.incidents.view(id).incident.stage for id in demo.store.incident_ids()]
    assert sorted(stages, key=STAGES.index) == ["responding", "timeline", "review", "complete"]


def test_the_one_that_burns_is_the_current_one_and_three_quarters_of_an_hour_old(
    demo: ServiceContainer,
) -> None:
    id = demo.incidents.current()
    assert id is not None
    incident = demo.incidents.view(id).incident
    assert (incident.handle, incident.severity) == ("manifest-lag", "SEV1")
    assert NOW - incident.created_at == 45 * MINUTE
    assert (incident.lead, incident.comms, incident.scribe) == ("mira", "arun", "ines")


def test_notes_have_many_authors_who_wrote_them_then(demo: ServiceContainer) -> None:
    for id in demo.store.incident_ids():
        notes = demo.incidents.view(id).notes
        assert len(notes) >= 40
        assert len({note.author for note in notes}) >= 3
        assert all(note.recorded_at <= NOW - SECOND for note in notes)


def test_notes_were_read_as_typed_lines_are(demo: ServiceContainer) -> None:
    notes = demo.incidents.view(demo.incidents.find("manifest-lag")).notes
    assert {"did", "saw", "decided", "suspect", "idea", "expected", "assumed"} <= {
        note.kind for note in notes
    }
    assert any(note.approximate for note in notes)
    assert any("kafka" in note.tags for note in notes)
    assert any("PD-20417" in reference for note in notes for reference in note.references)


def test_nothing_is_left_in_the_inbox_and_nothing_is_in_conflict(demo: ServiceContainer) -> None:
    for id in demo.store.incident_ids():
        demo.store.file_inbox(id)
        assert demo.store.inbox.ids(id) == []
        assert demo.incidents.view(id).conflicts == []


def test_recommendations_are_in_every_status_and_have_histories(demo: ServiceContainer) -> None:
    everything, _ = demo.tracker.load_all()
    assert {item.status for item in everything} == set(STATUSES)
    assert any(item.slips >= 2 for item in everything)
    assert any(item.label == "strategic" and not item.sponsor for item in everything)
    assert any(item.owner and not item.is_accepted for item in everything)
    assert any(item.is_committed and item.due and item.due < "2026-11-21" for item in everything)
    assert any(len(item.incidents) > 1 for item in everything)


def test_the_timelines_of_what_is_over_are_settled_and_the_one_in_work_asks(demo: ServiceContainer) -> None:
    left = {}
    for id in demo.store.incident_ids():
        view = demo.incidents.view(id)
        timeline = timeline_of(view)
        rows = sum(not event.settled for event in timeline)
        left[view.incident.handle] = rows
        questions = readiness_of(view, timeline, view.incident.zone, NOW)
        if view.incident.stage == "timeline":
            assert questions.looks
    assert (left["wrong-cluster-drain"], left["empty-backups"]) == (0, 0)
    assert left["quote-latency"] > 40


def test_sources_of_several_zones_were_imported(demo: ServiceContainer) -> None:
    view = demo.incidents.view(demo.incidents.find("quote-latency"))
    assert {source["zone"] for source in view.values("sources").values()} == {"Europe/Lisbon", "UTC"}


def test_the_complete_write_up_is_whole(demo: ServiceContainer) -> None:
    view = demo.writeup.view(demo.incidents.find("empty-backups"))
    assert (view.next, [(left.code, left.text) for left in view.left]) == (None, [])
    assert view.written[0] == view.written[1] == 8
    analysis = view.analysis
    assert {finding.how for finding in analysis.findings} >= {"held", "harmful", "absent"}
    assert len(analysis.controls) >= 4
    assert analysis.missing_controls
    assert analysis.systemic_problems
    assert view.open_ends == ()
    assert view.flags == ("preparer-responded",)


def test_the_complete_one_was_reviewed_with_a_dissent_and_amended_after(demo: ServiceContainer) -> None:
    id = demo.incidents.find("empty-backups")
    report = printed_report(demo.writeup.view(id))
    assert report["completion"]["by"] == "noor"
    assert report["problems"] == []
    (dissent,) = report["dissents"]
    assert "no control can fail" in dissent["position"]
    (amended,) = report["amendments"]
    assert (amended["field"], amended["by"]) == ("impact", "arun")
    assert {thread.ending.kind for thread in demo.reviews.view(id).threads if thread.ending} == {
        "applied", "answered", "dissent",
    }  # fmt: skip


def test_the_one_in_review_has_all_three_kinds_of_comment_and_half_of_its_readers(
    demo: ServiceContainer,
) -> None:
    view = demo.reviews.view(demo.incidents.find("wrong-cluster-drain"))
    assert view.is_open
    assert {thread.comment.kind for thread in view.threads if thread.is_open} == set(KINDS)
    assert [view.anchor(thread.comment) for thread in view.threads] == ["exact"] * 4
    assert len(view.agenda) == 1
    unread = {reader.name: bool(reader.unread) for reader in view.readers}
    assert unread == {"ines": True, "noor": True, "rui": True, "tomas": False}
    assert refusals(view) == ("open-disagree",)


def test_the_write_up_in_review_still_asks(demo: ServiceContainer) -> None:
    view = demo.writeup.view(demo.incidents.find("wrong-cluster-drain"))
    codes = {end.code for end in view.open_ends}
    assert {"finding-without-made-sense", "control-without-feedback", "question-open"} <= codes
    assert view.next is not None
