"""The queue: exactly what a careful person would ask about, ranked, each answer saying what moves (T4)."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oncall_tui.domain.days import day_start
from oncall_tui.domain.instants import HOUR, format_instant, parse_instant
from oncall_tui.domain.timeline.durations import durations
from oncall_tui.domain.timeline.question import FieldConflict, Question, QuestionContext
from oncall_tui.domain.timeline.readiness import Readiness, check_readiness
from oncall_tui.domain.timeline.timeline import Timeline
from tests.builders.timelines import line, note, timeline

LONDON = ZoneInfo("Europe/London")
NOW = parse_instant("2026-11-22T00:00:00Z")
QUIET = frozenset(
    f"missing:{name}" for name in ("started", "detected", "declared", "acknowledged", "mitigated", "resolved")
)


def asked(shown: Timeline, closed: frozenset[str] = QUIET, **rest: Any) -> Readiness:
    return check_readiness(QuestionContext("incident", shown, LONDON, NOW, closed=closed, **rest))


def only(found: Readiness) -> Question:
    (look,) = found.looks
    return look


def secrets_leak() -> dict[str, Any]:
    """Key events against sentences, as in a real report: declared and resolved twice, detected too early."""
    return {
        "k1": line(1, "15:35", "First detected 15:35", destination="milestone"),
        "k2": line(2, "16:48", "Incident declared 16:48", destination="milestone"),
        "a": line(11, "15:35", "Plan pushed to git branch"),
        "b": line(12, "16:08", "Initial finding of secret leakage"),
        "c": line(13, "16:48", "More secrets found"),
        "d": line(14, "16:59", "Incident declared in #cloud-platform"),
    }


def test_a_clean_timeline_asks_nothing() -> None:
    assert asked(timeline({"a": note("03:12"), "b": note("03:14")})).looks == ()


def test_a_milestone_that_stands_twice_is_asked_with_its_consequences() -> None:
    found = asked(timeline(secrets_leak()))
    declared = found.looks[-1]
    assert declared.text == "“declared” is set twice, 11m apart."
    assert declared.rows == ("d", "c")
    assert [choice.label for choice in declared.choices] == [
        "declared = 16:59",
        "declared = 16:48",
        "leave it open",
    ]
    assert declared.choices[0].moves == "detected→declared becomes 1h24m. No row moves."
    assert declared.choices[2].why == "durations then say 1h13m or 1h24m"
    assert found.flags["d"] == ("milestone-twice",)


def test_the_choice_taken_ends_the_question() -> None:
    notes = secrets_leak()
    declared = asked(timeline(notes)).looks[-1]
    changes = {id: fields for _, id, fields in declared.choices[0].changes}
    shown = timeline(notes, changes)
    assert shown.event("d").milestone == "declared"
    assert shown.event("c").milestone is None
    assert [look.key for look in asked(shown).looks] == ["twice:detected"]


def test_what_was_called_a_detection_may_have_been_the_start() -> None:
    choice = asked(timeline(secrets_leak())).looks[0].choices[1]
    assert choice.label == "detected = 16:08, started = 15:35"
    shown = timeline(secrets_leak(), {id: fields for _, id, fields in choice.changes})
    assert (shown.event("a").milestone, shown.event("b").milestone) == ("started", "detected")


def test_a_figure_that_fits_nothing_is_held_against_ours() -> None:
    notes = {
        "k1": line(1, "2023-09-18T12:42:00Z", "First detected", destination="milestone"),
        "k2": line(2, "2023-09-20T18:18:00Z", "Resolved", destination="milestone"),
        "f": line(3, None, "Time to resolve: 35h 36m", destination="claim"),
    }
    found = asked(timeline(notes), longest_gap=10**15)
    assert (
        only(found).text
        == "The report says time to resolve 35h36m; detected → resolved is 2d 5h36m: 18h00m more."
    )
    (change,) = only(found).choices[0].changes
    assert change == ("incident", "incident", {"settled:figure:f": True})
    assert asked(timeline(notes), QUIET | {"figure:f"}, longest_gap=10**15).looks == ()


def test_a_link_named_after_a_milestone_that_points_elsewhere_is_asked() -> None:
    url = "https://x.slack.com/archives/C514ETYJX/p1598351210195200"
    notes = {
        "k": line(1, "2020-08-25T10:01:00Z", "First detected", destination="milestone"),
        "l": line(2, None, "Issue detected", destination="kept", raw=f"Slack: [Issue detected]({url})"),
    }
    assert only(asked(timeline(notes))).text == (
        "The link “Issue detected” points to 11:26:50, 25m50s after the stated time."
    )


def test_declared_after_resolved_is_a_fact_and_no_question() -> None:
    notes = {
        "k1": line(1, "14:41", "Incident declared", destination="milestone"),
        "k2": line(2, "14:38", "Resolved", destination="milestone"),
    }
    found = asked(timeline(notes))
    assert found.looks == ()
    assert [(fact.late, fact.early) for fact in found.inversions] == [("declared", "resolved")]


def ambiguous(number: int, first: str, second: str) -> dict[str, Any]:
    alternatives = [
        {"at": f"2026-11-21T{at}:00Z", "why": why} for at, why in ((first, "India"), (second, "Israel"))
    ]
    return line(number, first, "IST", flags=["zone-shared"], alternatives=alternatives, precision="minute")


def test_lines_in_doubt_for_one_reason_are_one_question() -> None:
    notes = {"a": ambiguous(1, "08:30", "12:00"), "b": ambiguous(2, "08:40", "12:10"), "c": note("10:00")}
    look = only(asked(timeline(notes)))
    assert look.text == "These 2 lines can be read in two ways: several zones share this abbreviation."
    assert [choice.why for choice in look.choices] == ["India", "Israel", "type the time"]
    assert [choice.moves for choice in look.choices[:2]] == ["No row moves.", "2 of 2 rows move past others."]


def test_taking_a_reading_moves_and_settles_every_row_of_the_question() -> None:
    notes = {"a": ambiguous(1, "08:30", "12:00"), "b": ambiguous(2, "08:40", "12:10")}
    changes = only(asked(timeline(notes))).choices[1].changes
    shown = timeline(notes, {id: fields for _, id, fields in changes})
    assert [event.occurred_at for event in shown] == [
        parse_instant("2026-11-21T12:00:00Z"),
        parse_instant("2026-11-21T12:10:00Z"),
    ]
    assert asked(shown).looks == ()


def test_a_refused_stamp_is_asked_for_its_time() -> None:
    look = only(asked(timeline({"a": line(1, None, "25:99 x", flags=["no-such-time"])})))
    assert look.text == "This line has a stamp that was refused: there is no such time."
    assert look.choices[-1].asks


@pytest.mark.parametrize(
    ("notes", "kind"),
    [
        ({"a": line(1, "03:10"), "b": line(2, "03:20"), "c": line(3, "03:15")}, "order"),
        ({"a": note("2026-11-25T03:10:00Z"), "b": note("2026-11-25T03:11:00Z", settled=True)}, "future"),
        ({"a": note("2026-11-01T03:10:00Z"), "b": note("03:11"), "c": note("03:12")}, "far"),
        ({"a": note("03:10"), "b": note("13:11")}, "gap"),
    ],
)
def test_what_stands_where_one_would_not_expect_it_is_asked(notes: dict[str, Any], kind: str) -> None:
    assert kind in {look.kind for look in asked(timeline(notes)).looks}


def test_a_settled_row_is_not_asked_about_again() -> None:
    notes = {"a": line(1, "03:10"), "b": line(2, "03:20"), "c": line(3, "03:15")}
    look = only(asked(timeline(notes)))
    assert asked(timeline(notes, {look.rows[0]: {"settled": True}})).looks == ()


def test_a_silence_that_lasts_into_the_morning_was_the_night() -> None:
    notes = {"a": note("2026-11-20T17:54:00Z"), "b": note("2026-11-21T10:30:00Z")}
    look = only(asked(timeline(notes)))
    assert look.text == "16h36m without a row, from 17:54:00 Fri 20 Nov."
    assert look.choices[0].label == "it was night"


def test_missing_milestones_are_one_question_that_offers_the_rows_that_speak_of_them() -> None:
    look = only(asked(timeline({"a": note("03:10", "incident declared")}), closed=frozenset()))
    assert look.choices[0].label == "declared = 03:10"
    missing = "started, detected, declared, acknowledged, mitigated or resolved"
    assert look.text == f"No row is marked {missing}. Press m on a row to mark it."


def test_people_who_wrote_without_seeing_each_other_are_asked_first() -> None:
    notes = {"a": line(1, "03:10"), "b": line(2, "03:20"), "c": line(3, "03:15")}
    conflict = FieldConflict("events", "a", "text", ("one", "other"), ("ana", "bo"), {"k3f9": 7})
    found = asked(timeline(notes, {"a": {"text": "one"}}), conflicts=(conflict,))
    assert [look.kind for look in found.looks] == ["conflict", "order"]
    shown, other, both = found.looks[0].choices
    assert (shown.why, other.why) == ("by ana", "by bo")
    assert other.changes == (("events", "a", {"text": "other"}),)
    assert both.changes == (("events", "a", {"text": "one\n\nother"}),)
    assert both.seen == {"text": {"k3f9": 7}}


def test_two_times_are_no_time_together() -> None:
    conflict = FieldConflict("events", "a", "occurred_at", (None, "x"), ("", ""), {})
    found = asked(timeline({"a": line(1, "03:10")}), conflicts=(conflict,))
    assert [choice.label for choice in found.looks[0].choices] == ["none", "x"]


def test_rows_without_a_reference_are_only_counted() -> None:
    notes = {
        "a": note("03:10"),
        "b": note("03:11") | {"references:PD-1": True},
        "c": note("03:12", approximate=True),
    }
    counts = asked(timeline(notes, {"a": {"settled": True}})).counts
    assert (counts.rows, counts.settled, counts.unlinked, counts.approximate) == (3, 1, 2, 1)


def day(text: str, zone: str = "Europe/London", **rest: Any) -> dict[str, Any]:
    """A note of which only the day is known, as its midnight in that zone is stored."""
    midnight = format_instant(day_start(text, ZoneInfo(zone)))
    return note(midnight, "worked on it", precision="day", zone_used=zone, **rest)


def test_a_row_known_only_to_the_day_is_no_midnight() -> None:
    notes = {
        "a": line(1, "2026-11-20T17:54:00Z"),
        "b": day("2026-11-21", source="source", line=2, destination="row"),
        "c": line(3, "2026-11-20T18:54:00Z"),
        "d": line(4, "2026-11-20T19:54:00Z"),
    }
    assert asked(timeline(notes)).looks == ()
    rows = [timeline(notes).event(id).day for id in "ab"]
    assert rows == ["", "2026-11-21"]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles", "UTC", "Pacific/Kiritimati"])
def test_a_day_is_the_day_that_was_written_whatever_its_zone(zone: str) -> None:
    assert timeline({"a": day("2026-11-20", zone)}).event("a").day == "2026-11-20"


def test_a_milestone_known_only_to_the_day_gives_no_duration_and_no_odd_order() -> None:
    notes = {"a": note("09:00", "x"), "b": day("2026-11-21")}
    shown = timeline(notes, {"a": {"milestones:started": True}, "b": {"milestones:detected": True}})
    assert shown.milestone_instants.keys() == {"started"}
    found = asked(shown)
    assert found.inversions == ()
    took = durations(found.moments)["time_to_detect"]
    assert took is not None
    assert took.text == "unknown, only the day is known"


def test_many_silences_of_a_kind_are_one_question() -> None:
    notes = {str(hour): note(format_instant(NOW - hour * 5 * HOUR)) for hour in range(1, 12)}
    look = only(asked(timeline(notes)))
    assert look.text.startswith("10 silences")
    assert len(look.choices[0].changes) == 10
    events = {id: fields for _, id, fields in look.choices[0].changes}
    assert asked(timeline(notes, events)).looks == ()


def test_durations_name_the_rows_that_only_speak_of_a_milestone() -> None:
    assert [moment.at for moment in asked(timeline(secrets_leak())).moments["declared"]] == [
        parse_instant("2026-11-21T16:48:00Z"),
        parse_instant("2026-11-21T16:59:00Z"),
    ]


def test_the_same_words_at_the_same_instant_are_asked_about() -> None:
    notes = {
        "a": line(1, "03:10", "oom killed"),
        "b": line(2, "03:10", "oom  killed"),
        "c": line(3, "03:10", "other"),
    }
    look = only(asked(timeline(notes)))
    assert (look.kind, look.rows) == ("duplicate", ("a", "b"))
    assert look.text == "This row occurs twice, with the same time and words."
    joined, apart = look.choices[:2]
    assert [row.id for row in timeline(notes, {id: fields for _, id, fields in joined.changes})] == ["a", "c"]
    closed = {name[8:] for _, _, fields in apart.changes for name in fields}
    assert asked(timeline(notes), QUIET | closed).looks == ()


def test_a_file_that_was_imported_twice_is_one_question() -> None:
    notes = {
        f"{source}{minute}": line(minute, f"03:{minute:02}", f"line {minute}", source=source)
        for source in ("one", "two")
        for minute in range(10, 20)
    }
    look = only(asked(timeline(notes)))
    assert look.text == "10 rows occur more than once, with the same time and words."
    events = {id: fields for _, id, fields in look.choices[0].changes}
    assert len(timeline(notes, events)) == 10


@pytest.mark.parametrize(
    ("text", "milestone"),
    [
        ("calling it mitigated", "mitigated"),
        ("Mitigation: rolled back 8812", "mitigated"),
        ("failed over to eu-west-2", "mitigated"),
        ("alert fired: HTTP 5xx", "detected"),
        ("PagerDuty paged the on-call", "detected"),
        ("was detected by the synthetic check", "detected"),
        ("CI outage reported", "detected"),
        ("ack by ana", "acknowledged"),
        ("looking into it", "acknowledged"),
        ("opening an incident", "declared"),
        ("all clear", "resolved"),
        ("closing the incident", "resolved"),
        ("first errors in the log", "started"),
    ],
)
def test_rows_that_may_be_a_missing_milestone_are_offered_and_contradict_nothing(
    text: str, milestone: str
) -> None:
    notes = {"a": note("03:10", "something else"), "b": note("03:20", text)}
    look = only(asked(timeline(notes), frozenset()))
    assert f"{milestone} = 03:20" in [choice.label for choice in look.choices]
    taken = timeline(notes, {"a": {f"milestones:{milestone}": True}})
    assert [other.kind for other in asked(taken).looks] == []


@pytest.mark.parametrize(
    ("detected", "offered"),
    [("03:00", False), ("03:10", True), ("03:30", True)],
    ids=["before", "with", "after"],
)
def test_no_answer_that_is_offered_makes_a_duration_negative(detected: str, offered: bool) -> None:
    notes = {"a": note(detected, "detected by the probe"), "b": note("03:10", "drain of new nodes started")}
    shown = timeline(notes, {"a": {"milestones:detected": True}})
    look = only(asked(shown, frozenset()))
    assert ("started = 03:10" in [choice.label for choice in look.choices]) is offered


@pytest.mark.parametrize(
    "text", ["not mitigated yet", "if it is resolved", "backup verified", "the packet loss"]
)
def test_what_speaks_of_none_is_not_offered(text: str) -> None:
    look = only(asked(timeline({"a": note("03:10", text)}), frozenset()))
    assert [choice.label for choice in look.choices] == ["not known", "leave it open"]
