"""`oncall redact` between two people with a share: what was told goes, and nothing else changes on either side."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oncall_tui.bootstrap import build_services
from oncall_tui.domain.redacted_texts import REPLACEMENT
from oncall_tui.settings.settings import Settings
from tests.cli.conftest import Oncall, Ran

SHORT = [
    *(
        "1",
        "a",
        "e",
        "ok",
        "UTC",
        "did",
        "saw",
        "2026",
        "11",
        "28",
        "bo",
        "ana",
        "at",
        "on",
        "5xx",
        "T",
        "Z",
        ":",
    ),
    *(
        "-",
        "raw",
        "text",
        "by",
        "_",
        "null",
        "true",
        "SEV1",
        "node",
        "redis",
        "k",
        "in",
        "9",
        "03",
        "zone",
        "note",
    ),
]
TOKEN = "tok_9f31cc07-not-a-real-one"


class Pair:
    """Ana and bo, a data directory each, and the share between them."""

    def __init__(self, oncall: Oncall, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._oncall = oncall
        self._monkeypatch = monkeypatch
        self.home = home
        (home / "share").mkdir()

    def __call__(self, person: str, *words: str, shared: bool = False) -> Ran:
        self._monkeypatch.setenv("ONCALL_AUTHOR", person)
        share = ["--share", str(self.home / "share")] if shared else []
        ran = self._oncall(words[0], "--data", str(self.home / person), *share, *words[1:])
        assert ran.code == 0, ran.err
        return ran

    def sync(self, rounds: int = 2) -> None:
        for _ in range(rounds):
            for person in ("ana", "bo"):
                self(person, "sync", shared=True)

    def note(self, person: str, text: str) -> str:
        id: str = self(person, "note", "--json", "--", text).json["id"]
        return id

    def shown(self, person: str) -> dict[str, Any]:
        shown: dict[str, Any] = self(person, "show", "checkout", "--json").json
        return shown

    def document(self, person: str) -> dict[str, Any]:
        [path] = (self.home / person / "incidents").glob("*.json")
        document: dict[str, Any] = json.loads(path.read_bytes())
        return document

    def holding(self, text: str) -> list[str]:
        """The files of either person and of the share that hold a text, whatever its case."""
        files = (path for path in self.home.rglob("*") if path.is_file())
        return [str(path) for path in files if text.lower().encode() in path.read_bytes().lower()]


@pytest.fixture
def pair(oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    monkeypatch.setenv("ONCALL_ZONE", "UTC")
    pair = Pair(oncall, tmp_path, monkeypatch)
    pair("ana", "new", "checkout 5xx", "--severity", "1")
    return pair


def fill(pair: Pair) -> list[str]:
    """Sixty notes of all kinds in a shared incident; a note for each short text is among them."""
    services = build_services(Settings(data=str(pair.home / "ana"), author="ana", zone="UTC"))
    incident = services.incidents.find("checkout")
    kinds = (
        "! did it on node 5xx",
        "> saw redis at 11%",
        "= decided, ok",
        "note in zone UTC #redis @bo at 03:28",
    )
    for number in range(60 - len(SHORT)):
        services.capture.take(f"@03:{number:02} {kinds[number % 4]} {number}", incident)
    ids = [services.capture.take(text, incident).id for text in SHORT]
    services.incidents.set(incident, {"summary": "ok at 11 on node 1", "lead": "ana"}, base_versions=None)
    pair.sync()
    return ids


def but(shown: dict[str, Any], note: str) -> dict[str, Any]:
    """What is shown, without that note and its row, and without word of redactions."""
    rest = {
        table: [row for row in rows if row["id"] != note] if table in ("notes", "events") else rows
        for table, rows in shown.items()
        if table != "redactions"
    }
    told = [entry for entry in shown["history"] if not entry["label"].startswith("took a ")]
    return {**rest, "history": told}


def test_a_short_text_leaves_its_own_note_and_changes_nothing_else(pair: Pair) -> None:
    ids = fill(pair)
    for text, note in zip(SHORT, ids, strict=True):
        before = pair.shown("ana")
        pair("ana", "redact", "checkout", note, *([] if len(text) % 2 else ["--", text]))
        after = pair.shown("ana")
        assert but(after, note) == but(before, note), text
        [row] = [row for row in after["notes"] if row["id"] == note]
        assert (row["raw"], row["text"]) == (REPLACEMENT, REPLACEMENT)
    pair.sync()
    assert pair.shown("bo") == pair.shown("ana")
    assert len(pair.shown("bo")["notes"]) == 60
    assert pair.document("bo")["meta"] == {"document": {"format": 1}}


def test_a_part_of_a_note_that_is_a_year_changes_no_instant(pair: Pair) -> None:
    fill(pair)
    note = pair.note("ana", "door code is 2026 ok")
    before = pair.shown("ana")
    pair("ana", "redact", "checkout", note, "2026")
    after = pair.shown("ana")
    assert but(after, note) == but(before, note)
    [row] = [row for row in after["notes"] if row["id"] == note]
    [old] = [row for row in before["notes"] if row["id"] == note]
    assert row == {**old, "raw": f"door code is {REPLACEMENT} ok", "text": f"door code is {REPLACEMENT} ok"}


def test_a_token_is_found_nowhere(pair: Pair) -> None:
    first = pair.note("ana", f"! export TOKEN={TOKEN}")
    other = pair.note("ana", f"> used {TOKEN}, see https://x.example/{TOKEN} #{TOKEN}")
    pair("ana", "set", "checkout", f"summary=leaked {TOKEN}", f"title=leak of {TOKEN}")
    pair("ana", "set", "checkout", "summary=nothing", "title=checkout 5xx")
    pair("ana", "event", "checkout", first, f"text=exported {TOKEN}")
    pair.sync()
    pair("bo", "note", "-i", "checkout", f"saw {TOKEN} in the log")
    pair("bo", "search", TOKEN)
    said = pair("ana", "redact", "checkout", first, TOKEN, "--dry-run").out
    assert "1 place in this note, and 1 other note" in said
    assert pair.holding(TOKEN)
    pair("ana", "redact", "checkout", first, TOKEN)
    pair.sync(3)
    assert pair.holding(TOKEN) == []
    assert pair.shown("ana") == pair.shown("bo")
    [row] = [row for row in pair.shown("bo")["notes"] if row["id"] == other]
    assert row["raw"].startswith(f"> used {REPLACEMENT}, see https://x.example/{REPLACEMENT}")


def test_two_redactions_of_one_note_offline_from_each_other(pair: Pair) -> None:
    note = pair.note("ana", "keys AAA-111 and BBB-222 leaked")
    pair.sync()
    pair("ana", "redact", "checkout", note, "AAA-111")
    pair("bo", "redact", "checkout", note, "BBB-222")
    pair.sync(3)
    assert pair.holding("AAA-111") == pair.holding("BBB-222") == []
    assert [row["raw"] for row in pair.shown("bo")["notes"]] == ["keys [redacted] and [redacted] leaked"]
    assert pair.shown("ana") == pair.shown("bo")
    assert pair.shown("ana")["conflicts"] == []


def test_a_colleagues_edit_that_was_on_its_way_is_cleaned_too(pair: Pair) -> None:
    note = pair.note("ana", "key AAA-111 leaked")
    pair.sync()
    pair("bo", "event", "checkout", note, "text=bo rotated AAA-111 by hand")
    pair("ana", "redact", "checkout", note, "AAA-111")
    pair("ana", "sync", shared=True)
    pair.sync()
    assert pair.holding("AAA-111") == []
    [row] = pair("ana", "timeline", "checkout", "--json").json["events"]
    assert row["text"] == "bo rotated [redacted] by hand"
    assert pair.shown("ana") == pair.shown("bo")


def test_an_edit_of_somebody_who_never_syncs_again_is_cleaned_here(pair: Pair) -> None:
    """It stands in their own file on the share, which is said."""
    note = pair.note("ana", "key AAA-111 leaked")
    pair.sync()
    pair("bo", "event", "checkout", note, "text=bo rotated AAA-111 by hand")
    pair("bo", "sync", shared=True)
    pair("ana", "redact", "checkout", note, "AAA-111")
    said = pair("ana", "sync", shared=True).err
    assert all("/ana/" not in path for path in pair.holding("AAA-111"))
    assert "may still be in the files of" in said


def test_redact_meets_the_share_first_and_says_who_was_not_seen_since(pair: Pair) -> None:
    note = pair.note("ana", "key AAA-111 leaked")
    pair.sync()
    pair("bo", "note", "-i", "checkout", "AAA-111 is in the log too")
    pair("bo", "sync", shared=True)
    pair("ana", "redact", "checkout", note, "AAA-111", "--dry-run")
    said = pair("ana", "redact", "checkout", note, "AAA-111", shared=True).err
    assert "Taken out everywhere on this machine, 1 other note included." in said
    assert "Not seen since: bo on " in said
    assert all("/bo/" in path or f"/{replica_of(pair, 'bo')}/" in path for path in pair.holding("AAA-111"))


def replica_of(pair: Pair, person: str) -> str:
    name: str = json.loads((pair.home / person / "actors" / "replica.json").read_bytes())["name"]
    return name


def test_a_secret_that_was_just_typed_does_not_reach_the_share_on_the_way(pair: Pair) -> None:
    pair.sync()
    note = pair.note("ana", "the word is swordfish")
    pair("ana", "redact", "checkout", note, "swordfish", shared=True)
    assert pair.holding("swordfish") == []


def elements(record: dict[str, Any]) -> Iterator[str]:
    return (name for name, value in record.items() if ":" in name and value is True)


def test_other_tags_of_the_note_stay_and_the_secret_one_goes(pair: Pair) -> None:
    note = pair.note("ana", f"#db #{TOKEN} @bo key {TOKEN}")
    pair.sync()
    pair("ana", "redact", "checkout", note, TOKEN)
    pair.sync()
    for person in ("ana", "bo"):
        assert list(elements(pair.document(person)["notes"][note])) == ["people:bo", "tags:db"]
    labels = [entry["label"] for entry in pair.document("bo")["history"].values()]
    assert "took a text out of a note for good, with 1 tag, name or link" in labels
    assert pair.holding(TOKEN) == []


def test_a_tag_that_a_colleague_added_meanwhile_stays(pair: Pair) -> None:
    note = pair.note("ana", f"#db #{TOKEN} key {TOKEN}")
    pair.sync()
    services = build_services(Settings(data=str(pair.home / "bo"), author="bo", zone="UTC"))
    services.note_edits.mark(services.incidents.find("checkout"), [note], "tags", "payments")
    pair("ana", "redact", "checkout", note, TOKEN)
    pair.sync(3)
    for person in ("ana", "bo"):
        assert list(elements(pair.document(person)["notes"][note])) == ["tags:db", "tags:payments"]


def test_no_digest_of_what_was_taken_out_is_on_the_share(pair: Pair) -> None:
    note = pair.note("ana", "#db1 #x9 pin x9")
    pair("ana", "redact", "checkout", note, "x9")
    pair.sync()
    [redaction] = pair.document("bo")["redactions"].values()
    assert sorted(name for name in redaction if ":" in name) == [
        f"records:notes/{note}",
        f"sets:notes/{note}/tags",
    ]


def test_undo_passes_over_a_redaction(pair: Pair) -> None:
    note = pair.note("ana", "key AAA-111")
    pair("ana", "set", "checkout", "severity=2")
    pair("ana", "redact", "checkout", note, "AAA-111")
    services = build_services(Settings(data=str(pair.home / "ana"), author="ana", zone="UTC"))
    incident = services.incidents.find("checkout")
    while (undone := services.history.undo(incident)) is not None:
        assert undone.startswith("undone: ")
        assert "took out" not in undone.partition(". ")[0], "a redaction is named, and never taken back"
    assert pair.holding("AAA-111") == []


def test_a_note_that_was_left_out_stays_so(pair: Pair) -> None:
    note = pair.note("ana", "key AAA-111")
    services = build_services(Settings(data=str(pair.home / "ana"), author="ana", zone="UTC"))
    services.note_edits.leave_out(services.incidents.find("checkout"), [note])
    pair("ana", "redact", "checkout", note, "AAA-111")
    pair.sync()
    for person in ("ana", "bo"):
        [row] = pair.shown(person)["notes"]
        assert (row["raw"], row["struck"]) == ("key [redacted]", True)


def test_the_handle_stays_unless_it_holds_a_secret(pair: Pair) -> None:
    note = pair.note("ana", "checkout is slow")
    said = pair("ana", "redact", "checkout", note, "checkout").err
    assert pair.shown("ana")["incident"]["handle"] == "checkout-5xx"
    assert "handle" in said
