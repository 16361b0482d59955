"""An odd record is the trouble of its incident and never of the others (B1, A2)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.errors import DamagedFileError
from oncall_tui.domain.ids import encode_ulid
from oncall_tui.storage.inbox import put_note

OTHER = encode_ulid(1 << 100)
ODD: list[dict[str, Any]] = [
    {"incident": {"": 1, "_dot": "evil:1"}},
    {"notes": {"n1": {"": 1, "raw": "x"}}},
    {"history": {"h1": {"changes": "x"}}},
    {"history": {"h1": {"created": "x"}}},
    {"incident": {"lead": []}},
    {"incident": {"severity": {}}},
    {"notes": {"n1": {"raw": "x", "kind": []}}},
    {"notes": {"n1": {"raw": "x", "precision": []}}},
    {"recommendations": {"r1": {"title": 5}}},
    {"recommendations": {"r1": {"title": "x", "_fields": {"": [{"value": 1}]}}}},
    {"commitments": {"c1": {"recommendation": ["r1"]}}},
    {"notes": {"n1": {"raw": "x", "tags:redis": "yes"}}},
    {"meta": {"document": {"format": True}}},
    {"meta": {"document": {"format": 0}}},
    {"meta": {"document": {"format": -1}}},
]


def edit(services: ServiceContainer, incident: str, change: dict[str, Any]) -> Path:
    """Change a document by hand: fields of the incident's record, or whole records of other tables."""
    path = Path(services.store.places.incident(incident))
    document = json.loads(path.read_text())
    for table, records in change.items():
        fields = {incident: records} if table == "incident" else records
        for id, record in fields.items():
            document.setdefault(table, {}).setdefault(id, {}).update(record)
    path.write_text(json.dumps(document))
    return path


@pytest.mark.parametrize("change", ODD, ids=json.dumps)
def test_a_field_edited_by_hand_makes_its_incident_damaged_and_no_other(
    services: ServiceContainer,
    open_as: Callable[[str], ServiceContainer],
    incident: str,
    change: dict[str, Any],
) -> None:
    services.capture.take("+ alert on redis pool use", incident)
    other = services.incidents.create("Search is slow").id
    services.store.file_inbox(incident)
    path = edit(services, incident, change)
    before = path.read_bytes()
    again = open_as("bo")
    rows = {row.id: row for row in again.listings.rows()}
    assert rows[other].damaged is None
    assert "is damaged: " in str(rows[incident].damaged)
    assert again.tracker.load_all()[0] == []
    assert list(again.ledger.damaged) == [incident]
    again.searching.refresh()
    assert [hit.incident for hit in again.searching.hits("slow")] == [other]
    with pytest.raises(DamagedFileError, match="is damaged: "):
        again.incidents.view(incident)
    assert path.read_bytes() == before


@pytest.mark.parametrize("change", [change for change in ODD if "meta" not in change], ids=json.dumps)
def test_repair_keeps_what_fits_and_sets_the_file_aside(
    services: ServiceContainer,
    open_as: Callable[[str], ServiceContainer],
    incident: str,
    change: dict[str, Any],
) -> None:
    services.capture.take("5xx at 11%", incident)
    services.store.file_inbox(incident)
    Path(services.store.places.last_good(incident)).unlink()
    path = edit(services, incident, change)
    odd = path.read_bytes()
    again = open_as("bo")
    assert not all(finding.ok for finding in again.doctor.findings())
    [done] = again.doctor.repair()
    assert "set aside" in done
    assert "5xx at 11%" in [note.raw for note in again.incidents.view(incident).notes]
    assert again.incidents.view(incident).incident.title == "Checkout 5xx"
    assert odd in [aside.read_bytes() for aside in path.parent.glob("*.damaged-*")]
    assert again.doctor.repair() == []


def test_repair_ends_where_the_last_good_copy_is_damaged_too(
    services: ServiceContainer, open_as: Callable[[str], ServiceContainer], incident: str
) -> None:
    for text in ("one", "two", "three", "four", "five"):
        services.capture.take(text, incident)
        services.store.file_inbox(incident)
    path = Path(services.store.places.incident(incident))
    last = Path(services.store.places.last_good(incident))
    path.write_bytes(path.read_bytes()[:-5])
    last.write_bytes(last.read_bytes()[:-5])
    again = open_as("bo")
    again.doctor.repair()
    assert {note.raw for note in again.incidents.view(incident).notes} == {
        "one",
        "two",
        "three",
        "four",
        "five",
    }
    assert len(list(path.parent.glob("*.damaged-*"))) == 2
    assert again.doctor.repair() == []
    assert not list(filter(lambda row: row.damaged, again.listings.rows()))


def test_repair_ends_where_nothing_can_be_read(
    services: ServiceContainer, open_as: Callable[[str], ServiceContainer], incident: str
) -> None:
    for path in (services.store.places.incident(incident), services.store.places.last_good(incident)):
        Path(path).write_bytes(b"\0" * 100)
    again = open_as("bo")
    [done] = again.doctor.repair()
    assert "no copy can be read" in done
    assert again.doctor.repair() == []


def test_an_incident_that_cant_be_summarised_is_a_damaged_row(
    services: ServiceContainer,
    open_as: Callable[[str], ServiceContainer],
    incident: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = services.incidents.create("Search is slow").id

    def stumble(id: str, *_: object) -> Any:
        raise TypeError(f"odd in {id}")

    for made in ("summarise", "recommendation_index_block", "search_block"):
        monkeypatch.setattr(f"oncall_tui.read_models.summaries.{made}", stumble)
    again = open_as("bo")
    Path(services.store.places.catalogue).unlink()
    assert {row.id for row in again.listings.rows() if "can't show" in str(row.damaged)} == {incident, other}
    assert again.tracker.load_all()[0] == []
    again.searching.refresh()
    assert set(again.searching.damaged) == set(again.ledger.damaged) == {incident, other}


@pytest.mark.parametrize(
    "odd",
    [{"author": 5}, {"kind": []}, {"recorded_at": "soon"}, {"recorded_at": None}, {"zone": {}}],
    ids=str,
)
def test_an_odd_setting_beside_a_waiting_note_does_not_keep_its_words(
    services: ServiceContainer, incident: str, odd: dict[str, Any]
) -> None:
    id = encode_ulid(services.clock() // 1000 << 80)
    path = Path(services.store.places.inbox_of(incident)) / f"{id}.json"
    put_note(services.store.places, incident, id, {"raw": "5xx at 11%"})
    path.write_text(json.dumps({"raw": "5xx at 11%", **odd}))
    assert [note.raw for note in services.incidents.view(incident).notes] == ["5xx at 11%"]
    services.store.file_inbox(incident)
    [note] = services.incidents.view(incident).notes
    assert (note.raw, note.recorded_at) == ("5xx at 11%", services.clock())
    assert services.store.inbox.ids(incident) == []


@pytest.mark.parametrize("table", ["conflicts", "history", "incident", "notes", "events"])
def test_a_table_of_somebody_else_never_replaces_a_key_of_ours(
    services: ServiceContainer, incident: str, table: str
) -> None:
    from oncall_tui.read_models.incident_json import view_json

    services.capture.take("5xx at 11%", incident)
    before = view_json(services.incidents.view(incident), 0, services.tracker.outlook())
    services.store.join(
        incident, {"conflicts": {"x": {"of": "evil", "_dot": "evil:1"}}, "dreams": {"y": {"of": "sheep"}}}
    )
    after = view_json(services.incidents.view(incident), 0, services.tracker.outlook())
    assert after[table] == before[table]
    assert after["dreams"] == [{"id": "y", "of": "sheep"}]


def test_a_zone_that_this_machine_does_not_know_is_utc_with_a_flag(
    services: ServiceContainer, incident: str
) -> None:
    from oncall_tui.read_models.build_timeline import timeline_of
    from oncall_tui.read_models.handover import handover_text
    from oncall_tui.read_models.incident_json import incident_json
    from oncall_tui.read_models.incident_text import incident_text

    services.capture.take("@02:20 5xx at 11%", incident)
    services.store.file_inbox(incident)
    edit(services, incident, {"incident": {"zone": "Mars/Base"}})
    services.capture.take("rolled back", incident)
    view = services.incidents.view(incident)
    assert (view.incident.zone, view.incident.unknown_zone) == ("UTC", "Mars/Base")
    assert incident_json(view.incident)["zone"] == "Mars/Base"
    assert "oncall set checkout-5xx zone=UTC" in incident_text(view)
    assert "02:20" in incident_text(view)
    assert handover_text(view, services.clock())
    assert len(timeline_of(view)) == 2
    assert any("Mars/Base" in finding.text and not finding.ok for finding in services.doctor.findings())
    services.store.file_inbox(incident)
    services.incidents.set(incident, {"zone": "UTC"}, base_versions=None)
    assert services.incidents.view(incident).incident.unknown_zone == ""


def test_doctor_sees_a_full_disk_and_the_notes_that_wait(
    services: ServiceContainer, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.capture.take("5xx at 11%", incident)
    services.capture.take("who is this for?", None)
    monkeypatch.setattr("oncall_tui.services.doctor.data_directory.free_bytes", lambda path: 0)
    found = {finding.text: finding.ok for finding in services.doctor.findings()}
    assert [ok for text, ok in found.items() if "0 MB are free" in text] == [False]
    assert [text for text in found if text.startswith("1 note of")] == [
        f"1 note of {incident}, safe, to be filed by the next change or sync",
        "1 note of no incident, safe: the Incidents view files them",
    ]
