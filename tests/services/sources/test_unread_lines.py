"""What an import was not sure of is said, and asked about once for a source."""

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.instants import parse_instant
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.read_models.timeline_view import readiness_of
from oncall_tui.read_models.unread_lines import day_in_name
from oncall_tui.services.sources.proposals import ImportInput


def taken(
    services: ServiceContainer, incident: str, text: str, name: str = "notes.txt", **said: str
) -> list[str]:
    """The questions about a source, other than those about milestones and gaps."""
    services.importing.save(incident, services.importing.preview(incident, ImportInput(text, name, **said)))  # type: ignore[arg-type]
    view = services.incidents.view(incident)
    looks = readiness_of(view, timeline_of(view), "UTC", services.clock()).looks
    return [look.text for look in looks if look.kind not in ("missing", "gap")]


@pytest.mark.parametrize(
    "text", ["14:02 down\n14:09 up\n", "## Timeline (UTC)\n\n- 2:02 PM down\n- 2:09 PM up\n"]
)
def test_a_source_without_a_day_is_asked_once(services: ServiceContainer, incident: str, text: str) -> None:
    (question,) = taken(services, incident, text)
    assert question == (
        "notes.txt does not say which day it was. Its first time was taken to be on Fri 20 Nov 2026."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("14:02 down\n14:09 up\n", {"date": "2024-06-11"}),
        ("2024-06-11\n14:02 down\n", {}),
        ("# Cache lost, 2024-06-11\n\n## Timeline\n14:02 down\n", {}),
        ("| Field | Value |\n|---|---|\n| Date | 2024-06-11 |\n\n## Timeline\n\n- 14:02 down\n", {}),
        ("10 minutes ago it went down\n", {}),
        ("2024-06-11 14:02 down\n14:09 up\n", {}),
    ],
)
def test_a_source_with_a_day_is_not_asked(
    services: ServiceContainer, incident: str, text: str, said: dict[str, str]
) -> None:
    assert taken(services, incident, text, **said) == []


def test_a_day_that_is_said_afterwards_answers_the_question(
    services: ServiceContainer, incident: str
) -> None:
    taken(services, incident, "14:02 down\n")
    (source,) = services.incidents.view(incident).values("sources")
    services.sources.change(incident, source, {"date": "2024-06-11"})
    view = services.incidents.view(incident)
    assert view.values("sources")[source].get("day_assumed") is None
    assert not [
        look
        for look in readiness_of(view, timeline_of(view), "UTC", services.clock()).looks
        if look.kind == "day"
    ]


def test_a_source_of_which_no_row_has_a_time_is_asked(services: ServiceContainer, incident: str) -> None:
    assert taken(services, incident, "node down\ndrained it\n") == [
        "None of the 2 rows of notes.txt has a time."
    ]


def test_rows_that_open_with_a_time_that_was_not_understood_are_one_question(
    services: ServiceContainer, incident: str
) -> None:
    text = "2024-06-11 14:02 down\n14:02:99:11 node\n14:03:99:11 again\n2024-06-11 14:09 up\n"
    assert taken(services, incident, text) == [
        "These 2 lines have no time: what stands at the head looks like one, and was not understood."
    ]


def test_the_rows_of_a_table_without_a_time_are_one_question(
    services: ServiceContainer, incident: str
) -> None:
    table = (
        "## Timeline\n\n2024-06-11 14:02 down\n\n| What | Who |\n|---|---|\n| drained | ana |\n| up | bo |\n"
    )
    assert taken(services, incident, table) == [
        "These 2 lines have no time: no column of the table holds a time."
    ]


def test_a_source_with_times_and_no_row_is_asked(services: ServiceContainer, incident: str) -> None:
    text = "## Background\n\nthe usual\n\n> 2024-06-11 14:02 the provider: we look\n> words\n"
    assert taken(services, incident, text) == ["notes.txt has 1 line with a time, and none of them is a row."]


@pytest.mark.parametrize("name", ["2024-03-05-outage.md", "outage_20240305.txt", "pm 2024.03.05.md"])
def test_a_day_in_the_name_of_a_file_is_proposed_and_named(
    services: ServiceContainer, incident: str, name: str
) -> None:
    (question,) = taken(services, incident, "14:02 down\n14:09 up\n", name)
    assert question == (
        f"{name} does not say which day it was. Its first time was taken to be on Tue 5 Mar 2024, as its name says."
    )
    (source,) = services.incidents.view(incident).values("sources")
    services.sources.change(incident, source, {"zone": "Asia/Tokyo"})
    assert services.incidents.view(incident).values("sources")[source]["day_assumed"] == "2024-03-05"


@pytest.mark.parametrize("name", ["report-20241399.md", "992024.03.05.txt", "2099-01-01.md", "notes.md"])
def test_other_figures_in_a_name_are_no_day(name: str) -> None:
    assert day_in_name(name, parse_instant("2026-11-20T18:00:00Z")) is None


def test_a_page_in_html_is_asked_about_in_the_words_that_its_readers_see(
    services: ServiceContainer, incident: str
) -> None:
    page = "<html><body><h2>Timeline</h2><ul><li><b>14:02</b> <a href='x'>down</a></li></ul></body></html>"
    services.importing.save(incident, services.importing.preview(incident, ImportInput(page, "page.html")))
    view = services.incidents.view(incident)
    (day, *_) = readiness_of(view, timeline_of(view), "UTC", services.clock()).looks
    assert day.evidence == ("line 1  down",)


def test_an_undated_mail_is_asked_about(services: ServiceContainer, incident: str) -> None:
    assert taken(services, incident, "From: Ana\nSubject: checkout\n\nWe see errors.\n") == [
        "This line has no time: no field of it says when it was sent."
    ]


@pytest.mark.parametrize(
    "words", ["half past two back", "Quarter to three calm", "次日9:30 结束", "на следующий день 9:00 разбор"]
)
def test_a_time_in_words_that_was_not_read_is_asked_about(
    services: ServiceContainer, incident: str, words: str
) -> None:
    assert taken(services, incident, f"2026-11-18 14:05 down\n{words}\n") == [
        "This line has no time: what stands at the head looks like one, and was not understood."
    ]


def test_words_before_no_time_are_not_asked_about(services: ServiceContainer, incident: str) -> None:
    assert taken(services, incident, "2026-11-18 14:05 down\nhalf of the nodes\nnoontide build 12\n") == []
