"""Incidents as a whole: making, naming, finding, setting, listing."""

from collections.abc import Callable

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.replication.encoding import Tables


def test_a_new_incident_is_the_current_one(services: ServiceContainer) -> None:
    made = services.incidents.create("Checkout 5xx", severity="sev1", type="degr", zone="PT")
    incident = services.incidents.view(services.incidents.find()).incident
    assert (incident.id, incident.handle, incident.title) == (made.id, "checkout-5xx", "Checkout 5xx")
    assert (incident.severity, incident.type, incident.stage) == ("SEV1", "degradation", "responding")
    assert incident.zone == "America/Los_Angeles"


def test_an_incident_without_a_title_gets_its_handle_from_the_first_one(services: ServiceContainer) -> None:
    made = services.incidents.create()
    assert made.handle == "inc-20261121"
    assert services.incidents.set(made.id, {"title": "Disk full"}, base_versions=None).handle == "disk-full"
    assert services.incidents.set(made.id, {"title": "Disks full"}, base_versions=None).handle == "disk-full"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"colour": "red"}, "no field 'colour'"),
        ({"stage": "burning"}, "Use one of"),
        ({"zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"severity": "2", "root_cause": "x"}, "root_cause"),
    ],
)
def test_what_is_refused_changes_nothing(
    services: ServiceContainer, incident: str, fields: dict[str, str], message: str
) -> None:
    with pytest.raises(RefusedError, match=message):
        services.incidents.set(incident, fields, base_versions=None)
    assert services.incidents.view(incident).incident.severity == "SEV1"


def test_a_handle_belongs_to_one_incident(services: ServiceContainer, incident: str) -> None:
    other = services.incidents.create("Disk").id
    with pytest.raises(RefusedError, match="checkout-5xx"):
        services.incidents.set(other, {"handle": "Checkout 5xx"}, base_versions=None)


def test_an_empty_value_clears_a_field(services: ServiceContainer, incident: str) -> None:
    services.incidents.set(incident, {"type": "bug", "lead": "@ana"}, base_versions=None)
    cleared = services.incidents.set(incident, {"type": "", "lead": "", "severity": ""}, base_versions=None)
    assert (cleared.type, cleared.lead, cleared.severity) == (None, None, None)


def test_without_a_current_incident_the_message_says_what_to_do(services: ServiceContainer) -> None:
    with pytest.raises(NotFoundError, match="oncall new"):
        services.incidents.find()


def test_the_list_counts_waiting_notes_and_is_newest_first(
    services: ServiceContainer, incident: str, open_as: Callable[[str], ServiceContainer]
) -> None:
    services.capture.take("one", incident)
    newer = services.incidents.create("Disk").id
    rows = open_as("bo").incidents.listed()
    assert [row.id for row in rows] == [newer, incident]
    assert rows[1].as_json()["notes"] == 1


def test_the_state_of_an_incident_differs_after_every_change(
    services: ServiceContainer, incident: str
) -> None:
    states = [services.incidents.state(incident)]
    services.capture.take("one", incident)
    states.append(services.incidents.state(incident))
    services.store.file_inbox(incident)
    states.append(services.incidents.state(incident))
    assert len(set(states)) == 3


def test_a_note_that_is_filed_while_one_reads_is_seen_once(
    services: ServiceContainer,
    incident: str,
    open_as: Callable[[str], ServiceContainer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = services.capture.take("! restarted", incident)
    read, other = services.store.tables, open_as("bo").store

    def tables(id: str) -> Tables:
        other.file_inbox(id)
        return read(id)

    monkeypatch.setattr(services.store, "tables", tables)
    view = services.incidents.view(incident)
    assert list(view.notes.ids) == [taken.id]
    assert view.waiting == {}
