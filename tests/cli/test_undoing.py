"""`oncall undo`, `oncall redo` and the changes of notes: the screens' use cases, without a screen (T7)."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Oncall


@pytest.fixture
def taken(oncall: Oncall) -> str:
    """The id of the only note of the current incident."""
    oncall("new", "lag", "--zone", "UTC")
    return str(oncall("note", "--json", "@14:02 ! drained b #lb").json["id"])


def notes(oncall: Oncall, *incident: str) -> list[dict[str, Any]]:
    return list(oncall("show", *incident, "--json").json["notes"])


def test_undo_takes_back_my_last_change_and_redo_makes_it_again(oncall: Oncall) -> None:
    oncall("new", "lag")
    oncall("set", "severity=1")
    oncall("set", "severity=2")
    assert "undone" in oncall("undo").err
    assert oncall("show", "--json").json["incident"]["severity"] == "SEV1"
    assert "done again" in oncall("redo", "lag").err
    assert oncall("show", "--json").json["incident"]["severity"] == "SEV2"


def test_undo_of_a_note_leaves_it_out(oncall: Oncall, taken: str) -> None:
    assert oncall("undo", "--json").json["done"] == "undone: note “drained b #lb”"
    assert [note["struck"] for note in notes(oncall)] == [True]


def test_nothing_to_undo_is_said_and_is_no_failure(oncall: Oncall) -> None:
    oncall("new", "lag")
    undone, redone = oncall("undo"), oncall("redo", "--json")
    assert (undone.code, redone.code, redone.json["done"]) == (0, 0, None)
    assert "nothing of yours to undo in lag" in undone.err


def test_an_undo_names_its_incident_once(oncall: Oncall) -> None:
    oncall("new", "lag")
    assert oncall("undo", "lag", "-i", "lag").code == 2
    assert oncall("undo", "nowhere").code == 3


@pytest.mark.parametrize("length", [6, 10, 26])
def test_edit_gives_a_note_other_words_and_keeps_the_rest(oncall: Oncall, taken: str, length: int) -> None:
    before = notes(oncall)[0]
    assert oncall("note", "edit", taken[-length:], "drained", "c", "#lb").code == 0
    [after] = notes(oncall)
    assert after["text"] == "drained c #lb"
    assert {name: after[name] for name in ("raw", "kind", "occurred_at", "id")} == {
        name: before[name] for name in ("raw", "kind", "occurred_at", "id")
    }


def test_a_kind_or_time_before_the_new_words_replaces_the_old(oncall: Oncall, taken: str) -> None:
    oncall("note", "edit", taken, "> lag is back")
    [note] = notes(oncall)
    assert (note["text"], note["kind"], note["occurred_at"][11:]) == ("lag is back", "saw", "14:02:00Z")
    oncall("note", "edit", taken, "@15:30", "lag is back")
    [note] = notes(oncall)
    assert (note["text"], note["kind"], note["occurred_at"][11:]) == ("lag is back", "saw", "15:30:00Z")


def test_options_set_kind_and_time_with_the_words(oncall: Oncall, taken: str) -> None:
    oncall("note", "edit", "--kind", "decided", "--at", "16:00", taken, "we drain c")
    [note] = notes(oncall)
    assert (note["text"], note["kind"], note["occurred_at"][11:]) == ("we drain c", "decided", "16:00:00Z")


def test_an_edit_and_a_note_left_out_are_undone(oncall: Oncall, taken: str) -> None:
    oncall("note", "edit", taken, "drained c")
    oncall("note", "leave-out", taken)
    assert notes(oncall)[0]["struck"]
    oncall("undo")
    assert not notes(oncall)[0]["struck"]
    oncall("undo")
    assert notes(oncall)[0]["text"] == "drained b #lb"


def test_move_files_a_note_in_another_incident(oncall: Oncall, taken: str) -> None:
    oncall("new", "disk")
    assert oncall("note", "move", "-i", "lag", taken, "disk").code == 0
    assert [note["raw"] for note in notes(oncall, "disk")] == ["@14:02 ! drained b #lb"]
    assert [note["struck"] for note in notes(oncall, "lag")] == [True]


def test_a_whole_id_names_a_note_of_any_incident(oncall: Oncall, taken: str) -> None:
    oncall("note", "edit", taken, "drained c")
    oncall("new", "disk")
    assert oncall("note", "edit", taken, "drained d").code == 0
    assert notes(oncall, "lag")[0]["text"] == "drained d"


def test_a_note_that_waits_in_another_incident_goes_by_its_whole_id(oncall: Oncall) -> None:
    oncall("new", "lag")
    id = oncall("note", "--json", "belongs to disk").json["id"]
    oncall("new", "disk")
    assert oncall("note", "move", id, "disk").code == 0
    assert [note["raw"] for note in notes(oncall, "disk")] == ["belongs to disk"]


def test_an_unfiled_note_can_be_moved_and_nothing_else(oncall: Oncall) -> None:
    id = oncall("note", "--json", "who is on call?").json["id"]
    refused = oncall("note", "edit", id, "who was on call?")
    assert (refused.code, f"oncall note move {id} INC" in refused.err) == (2, True)
    oncall("new", "disk")
    assert oncall("note", "move", id, "disk").code == 0
    assert [note["raw"] for note in notes(oncall)] == ["who is on call?"]


@pytest.mark.parametrize(
    "words",
    [
        ["edit", "the runbook later"],
        ["edit"],
        ["move", "all traffic to b"],
        ["move", "120000 rows to cold storage"],
        ["leave-out", "node c"],
        ["leave-out", "the canary"],
        ["edit", "abcdef", "whatever"],
        ["edit", "0" * 26, "whatever"],
        ["move", "503", "lag"],
        ["--", "edit", "ID", "x"],
    ],
)
def test_words_that_name_no_note_are_the_text_of_one(oncall: Oncall, taken: str, words: list[str]) -> None:
    assert oncall("note", *words).code == 0
    assert [note["raw"] for note in notes(oncall)][1:] == [" ".join(word for word in words if word != "--")]


def test_after_two_dashes_all_is_text(oncall: Oncall, taken: str) -> None:
    oncall("note", "--", "leave-out", taken)
    assert [note["raw"] for note in notes(oncall)] == ["@14:02 ! drained b #lb", f"leave-out {taken}"]


@pytest.mark.parametrize(
    ("words", "code"),
    [(["move", "ID", "nowhere"], 3), (["move", "ID", "lag"], 2), (["edit", "ID", " "], 2)],
)
def test_what_can_not_be_done_changes_nothing(
    oncall: Oncall, taken: str, words: list[str], code: int, data: Path
) -> None:
    before = notes(oncall)
    ran = oncall("note", *[taken if word == "ID" else word for word in words])
    assert (ran.code, "Nothing was" in ran.err) == (code, True)
    assert notes(oncall) == before


def test_two_people_who_edit_one_note_without_seeing_each_other_keep_both_texts(
    oncall: Oncall, taken: str, tmp_path: Path
) -> None:
    share = str(tmp_path / "share")
    (tmp_path / "share").mkdir()
    oncall("set", "severity=1")
    oncall("sync", "--share", share)
    there = ("--data", str(tmp_path / "there"))
    oncall("sync", "--share", share, *there)
    oncall("note", "edit", taken, "drained c", *there, "-i", "lag")
    oncall("note", "edit", taken, "drained d")
    oncall("sync", "--share", share, *there)
    oncall("sync", "--share", share)
    [conflict] = oncall("show", "--json").json["conflicts"]
    assert {value["value"] if isinstance(value, dict) else value for value in conflict["values"]} == {
        "drained c",
        "drained d",
    }
