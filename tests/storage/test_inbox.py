"""The inbox: one small file a note, safe when `put_note` returns (DESIGN, the store)."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.storage.inbox import flat_json, put_note
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.waiting_notes import Inbox

INCIDENT = "01k9hnc" + "0" * 19
NOTE, LATER = ("01k9nte" + "0" * 18 + digit for digit in "12")


@pytest.fixture
def places(tmp_path: Path) -> DataPaths:
    return DataPaths(str(tmp_path / "data"))


def test_a_note_waits_until_it_is_removed(places: DataPaths) -> None:
    put_note(places, INCIDENT, LATER, {"raw": "two"})
    put_note(places, INCIDENT, NOTE, {"raw": "one"})
    inbox = Inbox(places)
    assert inbox.waiting(INCIDENT).notes == {NOTE: {"raw": "one"}, LATER: {"raw": "two"}}
    inbox.remove(INCIDENT, [NOTE])
    assert inbox.ids(INCIDENT) == [LATER]


def test_notes_of_one_millisecond_are_in_the_order_in_which_they_were_taken(places: DataPaths) -> None:
    put_note(places, INCIDENT, LATER, {"raw": "first", "recorded_at": "2026-11-28T10:40:41.035253Z"})
    put_note(places, INCIDENT, NOTE, {"raw": "second", "recorded_at": "2026-11-28T10:40:41.035896Z"})
    assert list(Inbox(places).waiting(INCIDENT).notes) == [LATER, NOTE]


def test_without_an_incident_it_is_unfiled(places: DataPaths) -> None:
    put_note(places, None, NOTE, {"raw": "who is this for?"})
    assert Inbox(places).ids(None) == [NOTE]
    assert Inbox(places).incidents() == []


def test_files_and_folders_are_for_this_user_only(places: DataPaths) -> None:
    put_note(places, INCIDENT, NOTE, {"raw": "secret"})
    directory = places.inbox_of(INCIDENT)
    assert stat.S_IMODE(os.stat(directory).st_mode) == 0o700
    assert stat.S_IMODE(os.stat(os.path.join(directory, NOTE + ".json")).st_mode) == 0o600


def test_a_cut_off_note_is_named_and_stays(places: DataPaths) -> None:
    put_note(places, INCIDENT, NOTE, {"raw": "whole"})
    path = Path(places.inbox_of(INCIDENT), LATER + ".json")
    path.write_bytes(b'{"raw": "ha')
    waiting = Inbox(places).waiting(INCIDENT)
    assert (list(waiting.notes), waiting.damaged) == ([NOTE], (LATER,))
    assert path.exists()


def test_what_another_program_left_there_is_no_note(places: DataPaths) -> None:
    put_note(places, INCIDENT, NOTE, {"raw": "one"})
    for name in (".tmp-12-ab", "notes.json", "README"):
        Path(places.inbox_of(INCIDENT), name).write_text("{}")
    assert Inbox(places).ids(INCIDENT) == [NOTE]


@given(
    st.dictionaries(st.text(), st.text(alphabet=st.characters()) | st.booleans() | st.none() | st.integers())
)
def test_flat_json_is_what_json_writes(fields: dict[str, str | bool | int | None]) -> None:
    assert json.loads(flat_json(fields)) == fields
    assert flat_json(fields) == (json.dumps(fields) + "\n").encode("ascii")
