"""Redactions that somebody forged: they reach the one note that they name, and what they drop is said."""

from pathlib import Path
from typing import Any

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.replication.canonical_json import to_bytes
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.redactions import name_digest
from oncall_tui.replication.versions import REDACTIONS_SEEN
from oncall_tui.settings.settings import Settings
from oncall_tui.sync.layout import digest_of

FORGED = "01m7y1wcr0000000000000000z"


def person(home: Path, name: str) -> ServiceContainer:
    return build_services(Settings(data=str(home / name), author=name, zone="UTC", share=str(home / "share")))


@pytest.fixture
def bo(tmp_path: Path) -> ServiceContainer:
    """Bo has ana's incident of a few notes."""
    (tmp_path / "share").mkdir()
    ana = person(tmp_path, "ana")
    incident = ana.incidents.create("checkout 5xx").id
    for text in ("! rolled back #deploy @bo", "> pool is full of old connections #redis", "over and out"):
        ana.capture.take(text, incident)
    ana.synchronise.sync()
    bo = person(tmp_path, "bo")
    bo.synchronise.sync()
    return bo


def forge(bo: ServiceContainer, home: Path, tables: Tables) -> None:
    """Puts a file of versions into ana's folder, and bo syncs."""
    [incident] = bo.store.incident_ids()
    share = (home / "share" / "FORMAT.json").read_text().split('"share":"')[1].split('"')[0]
    part = {"format": 1, "share": share, "incident": incident, "nonce": "n", "tables": tables}
    data = to_bytes(part)
    [folder, *_] = (home / "share").glob("v1/r/*/i/*")
    (folder / f"{incident}.{digest_of(data)}.json").write_bytes(data)
    assert bo.synchronise.sync().outcome.skipped == []


def notes(bo: ServiceContainer) -> dict[str, dict[str, Any]]:
    [incident] = bo.store.incident_ids()
    return bo.store.tables(incident)["notes"]


def labels(bo: ServiceContainer) -> list[str]:
    [incident] = bo.store.incident_ids()
    return [action.label for action in bo.history.actions(incident)]


def first_note(bo: ServiceContainer) -> tuple[str, str]:
    """The id of ana's first note, and its dot."""
    [found] = [(id, str(record["_dot"])) for id, record in notes(bo).items() if "rolled" in record["raw"]]
    return found


@pytest.mark.parametrize("seen", [[], [FORGED]])
@pytest.mark.parametrize("letter", ["o", "e", "l", "ol"])
def test_a_forged_redaction_of_a_letter_changes_no_other_note(
    bo: ServiceContainer, tmp_path: Path, letter: str, seen: list[str]
) -> None:
    id, dot = first_note(bo)
    before = notes(bo)
    actor, _, n = dot.rpartition(":")
    head = {"dot": "evil:1", "over": {actor: int(n)}, "at": "", "by": "ana", REDACTIONS_SEEN: seen}
    raw = before[id]["raw"].replace(letter, "[redacted]")
    forge(
        bo,
        tmp_path,
        {
            "notes": {id: {"raw": raw, "_fields": {"raw": [head]}}},
            "redactions": {FORGED: {f"records:notes/{id}": True, "_dot": "evil:1", "_at": "", "_by": "ana"}},
        },
    )
    after = notes(bo)
    assert {other: after[other] for other in after if other != id} == {
        other: before[other] for other in before if other != id
    }
    timing = ("occurred_at", "recorded_at", "kind", "zone_used")
    assert [after[id].get(name) for name in timing] == [before[id].get(name) for name in timing]


def test_a_forged_redaction_that_took_out_no_text_takes_no_tag(bo: ServiceContainer, tmp_path: Path) -> None:
    id, _ = first_note(bo)
    word = {f"records:notes/{id}": True, f"sets:notes/{id}/tags": True, f"sets:notes/{id}/people": True}
    forge(bo, tmp_path, {"redactions": {FORGED: {**word, "_dot": "evil:1", "_at": "", "_by": "ana"}}})
    assert {name for name in notes(bo)[id] if ":" in name} == {"tags:deploy", "people:bo"}


def test_elements_that_a_redaction_drops_are_told_in_history(bo: ServiceContainer, tmp_path: Path) -> None:
    """A redaction of the first version names elements by digests: nobody can tell whether it lies."""
    id, _ = first_note(bo)
    word = {f"names:notes/{id}/{name_digest('notes', id, 'tags:deploy')}": True}
    forge(bo, tmp_path, {"redactions": {FORGED: {**word, "_dot": "evil:1", "_at": "", "_by": "eve"}}})
    assert labels(bo)[-1] == "a redaction took out 1 tag, name or link"
    [incident] = bo.store.incident_ids()
    assert bo.history.actions(incident)[-1].by == "eve"
