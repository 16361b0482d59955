"""Curation through a real store: every act is one change that undo takes back; no note is ever lost (T3, T7)."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.instants import MINUTE, format_instant
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.timeline import Timeline
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.read_models.timeline_view import readiness_of
from oncall_tui.services.sources.proposals import ImportInput
from oncall_tui.services.timeline.typed_row_times import is_time
from oncall_tui.services.timeline.typed_rows import TypedRow, parse_row

ZONE = "Europe/London"


@pytest.fixture
def rows(services: ServiceContainer, incident: str) -> list[str]:
    """Three typed notes: 03:10, 03:20 and 03:20 again."""
    texts = ("@03:10 > 5xx 11%", "@03:20 ! scaled 6 to 12", "@03:20 = roll back\nana agrees")
    ids = [services.capture.take(text, incident).id for text in texts]
    services.store.file_inbox(incident)
    return ids


def facts(rows: Iterable[Event]) -> list[tuple[object, ...]]:
    """What undoing brings back; the history of a row goes on."""
    return [
        (
            each.id,
            each.text,
            each.occurred_at,
            each.kind,
            each.milestones,
            each.references,
            each.starred,
            each.settled,
        )
        for each in rows
    ]


def shown(services: ServiceContainer, incident: str) -> Timeline:
    return timeline_of(services.incidents.view(incident))


def texts(services: ServiceContainer, incident: str) -> list[str]:
    return [event.text for event in shown(services, incident)]


def test_a_row_takes_another_time_as_fine_as_it_was_typed(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    services.curate.retime(incident, [rows[0]], "~03:30", ZONE, base_versions=None)
    event = shown(services, incident).event(rows[0])
    assert event.occurred_at is not None
    assert format_instant(event.occurred_at) == "2026-11-21T03:30:00Z"
    assert (event.precision, event.approximate, event.settled) == ("minute", True, True)
    assert texts(services, incident)[-1] == "5xx 11%"


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("+2m", "2026-11-21T03:12:00Z"),
        ("-1h", "2026-11-21T02:10:00Z"),
        ("03:12:07", "2026-11-21T03:12:07Z"),
        ("2026-11-20 23:50", "2026-11-20T23:50:00Z"),
        ("03:30 UTC+2", "2026-11-21T01:30:00Z"),
    ],
)
def test_what_a_typed_time_may_be(
    services: ServiceContainer, incident: str, rows: list[str], typed: str, instant: str
) -> None:
    services.curate.retime(incident, [rows[0]], typed, ZONE, base_versions=None)
    found = shown(services, incident).instant(rows[0])
    assert found is not None
    assert format_instant(found) == instant


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Asia/Kolkata", "2026-11-20T21:40:00Z"),
        ("IST", "2026-11-20T21:40:00Z"),
        ("+05:30", "2026-11-20T21:40:00Z"),
        ("Pacific time", "2026-11-21T11:10:00Z"),
    ],
)
def test_rows_take_another_zone_and_keep_what_their_clock_showed(
    services: ServiceContainer, incident: str, rows: list[str], zone: str, first: str
) -> None:
    before = facts(shown(services, incident))
    services.curate.retime(incident, rows[:2], zone, "Asia/Tokyo", base_versions=None)
    moved = [shown(services, incident).event(row) for row in rows[:2]]
    instants = [event.occurred_at for event in moved if event.occurred_at is not None]
    assert format_instant(instants[0]) == first
    assert instants[1] - instants[0] == 10 * MINUTE
    assert [(event.precision, event.settled) for event in moved] == [("minute", False)] * 2
    services.curate.retime(incident, rows[:2], "UTC", "Asia/Tokyo", base_versions=None)
    assert format_instant(shown(services, incident).instant(rows[0]) or 0) == "2026-11-21T03:10:00Z"
    services.history.undo(incident)
    services.history.undo(incident)
    assert facts(shown(services, incident)) == before


def test_a_moved_row_keeps_its_zone_and_a_typed_time_has_its_own(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    def zone_after(typed: str) -> str:
        services.curate.retime(incident, rows[:1], typed, ZONE, base_versions=None)
        return shown(services, incident).zone_used(rows[0])

    assert zone_after("IST") == "UTC+5:30"
    assert zone_after("+2m") == "UTC+5:30"
    assert zone_after("03:30") == ZONE


def test_a_zone_is_refused_for_a_day_and_asks_where_a_clock_went_back(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    services.curate.retime(incident, rows[:1], "2026-11-01 01:30", "UTC", base_versions=None)
    services.curate.retime(incident, rows[:1], "America/New_York", ZONE, base_versions=None)
    twice = shown(services, incident).event(rows[0])
    assert (len(twice.alternatives), twice.settled) == (2, False)
    services.curate.retime(incident, rows[:1], "2026-11-01", "UTC", base_versions=None)
    with pytest.raises(RefusedError, match="only to the day"):
        services.curate.retime(incident, rows[:1], "IST", ZONE, base_versions=None)


def test_a_person_says_when_it_was_known_and_takes_that_back(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    services.curate.set_known(incident, [rows[0]], "+20m", ZONE, base_versions=None)
    known = shown(services, incident).event(rows[0]).known_at
    assert known is not None
    assert format_instant(known) == "2026-11-21T03:30:00Z"
    services.curate.set_known(incident, [rows[0]], "", ZONE, base_versions=None)
    event = shown(services, incident).event(rows[0])
    assert event.known_at == event.recorded_at


def test_a_shift_out_of_the_calendar_is_no_time(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    with pytest.raises(RefusedError, match="is not a time"):
        services.curate.retime(incident, rows, "+99999999d", ZONE, base_versions=None)


def test_how_long_a_silence_may_be_is_set_for_the_incident(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    def kinds() -> list[str]:
        view = services.incidents.view(incident)
        found = readiness_of(view, timeline_of(view), ZONE, services.clock())
        return [look.kind for look in found.looks]

    assert "gap" not in kinds()
    services.incidents.set(incident, {"gap": "5m"}, base_versions=None)
    assert "gap" in kinds()
    with pytest.raises(RefusedError, match="not a span"):
        services.incidents.set(incident, {"gap": "soon"}, base_versions=None)


def test_what_is_no_time_changes_nothing(services: ServiceContainer, incident: str, rows: list[str]) -> None:
    before = services.store.tables(incident)
    with pytest.raises(RefusedError, match="is not a time"):
        services.curate.retime(incident, rows, "soonish", ZONE, base_versions=None)
    assert services.store.tables(incident) == before


def test_rows_are_joined_into_the_earliest_and_taken_apart_again(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    services.curate.join(incident, [rows[1], rows[0]])
    assert shown(services, incident).event(rows[0]).notes == (rows[0], rows[1])
    services.curate.break_row(incident, rows[0], ZONE)
    assert len(shown(services, incident)) == 3


def test_a_paste_is_broken_into_its_lines_each_with_its_own_time(
    services: ServiceContainer, incident: str
) -> None:
    note = services.capture.take("03:14 paged\n03:16 5xx 11%\nstill rising", incident, evidence=True).id
    services.curate.break_row(incident, note, ZONE)
    events = list(shown(services, incident))
    assert [(event.text, event.precision) for event in events] == [
        ("paged", "minute"),
        ("5xx 11%", "minute"),
        ("still rising", None),
    ]
    assert {event.notes for event in events} == {(note,)}
    assert events[2].flags == ("untimed",)


def test_a_row_that_is_left_out_keeps_its_note(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    services.curate.edit_text(incident, rows[0], "5xx at 11%", base_versions=None)
    services.curate.leave_out(incident, rows[:2])
    assert len(shown(services, incident)) == 1
    assert len(services.incidents.view(incident).notes) == 3
    services.sources.place(incident, {rows[0]: "row"})
    assert texts(services, incident)[0] == "5xx 11%"


def test_the_last_part_left_out_does_not_bring_the_paste_back(
    services: ServiceContainer, incident: str
) -> None:
    note = services.capture.take("03:14 paged\n03:16 5xx 11%", incident, evidence=True).id
    services.curate.break_row(incident, note, ZONE)
    for event in list(shown(services, incident)):
        services.curate.leave_out(incident, [event.id])
    assert texts(services, incident) == []


def test_a_milestone_stands_on_one_row(services: ServiceContainer, incident: str, rows: list[str]) -> None:
    services.curate.set_milestone(incident, rows[0], "detected")
    services.curate.set_milestone(incident, rows[1], "detected")
    assert [event.milestone for event in shown(services, incident)] == [None, "detected", None]
    services.curate.set_milestone(incident, rows[1], None)
    assert shown(services, incident).milestone_placements == {}


def test_ties_change_places_and_other_rows_do_not(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    services.curate.move(incident, rows[2], -1)
    assert [event.id for event in shown(services, incident)] == [rows[0], rows[2], rows[1]]
    with pytest.raises(RefusedError, match="one moment"):
        services.curate.move(incident, rows[0], 1)


def test_a_row_is_added_with_a_time_or_behind_another(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    services.curate.add(incident, TypedRow("03:15", "nobody was paged"), ZONE, after=rows[0])
    services.curate.add(incident, TypedRow("", "the pager was silent"), ZONE, after=rows[0])
    assert texts(services, incident)[:3] == ["5xx 11%", "the pager was silent", "nobody was paged"]


def test_an_answer_of_the_queue_is_carried_out(services: ServiceContainer, incident: str) -> None:
    for text in ("@03:10 incident declared", "@03:40 :resolved"):
        services.capture.take(text, incident)
    view = services.incidents.view(incident)
    look = readiness_of(view, timeline_of(view), ZONE, services.clock()).looks[-1]
    services.curate.apply_answer(incident, look.choices[0])
    assert shown(services, incident).milestone_placements.keys() == {"declared", "resolved"}
    never = next(choice for choice in look.choices if choice.label == "not known")
    services.curate.apply_answer(incident, never)
    view = services.incidents.view(incident)
    assert readiness_of(view, timeline_of(view), ZONE, services.clock()).looks == ()


def test_the_row_of_another_hour_is_gone(services: ServiceContainer, incident: str, rows: list[str]) -> None:
    with pytest.raises(NotFoundError, match="no longer"):
        services.curate.star(incident, ["01k00000000000000000000000"], True)


Act = Callable[[ServiceContainer, str, list[str]], Any]
ACTS: dict[str, Act] = {
    "retime": lambda s, i, r: s.curate.retime(i, r[:2], "04:00", ZONE, base_versions=None),
    "edit": lambda s, i, r: s.curate.edit_text(i, r[0], "other words", base_versions=None),
    "kind": lambda s, i, r: s.curate.set_kind(i, r, "suspect"),
    "no kind": lambda s, i, r: s.curate.set_kind(i, r, None),
    "milestone": lambda s, i, r: s.curate.set_milestone(i, r[0], "resolved"),
    "reference": lambda s, i, r: s.curate.add_reference(i, r, "PD-8841"),
    "star": lambda s, i, r: s.curate.star(i, r, True),
    "settle": lambda s, i, r: s.curate.settle(i, r),
    "leave out": lambda s, i, r: s.curate.leave_out(i, r[:2]),
    "join": lambda s, i, r: s.curate.join(i, r[:2]),
    "break": lambda s, i, r: s.curate.break_row(i, r[2], ZONE),
    "move": lambda s, i, r: s.curate.move(i, r[2], -1),
    "add": lambda s, i, r: s.curate.add(i, TypedRow("03:33", "added"), ZONE, r[0]),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_undo_takes_every_act_back_and_redo_repeats_it(
    services: ServiceContainer, incident: str, rows: list[str], act: Act
) -> None:
    before = list(shown(services, incident))
    act(services, incident, rows)
    after = list(shown(services, incident))
    assert services.history.undo(incident) is not None
    undone = list(shown(services, incident))
    assert facts(undone) == facts(before)
    assert services.history.redo(incident) is not None
    assert list(shown(services, incident)) == after


@pytest.mark.parametrize("first", ACTS.values(), ids=ACTS)
def test_an_act_that_was_undone_does_not_come_back_with_the_next(
    services: ServiceContainer, incident: str, rows: list[str], first: Act
) -> None:
    first(services, incident, rows)
    services.history.undo(incident)
    services.curate.star(incident, [rows[0]], True)
    event = shown(services, incident).event(rows[0])
    assert (event.text, event.milestones, event.references, event.settled) == ("5xx 11%", (), (), False)
    assert (event.kind, event.starred) == ("saw", True)


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("14:02 > 5xx at 11% #redis", TypedRow("14:02", "5xx at 11% #redis", "saw", ("tags:redis",))),
        ("@14:02 rolled back", TypedRow("14:02", "rolled back")),
        ("~14:02 rolled back", TypedRow("~14:02", "rolled back")),
        ("2026-11-20 23:50 UTC paged", TypedRow("2026-11-20 23:50 UTC", "paged")),
        ("2 pods were restarted", TypedRow("", "2 pods were restarted")),
        ("14:02", TypedRow("", "14:02")),
    ],
)
def test_a_row_is_typed_on_one_line(services: ServiceContainer, line: str, typed: TypedRow) -> None:
    assert parse_row(line, lambda text: is_time(text, ZONE, services.clock())) == typed


def test_a_shift_of_several_rows_settles_none_of_them(
    services: ServiceContainer, incident: str, rows: list[str]
) -> None:
    label = services.curate.retime(incident, rows, "-13h30m", ZONE, base_versions=None)
    assert label == "moved “5xx 11%” and 2 other rows by -13h30m"
    assert [row.settled for row in shown(services, incident)] == [False, False, False]
    services.curate.settle(incident, rows[:1])
    services.curate.retime(incident, rows, "+1h", ZONE, base_versions=None)
    assert [shown(services, incident).settled(row) for row in rows] == [True, False, False]
    services.curate.retime(incident, rows[1:2], "+1m", ZONE, base_versions=None)
    assert shown(services, incident).settled(rows[1])


def test_a_common_shift_leaves_the_question_of_order_open(services: ServiceContainer, incident: str) -> None:
    text = (
        "2026-11-20 14:38 paged\n2026-11-20 14:50 called\n2026-11-20 14:45 looked\n2026-11-20 15:00 fixed\n"
    )
    services.importing.save(incident, services.importing.preview(incident, ImportInput(text)))

    def asked() -> list[str]:
        view = services.incidents.view(incident)
        looks = readiness_of(view, timeline_of(view), ZONE, services.clock()).looks
        return [look.kind for look in looks if look.kind == "order"]

    assert asked() == ["order"]
    everything = [row.id for row in shown(services, incident)]
    services.curate.retime(incident, everything, "-13h30m", ZONE, base_versions=None)
    assert asked() == ["order"]


@pytest.mark.parametrize(
    ("line", "milestone", "is_known"),
    [
        ("03:15 ! acknowledged it", None, True),
        ("03:15 = roll back", None, True),
        ("03:15 > a graph went up", None, False),
        ("03:15 ana acknowledged", "acknowledged", True),
    ],
)
def test_what_people_did_they_knew_when_it_happened(
    services: ServiceContainer, incident: str, line: str, milestone: str | None, is_known: bool
) -> None:
    typed = parse_row(line, lambda text: is_time(text, ZONE, services.clock()))
    row = services.curate.add(incident, typed, ZONE)
    if milestone:
        services.curate.set_milestone(incident, row, milestone)
    event = shown(services, incident).event(row)
    assert (event.known_at == event.occurred_at) == is_known


def test_an_answer_is_told_with_the_row_that_it_was_about(services: ServiceContainer, incident: str) -> None:
    text = (
        "2026-11-20 14:38 paged\n2026-11-20 14:50 called\n2026-11-20 14:45 looked\n2026-11-20 15:00 fixed\n"
    )
    services.importing.save(incident, services.importing.preview(incident, ImportInput(text)))
    view = services.incidents.view(incident)
    looks = readiness_of(view, timeline_of(view), ZONE, services.clock()).looks
    look = next(look for look in looks if look.kind == "order")
    words = shown(services, incident).text(look.rows[0])
    assert services.curate.apply_answer(incident, look.choices[0]) == f"answered “it is right” for “{words}”"
    assert services.history.undo(incident) == f"undone: answered “it is right” for “{words}”"


def test_an_account_of_long_ago_is_asked_for_its_end(services: ServiceContainer, incident: str) -> None:
    services.importing.save(
        incident, services.importing.preview(incident, ImportInput("2023-09-18 14:38 paged\n"))
    )
    view = services.incidents.view(incident)
    assert view.incident.stage == "responding"
    looks = readiness_of(view, timeline_of(view), ZONE, services.clock()).looks
    (missing,) = [look for look in looks if look.kind == "missing"]
    assert "mitigated or resolved" in missing.text
