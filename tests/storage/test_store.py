"""The store: what was saved is there for every process, what can't be read is never overwritten (S1)."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.domain.errors import DamagedFileError, NotFoundError, SaveFailedError
from oncall_tui.replication.encoding import Tables
from oncall_tui.replication.record_view import is_hidden, read_record
from oncall_tui.storage import store as module
from oncall_tui.storage.inbox import put_note
from oncall_tui.storage.store import Store
from tests.storage.conftest import INCIDENT

NOTE = "01k9" + "b" * 22


def save(store: Store, **fields: object) -> None:
    with store.transaction(INCIDENT, "set", create=True) as unit:
        unit.put("incident", INCIDENT, fields)


def values(store: Store) -> dict[str, object]:
    return read_record(store.tables(INCIDENT)["incident"][INCIDENT]).values


def test_what_was_saved_is_there_for_another_process(open_store: Callable[[], Store]) -> None:
    save(open_store(), title="Checkout 5xx")
    assert values(open_store()) == {"title": "Checkout 5xx"}
    assert open_store().incident_ids() == [INCIDENT]


def test_a_change_by_another_process_is_seen(open_store: Callable[[], Store]) -> None:
    mine, theirs = open_store(), open_store()
    save(mine, title="one")
    save(theirs, title="two")
    assert values(mine) == {"title": "two"}


def test_files_are_for_this_user_only(store: Store) -> None:
    save(store, title="x")
    assert stat.S_IMODE(os.stat(store.places.incidents).st_mode) == 0o700
    for name in os.listdir(store.places.incidents):
        assert stat.S_IMODE(os.stat(os.path.join(store.places.incidents, name)).st_mode) == 0o600


def test_an_exception_in_the_unit_changes_nothing(store: Store) -> None:
    save(store, title="before")
    before = Path(store.places.incident(INCIDENT)).read_bytes()

    def fail_half_way() -> None:
        with store.transaction(INCIDENT) as unit:
            unit.put("incident", INCIDENT, {"title": "after"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert Path(store.places.incident(INCIDENT)).read_bytes() == before
    assert values(store) == {"title": "before"}


def test_saving_what_is_there_already_writes_nothing(store: Store) -> None:
    save(store, title="same")
    before = store.signature(INCIDENT)
    save(store, title="same")
    assert store.signature(INCIDENT) == before


def test_the_state_before_is_kept_as_last_good_copy(store: Store) -> None:
    save(store, title="one")
    first = Path(store.places.incident(INCIDENT)).read_bytes()
    save(store, title="two")
    assert Path(store.places.last_good(INCIDENT)).read_bytes() == first


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b'{"meta": {"docu', "is damaged"),
        (b"[]", "is damaged"),
        (b'{"notes": {}}', "is damaged"),
        (b'{"meta": {"document": {"format": 1}}, "notes": 5}', "is damaged"),
        (b"[" * 100_000, "is damaged"),
        (b'{"meta": {"document": {"format": 2}}}', "newer version"),
        (b'{"meta": {"document": {"format": true}}}', "is not a format number"),
        (b'{"meta": {"document": {"format": 0}}}', "is not a format number"),
        (b'{"meta": {"document": {"format": -1}}}', "is not a format number"),
    ],
)
def test_a_file_that_cant_be_read_is_named_and_never_touched(
    store: Store, content: bytes, message: str
) -> None:
    save(store, title="x")
    path = Path(store.places.incident(INCIDENT))
    path.write_bytes(content)
    with pytest.raises(DamagedFileError, match=message):
        store.tables(INCIDENT)
    with pytest.raises(DamagedFileError, match="not touched"):
        save(store, title="y")
    assert path.read_bytes() == content


def test_an_incident_that_is_not_here_is_not_made_by_reading_it(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.tables(INCIDENT)
    with pytest.raises(NotFoundError), store.transaction(INCIDENT):
        pass
    assert store.incident_ids() == []


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_disk_that_refuses_leaves_the_old_file(
    store: Store, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, title="before")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, refuse)
        with pytest.raises(SaveFailedError, match="No space left on device"):
            save(store, title="after")
    assert values(store) == {"title": "before"}
    assert [name for name in os.listdir(store.places.incidents) if name.startswith(".tmp")] == []


def test_waiting_notes_are_filed_by_the_next_transaction_once(store: Store) -> None:
    save(store, title="x")
    put_note(store.places, INCIDENT, NOTE, {"raw": "5xx 11%"})
    save(store, title="y")
    assert store.inbox.ids(INCIDENT) == []
    assert read_record(store.tables(INCIDENT)["notes"][NOTE]).values == {"raw": "5xx 11%"}


def test_notes_that_were_filed_but_not_removed_are_filed_once(store: Store) -> None:
    save(store, title="x")
    for _ in range(2):
        put_note(store.places, INCIDENT, NOTE, {"raw": "5xx 11%"})
        store.file_inbox(INCIDENT)
    assert len(store.tables(INCIDENT)["notes"]) == 1


def test_leaving_out_and_bringing_back(store: Store) -> None:
    save(store, title="x")
    with store.transaction(INCIDENT, "left out") as unit:
        unit.leave_out("incident", INCIDENT)
    assert is_hidden(store.tables(INCIDENT)["incident"][INCIDENT])
    with store.transaction(INCIDENT, "brought back") as unit:
        unit.bring_back("incident", INCIDENT)
    assert not is_hidden(store.tables(INCIDENT)["incident"][INCIDENT])


def test_a_save_over_what_an_open_editor_had_not_seen_shows_both(store: Store) -> None:
    save(store, summary="first")
    shown = read_record(store.tables(INCIDENT)["incident"][INCIDENT]).base_versions
    save(store, summary="a colleague's")
    with store.transaction(INCIDENT, "edited") as unit:
        unit.put("incident", INCIDENT, {"summary": "mine"}, shown)
    conflicts = read_record(store.tables(INCIDENT)["incident"][INCIDENT]).conflicts
    assert sorted(conflicts["summary"]) == ["a colleague's", "mine"]


def test_joining_what_is_known_writes_nothing(store: Store) -> None:
    save(store, title="x")
    before = store.signature(INCIDENT)
    assert not store.join(INCIDENT, store.tables(INCIDENT))
    assert store.signature(INCIDENT) == before


def test_lone_surrogates_come_back_as_they_were(open_store: Callable[[], Store]) -> None:
    save(open_store(), title="caf\udce9 \x00")
    assert values(open_store()) == {"title": "caf\udce9 \x00"}


def test_history_says_who_changed_what_from_what(store: Store) -> None:
    save(store, severity="SEV2")
    save(store, severity="SEV1")
    first, second = (
        read_record(record).values for _, record in sorted(store.tables(INCIDENT)["history"].items())
    )
    assert first["created"] == [["incident", INCIDENT]]
    assert second["by"] == "ana"
    assert second["changes"] == [
        {"table": "incident", "id": INCIDENT, "field": "severity", "from": "SEV2", "to": "SEV1"}
    ]


@pytest.mark.parametrize("links", [True, False])
def test_incidents_that_are_new_here_are_made_at_once_and_others_joined(
    open_store: Callable[[], Store], monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", _refuse)
    store, other = open_store(), INCIDENT[:-1] + "b"
    save(store, title="here already")
    stamp = {"_dot": "bo:1", "_at": "", "_by": "bo"}
    given: dict[str, Tables] = {
        INCIDENT: {"incident": {INCIDENT: {"impact": "theirs", **stamp}}},
        other: {"incident": {other: {"title": "new here", **stamp}}},
    }
    assert list(store.create_incidents(given.items())) == [(other, store.signature(other))]
    assert values(open_store()) == {"title": "here already", "impact": "theirs"}
    adopted = Path(store.places.incident(other)).read_bytes()
    os.unlink(store.places.incident(other))
    assert store.join(other, given[other])
    assert Path(store.places.incident(other)).read_bytes() == adopted
    assert not [name for name in os.listdir(store.places.incidents) if name.startswith(".tmp-")]


def test_an_incident_that_another_process_holds_is_told_as_such(
    open_store: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOCK_SECONDS", 0)
    with (
        open_store().transaction(INCIDENT, create=True),
        pytest.raises(SaveFailedError, match="Another process has held"),
    ):
        save(open_store(), title="x")


def _refuse(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")
