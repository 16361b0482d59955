"""Sources after their import: another zone, date, order or clock, and back again (T2, T7)."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.instants import HOUR, MINUTE, SECOND, parse_instant
from oncall_tui.services.sources.proposals import ImportInput

CHAT = "Tuesday, March 12th\nAna Silva\n  11:58 PM\n5xx at 11%\n12:03\nstill\n\n03/04/24 14:05 deploy\n14:07 back\n"
LOG = "2024-03-12T14:05:06Z n1 app[7]: up\n14:05Z later\n\nMar 12 14:06:01 n1 cron[7]: ran\n"
FIRED = '{"labels":{},"startsAt":"2024-03-12 14:07:00"}'
PAYLOAD = f'{{"alerts":[{FIRED},{FIRED}]}}\n'


def take(services: ServiceContainer, incident: str, text: str, **said: Any) -> str:
    """The id of a source that was just imported."""
    proposal = services.importing.preview(
        incident, ImportInput(text, captured=parse_instant("2024-04-09T00:00:00Z"), **said)
    )
    return services.importing.save(incident, proposal).id


def notes(services: ServiceContainer, incident: str, source: str) -> dict[str, dict[str, Any]]:
    """The stored records of a source's notes, what a version of a field is left aside."""
    stored = services.store.tables(incident)["notes"]
    return {
        id: {name: value for name, value in record.items() if name[0] != "_" and value is not None}
        for id, record in stored.items()
        if record["source"] == source
    }


def instants(services: ServiceContainer, incident: str, source: str) -> list[str | None]:
    return [record.get("occurred_at") for record in notes(services, incident, source).values()]


def test_another_zone_moves_the_bare_times_only(services: ServiceContainer, incident: str) -> None:
    source = take(services, incident, LOG + "14:08 me\n", zone="UTC", date="2024-03-12")
    services.sources.change(incident, source, {"zone": "America/New_York"})
    assert instants(services, incident, source) == [
        "2024-03-12T14:05:06Z",
        "2024-03-12T14:05:00Z",
        "2024-03-12T18:06:01Z",
        "2024-03-12T18:08:00Z",
    ]
    record = services.store.tables(incident)["sources"][source]
    assert (record["zone"], record["zone_origin"]) == ("America/New_York", "source")


def test_a_page_in_html_is_found_again_line_by_line(services: ServiceContainer, incident: str) -> None:
    page = "<html><h2>2024-03-12</h2><p>14:05 down</p><ul>\n<li>14:07 paged\nAna</li><li>14:08\nback</li></ul></html>\n"
    source = take(services, incident, page)
    services.sources.change(incident, source, {"zone": "America/New_York"})
    assert [at for at in instants(services, incident, source) if at] == [
        "2024-03-12T04:00:00Z",
        "2024-03-12T18:05:00Z",
        "2024-03-12T18:07:00Z",
        "2024-03-12T18:08:00Z",
    ]


def test_a_clock_offset_moves_everything_that_the_source_wrote(
    services: ServiceContainer, incident: str
) -> None:
    source = take(services, incident, LOG, date="2024-03-12")
    services.sources.change(incident, source, {"clock_offset": -90 * SECOND})
    assert instants(services, incident, source)[0] == "2024-03-12T14:03:36Z"


def test_a_preview_says_what_will_move_and_changes_nothing(services: ServiceContainer, incident: str) -> None:
    source = take(services, incident, "14:02 paged\n", zone="UTC", date="2024-03-12")
    before = services.store.tables(incident)
    change = services.sources.preview(incident, source, {"zone": "Asia/Tokyo"})
    (moved,) = change.notes
    assert (moved.before, moved.after) == (
        parse_instant("2024-03-12T14:02:00Z"),
        parse_instant("2024-03-12T05:02:00Z"),
    )
    assert services.store.tables(incident) == before


def test_a_row_that_a_person_timed_stays(services: ServiceContainer, incident: str) -> None:
    source = take(services, incident, "14:02 paged\n", zone="UTC", date="2024-03-12")
    (note,) = notes(services, incident, source)
    with services.store.transaction(incident, "retimed") as unit:
        unit.put("events", note, {"occurred_at": "2024-03-12T14:03:00Z"})
    services.sources.change(incident, source, {"zone": "Asia/Tokyo"})
    assert services.store.tables(incident)["events"][note]["occurred_at"] == "2024-03-12T14:03:00Z"


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "zone": st.sampled_from(["UTC", "Europe/London", "America/Los_Angeles", "Asia/Kolkata"]),
        "date": st.sampled_from(["2024-03-10", "2024-03-31", "2023-12-31"]),
        "order": st.sampled_from(["dmy", "mdy"]),
        "clock_offset": st.integers(-HOUR, HOUR),
    },
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([CHAT, LOG, PAYLOAD, CHAT + LOG]), CHANGES, CHANGES)
def test_there_and_back_restores_every_reading(
    services: ServiceContainer, incident: str, text: str, first: dict[str, Any], change: dict[str, Any]
) -> None:
    said = {name: value for name, value in first.items() if name != "clock_offset"}
    source = take(services, incident, text, **said)
    before, record = notes(services, incident, source), services.store.tables(incident)["sources"][source]
    services.sources.change(incident, source, change)
    services.sources.change(incident, source, {name: said.get(name) for name in change})
    assert notes(services, incident, source) == before
    after = services.store.tables(incident)["sources"][source]
    assert (after["zone"], after["zone_origin"]) == (record["zone"], record["zone_origin"])


def test_undo_takes_a_change_back(services: ServiceContainer, incident: str) -> None:
    source = take(services, incident, CHAT)
    before = notes(services, incident, source)
    services.sources.change(incident, source, {"zone": "Asia/Tokyo"})
    assert notes(services, incident, source) != before
    services.history.undo(incident)
    assert notes(services, incident, source) == before


def test_undo_takes_an_import_back(services: ServiceContainer, incident: str) -> None:
    take(services, incident, CHAT)
    services.history.undo(incident)
    assert all(note.struck for note in services.incidents.view(incident).notes)


def test_lines_are_picked_in_and_folded_again(services: ServiceContainer, incident: str) -> None:
    source = take(services, incident, "Mar 12 14:06:01 n1 cron[7]: ran\n")
    (note,) = notes(services, incident, source)
    services.sources.place(incident, {note: "row"})
    assert "destination" not in notes(services, incident, source)[note]
    services.sources.place(incident, {note: "folded"})
    assert notes(services, incident, source)[note]["destination"] == "folded"


@pytest.mark.parametrize(
    "changes", [{"zone": "Mars"}, {"date": "today"}, {"order": "ydm"}, {"colour": "red"}]
)
def test_refused_changes(services: ServiceContainer, incident: str, changes: dict[str, Any]) -> None:
    source = take(services, incident, LOG)
    with pytest.raises(RefusedError, match="Nothing was changed"):
        services.sources.change(incident, source, changes)


def test_an_unknown_source(services: ServiceContainer, incident: str) -> None:
    with pytest.raises(NotFoundError):
        services.sources.preview(incident, "01aaaaaaaaaaaaaaaaaaaaaaaa", {})


def test_an_offset_is_estimated_from_what_both_saw_and_not_applied(
    services: ServiceContainer, incident: str
) -> None:
    pages = take(services, incident, "14:00:00Z PD-1 fired\n14:10:00Z PD-2 fired\n14:20:00Z PD-3 fired\n")
    node = take(
        services, incident, "13:57:58Z got PD-1\n14:08:00Z got PD-2\n14:17:50Z got PD-3\n14:30Z PD-9\n"
    )
    estimate = services.sources.estimate_offset(incident, node, pages)
    assert estimate is not None
    assert (estimate.offset, estimate.spread) == (2 * MINUTE + 2 * SECOND, 10 * SECOND)
    assert [event.name for event in estimate.shared] == ["PD-1", "PD-2", "PD-3"]
    assert "clock_offset" not in services.store.tables(incident)["sources"][node]
    assert services.sources.estimate_offset(incident, node, node) is not None


def test_a_section_keeps_its_place_and_its_zone_when_its_source_is_read_again(
    services: ServiceContainer, incident: str
) -> None:
    text = "## Timeline\n\n- 14:02 down\n\n## Notes, theirs\n\n- 14:09 up\n"
    proposal = services.importing.preview(incident, ImportInput(text, "a.md", date="2024-06-11"))
    theirs = next(section for section in proposal.sections if section.first == "14:09 up")
    proposal = proposal.with_place(theirs, "row")
    theirs = next(section for section in proposal.sections if section.first == "14:09 up")
    proposal = proposal.with_zone(theirs, "Asia/Kolkata")
    again = services.importing.preview(
        incident, proposal.material.with_option("date", "2024-06-12"), proposal.source
    )
    assert [read.reading.instant for read in again.lines if read.line.text == "14:09 up"] == [
        parse_instant("2024-06-12T08:39:00Z")
    ]
    source = services.importing.save(incident, again).id
    services.sources.change(incident, source, {"zone": "UTC-7"})
    notes = services.incidents.view(incident).values("notes").values()
    assert {note["text"]: note["occurred_at"] for note in notes if note.get("occurred_at")} == {
        "down": "2024-06-12T21:02:00Z",
        "up": "2024-06-12T08:39:00Z",
    }
