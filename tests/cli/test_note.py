"""`oncall note`: never refuses a line, never loses one, answers in the shapes of DESIGN 9 (N1)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Oncall

NOTE_FIELDS = {
    "id", "incident", "source", "line", "raw", "text", "kind", "occurred_at", "recorded_at", "precision",
    "approximate", "confidence", "zone_used", "zone_origin", "alternatives", "flags", "tags", "people",
    "references", "author", "struck",
}  # fmt: skip


def raws(oncall: Oncall) -> list[str]:
    return [note["raw"] for note in oncall("show", "--json").json["notes"]]


@pytest.mark.parametrize(
    ("words", "raw"),
    [
        (["one", "two"], "one two"),
        (["-5m", "!", "drained"], "-5m ! drained"),
        (["--help-desk", "called"], "--help-desk called"),
        (["-x", "--", "-", "--"], "-x - --"),
        (["--", "--json"], "--json"),
        (["a", "-i", "checkout-5xx", "b"], "a b"),
        (["rm -rf /", ":-)", "$HOME `id`"], "rm -rf / :-) $HOME `id`"),
        (["call", "--zone=UTC", "me"], "call me"),
        (["note", "to", "self"], "note to self"),
    ],
)
def test_known_options_count_anywhere_and_all_else_is_text(
    oncall: Oncall, words: list[str], raw: str
) -> None:
    oncall("new", "Checkout 5xx")
    assert oncall("note", *words).code == 0
    assert raws(oncall) == [raw]


def test_the_json_of_a_note_is_the_same_before_and_after_filing(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx", "--zone", "Europe/London")
    noted = oncall("note", "--json", "@14:02 ! drained #redis @bo PD-8841").json
    assert set(noted) >= NOTE_FIELDS
    (waiting,) = oncall("show", "--json").json["notes"]
    oncall("set", "severity=2")
    (filed,) = oncall("show", "--json").json["notes"]
    assert noted == waiting == filed
    assert (noted["kind"], noted["text"], noted["tags"], noted["people"]) == (
        "did",
        "drained #redis @bo PD-8841",
        ["redis"],
        ["bo"],
    )


def test_the_title_is_echoed_on_stderr(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx")
    noted = oncall("note", "x")
    assert (noted.out, "Checkout 5xx" in noted.err) == ("", True)


def test_a_pipe_is_one_note_of_evidence_whatever_its_bytes(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx")
    oncall("note", "-", stdin=b"! NAME READY\nweb-1 0/1 \xff\x00\n")
    assert raws(oncall) == ["! NAME READY\nweb-1 0/1 \udcff\x00"]


@pytest.mark.parametrize(
    "words", [[""], [" \t"], ["--"], ["-i"], ["x", "--kind", "rumour"], ["x", "--at", "noonish"]]
)
def test_what_is_refused_says_so_and_saves_nothing(oncall: Oncall, words: list[str]) -> None:
    oncall("new", "Checkout 5xx")
    refused = oncall("note", *words)
    assert refused.code == 2
    assert "Nothing was saved" in refused.err
    assert raws(oncall) == []


def test_an_unknown_incident_is_not_found(oncall: Oncall) -> None:
    assert oncall("note", "-i", "nowhere", "x").code == 3


def test_an_ambiguous_prefix_names_the_candidates(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx")
    oncall("new", "Checkout slow")
    refused = oncall("note", "-i", "check", "x")
    assert refused.code == 2
    assert "checkout-5xx, checkout-slow" in refused.err


def test_the_environment_names_the_incident_of_a_shell(
    oncall: Oncall, monkeypatch: pytest.MonkeyPatch
) -> None:
    oncall("new", "Checkout 5xx")
    oncall("new", "Disk")
    monkeypatch.setenv("ONCALL_INCIDENT", "checkout")
    oncall("note", "x")
    assert raws(oncall) == ["x"]
    assert [row["notes"] for row in oncall("list", "--json").json["incidents"]] == [0, 1]


def test_without_an_incident_a_note_is_kept_unfiled(oncall: Oncall) -> None:
    noted = oncall("note", "who is on call?")
    assert noted.code == 0
    assert "unfiled" in noted.err
    assert oncall("list", "--json").json["unfiled"] == 1


def test_a_note_loads_nothing_heavy(data: Path) -> None:
    heavy = (
        "{'textual', 'tinydb', 'pendulum', 'json', 're', 'dataclasses', 'argparse', 'pathlib', 'datetime'}"
    )
    script = f"import sys; from oncall_tui.cli.main import main; main(['note', 'x']); print({heavy} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout == "set()\n"


def test_what_looks_like_a_secret_is_said_at_once_and_flagged_until_somebody_settles_it(
    oncall: Oncall,
) -> None:
    oncall("new", "Checkout 5xx")
    oncall("note", "curl -H 'Authorization: Bearer $TOKEN$'")
    ran = oncall("note", "--json", "psql postgres://app:s3cr3tpw9@db/app")
    assert f"oncall redact checkout-5xx {ran.json['id']} TEXT" in ran.err
    assert ran.json["flags"] == ["looks-like-a-secret"]
    assert oncall("timeline", "--check").out.startswith("1. This looks like it holds a password in a link.")
    assert oncall("answer", "checkout-5xx", "1", "1").code == 0
    assert [note["flags"] for note in oncall("show", "--json").json["notes"]] == [[], []]
    assert "secret" not in oncall("timeline", "--check").out


def test_a_redacted_note_no_longer_looks_like_it_holds_a_secret(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx")
    id = oncall("note", "--json", "password=hunter2hunter2").json["id"]
    oncall("redact", "checkout-5xx", id, "hunter2hunter2")
    [note] = oncall("show", "--json").json["notes"]
    assert (note["raw"], note["flags"]) == ("password=[redacted]", [])
