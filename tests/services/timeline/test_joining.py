"""Joining and breaking rows: all words are kept, and the time that there is (T6)."""

import pytest

from oncall_tui.bootstrap import Services
from oncall_tui.domain.errors import Refused
from oncall_tui.domain.instants import instant_text
from oncall_tui.domain.timeline.event import Event
from oncall_tui.services.sources.proposals import Material
from oncall_tui.services.timeline.build_timeline import timeline_of
from oncall_tui.services.timeline.row_lines import TypedRow

ZONE = "Europe/London"
SLACK = "Ana Torres  10:48 AM\npager went off\nBo Lind  10:52 AM\nlooking at https://dash.example/d/1\nsecond line\n"


def rows_of(services: Services, incident: str) -> list[Event]:
    return list(timeline_of(services.incidents.view(incident)))


def add(services: Services, incident: str, *texts: str) -> list[str]:
    ids = [services.capture.take(text, incident).id for text in texts]
    services.store.file_inbox(incident)
    return ids


def test_the_words_of_all_rows_stand_one_below_the_other(services: Services, incident: str) -> None:
    rows = add(
        services, incident, "@03:10 first thing seen", "@03:11 second thing", "@03:12  First thing seen "
    )
    services.curate.join(incident, rows)
    [row] = rows_of(services, incident)
    assert (row.id, row.text, row.joined) == (rows[0], "first thing seen\nsecond thing", 3)
    assert row.notes == tuple(rows)


def test_a_joined_row_has_the_time_of_the_one_that_has_one(services: Services, incident: str) -> None:
    paste = add(services, incident, "@03:10 timed")[0]
    untimed = services.curate.add(incident, TypedRow("", "no time here"), ZONE)
    services.curate.join(incident, [untimed, paste])
    [joined] = rows_of(services, incident)
    assert joined.occurred_at is not None
    assert instant_text(joined.occurred_at) == "2026-11-21T03:10:00Z"
    assert set(joined.text.split("\n")) == {"timed", "no time here"}


def test_taken_apart_each_row_says_its_own_words_again(services: Services, incident: str) -> None:
    rows = add(services, incident, "@03:10 first", "@03:11 second")
    before = [(each.id, each.text) for each in rows_of(services, incident)]
    services.curate.join(incident, rows)
    services.curate.break_row(incident, rows[0], ZONE)
    assert [(each.id, each.text) for each in rows_of(services, incident)] == before


def test_words_edited_after_joining_stay_when_the_row_is_taken_apart(
    services: Services, incident: str
) -> None:
    rows = add(services, incident, "@03:10 first", "@03:11 second")
    services.curate.join(incident, rows)
    services.curate.edit_text(incident, rows[0], "both, in my words", base_versions=None)
    services.curate.break_row(incident, rows[0], ZONE)
    assert [each.text for each in rows_of(services, incident)] == ["both, in my words", "second"]


def test_a_join_is_undone_whole(services: Services, incident: str) -> None:
    rows = add(services, incident, "@03:10 first", "@03:11 second")
    services.curate.join(incident, rows)
    services.history.undo(incident)
    assert [(each.text, each.joined) for each in rows_of(services, incident)] == [("first", 1), ("second", 1)]


def test_a_row_is_not_joined_with_itself(services: Services, incident: str) -> None:
    [only] = add(services, incident, "@03:10 first")
    with pytest.raises(Refused, match="two different rows"):
        services.curate.join(incident, [only, only])


def test_the_first_part_keeps_the_rows_time_and_the_others_follow_it(
    services: Services, incident: str
) -> None:
    later = add(services, incident, "@03:40 later")[0]
    source = "Ana Torres  2:15 AM\ncalling it mitigated https://a.example/1\nsecond line"
    proposal = services.importing.propose(incident, Material(source))
    [message] = services.importing.take(incident, proposal).records
    services.curate.break_row(incident, message, ZONE)
    rows = rows_of(services, incident)
    assert [each.text for each in rows] == [
        "calling it mitigated https://a.example/1",
        "second line",
        "later",
    ]
    assert rows[0].occurred_at is not None
    assert instant_text(rows[0].occurred_at).endswith("02:15:00Z")
    assert [each.references for each in rows] == [("https://a.example/1",), (), ()]
    assert rows[2].id == later


def test_a_pasted_chat_is_broken_into_its_messages(services: Services, incident: str) -> None:
    note = services.capture.take(SLACK, incident, evidence=True).id
    services.note_edits.break_up(incident, note)
    found = [each for each in services.incidents.view(incident).notes if not each.struck]
    assert [(each.author, each.text, instant_text(each.occurred_at or 0)[11:16]) for each in found] == [
        ("Ana Torres", "pager went off", "10:48"),
        ("Bo Lind", "looking at https://dash.example/d/1\nsecond line", "10:52"),
    ]


def test_a_pasted_chat_is_broken_in_the_timeline_the_same_way(services: Services, incident: str) -> None:
    note = services.capture.take(SLACK, incident, evidence=True).id
    services.curate.break_row(incident, note, ZONE)
    rows = rows_of(services, incident)
    assert [(each.author, each.text.split("\n")[0]) for each in rows] == [
        ("Ana Torres", "pager went off"),
        ("Bo Lind", "looking at https://dash.example/d/1"),
    ]
