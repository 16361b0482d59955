"""A write-up as it is read: states from the document alone, and what is left."""

from collections.abc import Callable

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.read_models.writeup_view import WriteupView
from tests.services.conftest import HandClock

Open = Callable[[str], ServiceContainer]


def view(services: ServiceContainer, incident: str, template: str = "") -> WriteupView:
    return WriteupView(services.incidents.view(incident), template, now=services.clock())


def states(services: ServiceContainer, incident: str) -> dict[str, str | None]:
    return {section.name: section.state for section in view(services, incident).sections}


def test_a_new_incident_has_everything_before_it(services: ServiceContainer, incident: str) -> None:
    shown = view(services, incident)
    assert shown.next == "impact"
    assert shown.written == (0, 7)
    assert {section.state for section in shown.sections} == {"empty", None}
    assert [each.code for each in shown.left] == ["section-empty"] * 7


def test_what_was_written_early_is_confirmed_once_each_in_the_order_of_what_is_left(
    services: ServiceContainer, incident: str, clock: HandClock
) -> None:
    for name in ("could_be_better", "summary", "impact"):
        services.incidents.set(incident, {name: "It broke."}, base_versions=None)
        clock.now += 60_000_000
    left = [each.id for each in view(services, incident).left if each.code == "section-early"]
    assert left == ["could_be_better", "summary"]
    for name in left:
        base = services.writeup.base_versions(incident, name)
        services.writeup.confirm(incident, name, base_versions=base)
        clock.now += 60_000_000
    assert [each.id for each in view(services, incident).left if each.code == "section-early"] == []


def test_a_recommendation_that_was_settled_leaves_nothing_to_link(
    services: ServiceContainer, incident: str
) -> None:
    services.analysis.add(incident, "loss", "four hours")
    id = services.follow_up.add(incident, "Compare the templates").id
    assert states(services, incident)["recommendations"] == "begun"
    services.analysis.settle(incident, id, "recommendation-without-finding", "found beside the incident")
    assert states(services, incident)["recommendations"] == "written"


def test_a_text_written_before_the_rest_says_so(
    services: ServiceContainer, incident: str, clock: HandClock
) -> None:
    services.incidents.set(incident, {"summary": "It broke."}, base_versions=None)
    assert states(services, incident)["summary"] == "written"
    clock.now += 60_000_000
    services.incidents.set(incident, {"impact": "Four hours."}, base_versions=None)
    assert states(services, incident)["summary"] == "early"
    clock.now += 60_000_000
    services.incidents.set(incident, {"could_be_better": "Ask first."}, base_versions=None)
    clock.now += 60_000_000
    services.incidents.set(incident, {"summary": "It broke twice.", "preparer": "noor"}, base_versions=None)
    assert states(services, incident)["could_be_better"] == "written"
    assert states(services, incident)["summary"] == "written"


@pytest.mark.parametrize(
    ("fields", "is_early"),
    [({"title": "Other"}, True), ({"status": "done"}, False), ({"statement": "We will"}, True)],
)
def test_what_a_recommendation_says_is_part_of_it_and_its_progress_is_not(
    services: ServiceContainer, incident: str, clock: HandClock, fields: dict[str, str], is_early: bool
) -> None:
    item = services.follow_up.add(incident, "Compare the templates").id
    services.incidents.set(incident, {"summary": "It broke."}, base_versions=None)
    clock.now += 60_000_000
    services.follow_up.set(item, [f"{name}={value}" for name, value in fields.items()], base_versions=None)
    assert (states(services, incident)["summary"] == "early") is is_early


def test_the_preparer_who_took_notes_is_flagged_and_nobody_else(
    services: ServiceContainer, incident: str
) -> None:
    services.capture.take("5xx", incident)
    services.store.file_inbox(incident)
    for preparer, flags in (("@Ana", ("preparer-responded",)), ("noor", ()), ("", ())):
        services.incidents.set(incident, {"preparer": preparer}, base_versions=None)
        assert view(services, incident).flags == flags


def test_a_row_that_went_well_is_a_section_that_is_written(services: ServiceContainer, incident: str) -> None:
    services.capture.take("> 5xx", incident)
    services.store.file_inbox(incident)
    row = services.incidents.view(incident).notes[0].id
    services.curate.star(incident, [row], True)
    shown = view(services, incident)
    assert (states(services, incident)["went_well"], states(services, incident)["got_lucky"]) == (
        "written",
        "empty",
    )
    assert shown.starred["went_well"] == (row,)
