"""Joining and breaking rows: all words are kept, and the time that there is (T6)."""

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.timeline.event import Event
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.services.sources.proposals import ImportInput
from oncall_tui.services.timeline.typed_rows import TypedRow

ZONE = "Europe/London"
SLACK = "Ana Torres  10:48 AM\npager went off\nBo Lind  10:52 AM\nlooking at https://dash.example/d/1\nsecond line\n"


def rows_of(services: ServiceContainer, incident: str) -> list[Event]:
    return list(timeline_of(services.incidents.view(incident)))


def add(services: ServiceContainer, incident: str, *texts: str) -> list[str]:
    ids = [services.capture.take(text, incident).id for text in texts]
    services.store.file_inbox(incident)
    return ids


def test_the_words_of_all_rows_stand_one_below_the_other(services: ServiceContainer, incident: str) -> None:
    rows = add(
        services, incident, "@03:10 first thing seen", "@03:11 second thing", "@03:12  First thing seen "
    )
    services.curate.join(incident, rows)
    [row] = rows_of(services, incident)
    assert (row.id, row.text, row.joined) == (rows[0], "first thing seen\nsecond thing", 3)
    assert row.notes == tuple(rows)


def test_a_joined_row_has_the_time_of_the_one_that_has_one(services: ServiceContainer, incident: str) -> None:
    paste = add(services, incident, "@03:10 timed")[0]
    untimed = services.curate.add(incident, TypedRow("", "no time here"), ZONE)
    services.curate.join(incident, [untimed, paste])
    [joined] = rows_of(services, incident)
    assert joined.occurred_at is not None
    assert format_instant(joined.occurred_at) == "2026-11-21T03:10:00Z"
    assert set(joined.text.split("\n")) == {"timed", "no time here"}


def test_taken_apart_each_row_says_its_own_words_again(services: ServiceContainer, incident: str) -> None:
    rows = add(services, incident, "@03:10 first", "@03:11 second")
    before = [(each.id, each.text) for each in rows_of(services, incident)]
    services.curate.join(incident, rows)
    services.curate.break_row(incident, rows[0], ZONE)
    assert [(each.id, each.text) for each in rows_of(services, incident)] == before


def test_words_edited_after_joining_stay_when_the_row_is_taken_apart(
    services: ServiceContainer, incident: str
) -> None:
    rows = add(services, incident, "@03:10 first", "@03:11 second")
    services.curate.join(incident, rows)
    services.curate.edit_text(incident, rows[0], "both, in my words", base_versions=None)
    services.curate.break_row(incident, rows[0], ZONE)
    assert [each.text for each in rows_of(services, incident)] == ["both, in my words", "second"]


def test_a_join_is_undone_whole(services: ServiceContainer, incident: str) -> None:
    rows = add(services, incident, "@03:10 first", "@03:11 second")
    services.curate.join(incident, rows)
    services.history.undo(incident)
    assert [(each.text, each.joined) for each in rows_of(services, incident)] == [("first", 1), ("second", 1)]


def test_a_row_is_not_joined_with_itself(services: ServiceContainer, incident: str) -> None:
    [only] = add(services, incident, "@03:10 first")
    with pytest.raises(RefusedError, match="two different rows"):
        services.curate.join(incident, [only, only])


def test_the_first_part_keeps_the_rows_time_and_the_others_follow_it(
    services: ServiceContainer, incident: str
) -> None:
    later = add(services, incident, "@03:40 later")[0]
    source = "Ana Torres  2:15 AM\ncalling it mitigated https://a.example/1\nsecond line"
    proposal = services.importing.preview(incident, ImportInput(source))
    [message] = services.importing.save(incident, proposal).records
    services.curate.break_row(incident, message, ZONE)
    rows = rows_of(services, incident)
    assert [each.text for each in rows] == [
        "calling it mitigated https://a.example/1",
        "second line",
        "later",
    ]
    assert rows[0].occurred_at is not None
    assert format_instant(rows[0].occurred_at).endswith("02:15:00Z")
    assert [each.references for each in rows] == [("https://a.example/1",), (), ()]
    assert rows[2].id == later


def test_a_pasted_chat_is_broken_into_its_messages(services: ServiceContainer, incident: str) -> None:
    note = services.capture.take(SLACK, incident, evidence=True).id
    services.note_edits.break_up(incident, note)
    found = [each for each in services.incidents.view(incident).notes if not each.struck]
    assert [(each.author, each.text, format_instant(each.occurred_at or 0)[11:16]) for each in found] == [
        ("Ana Torres", "pager went off", "10:48"),
        ("Bo Lind", "looking at https://dash.example/d/1\nsecond line", "10:52"),
    ]


def test_a_pasted_chat_is_broken_in_the_timeline_the_same_way(
    services: ServiceContainer, incident: str
) -> None:
    note = services.capture.take(SLACK, incident, evidence=True).id
    services.curate.break_row(incident, note, ZONE)
    rows = rows_of(services, incident)
    assert [(each.author, each.text.split("\n")[0]) for each in rows] == [
        ("Ana Torres", "pager went off"),
        ("Bo Lind", "looking at https://dash.example/d/1"),
    ]
