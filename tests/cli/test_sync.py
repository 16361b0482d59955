"""`oncall sync` between people: through the real entry point, with a directory each and one share."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Oncall, Ran

Person = Callable[..., Ran]


class Team:
    """People with a data directory each, and the share between them."""

    def __init__(self, oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._oncall = oncall
        self._monkeypatch = monkeypatch
        self.home = tmp_path
        self.share = tmp_path / "share"
        self.share.mkdir()

    def __call__(self, person: str, *words: str) -> Ran:
        self._monkeypatch.setenv("ONCALL_AUTHOR", person)
        return self._oncall(*words, "--data", str(self.home / person), "--share", str(self.share))

    def note(self, person: str, text: str) -> None:
        assert self(person, "note", "--data", str(self.home / person), "--", text).code == 0

    def everyone(self, *people: str) -> None:
        """Enough rounds for everything to reach everyone."""
        for _ in range(2):
            for person in people:
                assert self(person, "sync").code == 0

    def shown(self, person: str) -> dict[str, Any]:
        shown: dict[str, Any] = self(person, "show", "checkout", "--json").json
        return shown

    def files(self) -> list[Path]:
        return sorted(
            path for path in (self.share / "v1").rglob("*.json") if not path.name.startswith("info")
        )


@pytest.fixture
def team(oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    """Ana has an incident with a note; ana and bo have met."""
    team = Team(oncall, tmp_path, monkeypatch)
    team("ana", "new", "checkout 5xx")
    note(team, "ana", "5xx 11% on checkout")
    team.everyone("ana", "bo")
    return team


def note(team: Team, person: str, text: str) -> None:
    ran = team(person, "note", "-i", "checkout", text)
    assert ran.code == 0, ran.err


def test_a_sync_says_what_it_did_and_a_quiet_one_does_nothing(
    oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = Team(oncall, tmp_path, monkeypatch)
    team("ana", "new", "checkout 5xx")
    assert team("ana", "sync", "--json").json == {"joined": 0, "published": 1, "conflicts": 0, "skipped": []}
    assert team("bo", "sync", "--json").json == {"joined": 1, "published": 0, "conflicts": 0, "skipped": []}
    before = {path: path.stat().st_mtime_ns for path in team.share.rglob("*")}
    for person in ("ana", "bo"):
        assert team(person, "sync", "--json").json == {
            "joined": 0,
            "published": 0,
            "conflicts": 0,
            "skipped": [],
        }
    assert {path: path.stat().st_mtime_ns for path in team.share.rglob("*")} == before


def test_everyone_shows_the_same(team: Team) -> None:
    note(team, "bo", "redis pool full?")
    note(team, "ana", "rolled back")
    team.everyone("ana", "bo", "li")
    assert team.shown("ana") == team.shown("bo") == team.shown("li")
    assert [row["raw"] for row in team.shown("li")["notes"]] == [
        "5xx 11% on checkout",
        "redis pool full?",
        "rolled back",
    ]


def test_two_summaries_written_apart_both_survive_and_one_person_settles(team: Team) -> None:
    team("ana", "set", "checkout", "summary=by ana")
    team("bo", "set", "checkout", "summary=by bo")
    team.everyone("ana", "bo")
    [conflict] = team.shown("ana")["conflicts"]
    assert (conflict["table"], conflict["field"], sorted(conflict["values"])) == (
        "incident",
        "summary",
        ["by ana", "by bo"],
    )
    assert team.shown("bo")["conflicts"] == [conflict]
    for form in ("md", "html", "json"):
        report = team("ana", "report", "checkout", "--format", form).out
        assert report == team("bo", "report", "checkout", "--format", form).out
        assert {"by ana", "by bo"} == {text for text in ("by ana", "by bo") if text in report}
        assert form == "json" or "Version 1 of 2, none is chosen yet" in report
    ran = team("bo", "sync", "--json")
    assert (ran.code, ran.json["conflicts"]) == (0, 1)
    team("bo", "set", "checkout", "summary=by both")
    team.everyone("bo", "ana")
    assert team.shown("ana")["conflicts"] == []
    assert team.shown("ana") == team.shown("bo")
    report = team("ana", "report", "checkout").out
    assert "by both" in report
    assert "Version 1" not in report


def test_what_was_redacted_is_found_nowhere(team: Team) -> None:
    note(team, "bo", "logged in with hunter2hunter2 as https://bo:hunter2hunter2@vault.example/")
    team.everyone("bo", "ana", "bo")
    assert all(team(who, "search", "hunter2", "--json").json["hits"] for who in ("ana", "bo"))
    [secret] = [row["id"] for row in team.shown("ana")["notes"] if "hunter2" in row["raw"]]
    assert team("ana", "redact", "checkout", secret, "hunter2hunter2").code == 0
    team.everyone("ana", "bo")
    holding = [
        path for path in team.home.rglob("*") if path.is_file() and b"hunter2hunter2" in path.read_bytes()
    ]
    assert holding == []
    assert team.shown("ana") == team.shown("bo")


def test_a_copied_data_directory_loses_nothing(team: Team) -> None:
    shutil.copytree(team.home / "ana", team.home / "copy")
    note(team, "ana", "from the original")
    note(team, "copy", "from the copy")
    team.everyone("ana", "copy", "bo")
    raws = {row["raw"] for row in team.shown("bo")["notes"]}
    assert {"from the original", "from the copy"} <= raws
    assert team.shown("ana") == team.shown("copy") == team.shown("bo")
    assert len(list((team.share / "v1" / "r").iterdir())) == 3


@pytest.mark.parametrize("damage", [b"", b"{", None], ids=["emptied", "cut", "gone"])
def test_a_file_of_ours_that_was_damaged_is_published_anew(team: Team, damage: bytes | None) -> None:
    [path] = team.files()
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    assert team("ana", "sync", "--json").json["published"] == 1
    team.everyone("li")
    assert team.shown("li") == team.shown("ana")


def test_an_emptied_share_changes_nothing_here_and_is_refilled_on_request(team: Team) -> None:
    before = team.shown("ana")
    shutil.rmtree(team.share)
    team.share.mkdir()
    refused = team("ana", "sync")
    assert (refused.code, list(team.share.iterdir())) == (5, [])
    assert "--refill" in refused.err
    assert team.shown("ana") == before
    assert team("bo", "sync", "--refill", "--json").json["published"] == 1
    team.everyone("li", "ana")
    assert team.shown("li") == team.shown("ana") == before


def test_another_share_changes_nothing_here_or_there(team: Team, tmp_path: Path) -> None:
    ours = team.share
    team.share = tmp_path / "other"
    team.share.mkdir()
    team("kim", "new", "another team's")
    team("kim", "sync")
    before = sorted(team.share.rglob("*"))
    refused = team("ana", "sync")
    assert refused.code == 5
    assert "another share" in refused.err
    assert sorted(team.share.rglob("*")) == before
    assert [row["title"] for row in team("ana", "list", "--json").json["incidents"]] == ["checkout 5xx"]
    team.share = ours
    assert team("ana", "sync").code == 0


def test_another_share_becomes_ours_on_request(team: Team, tmp_path: Path) -> None:
    team.share = tmp_path / "other"
    team.share.mkdir()
    team("kim", "new", "another team's")
    team("kim", "sync")
    assert team("ana", "sync", "--refill").code == 0
    team.everyone("kim", "ana")
    titles = [
        {row["title"] for row in team(who, "list", "--json").json["incidents"]} for who in ("ana", "kim")
    ]
    assert titles == [{"checkout 5xx", "another team's"}] * 2


def test_a_missing_share_is_exit_5_and_all_is_saved(team: Team) -> None:
    shutil.rmtree(team.share)
    note(team, "ana", "while the share is away")
    ran = team("ana", "sync")
    assert ran.code == 5
    assert "saved here" in ran.err
    assert not team.share.exists()
    assert len(team.shown("ana")["notes"]) == 2


def test_a_directory_with_other_files_is_not_taken_for_a_share(team: Team, tmp_path: Path) -> None:
    team.share = tmp_path / "home"
    team.share.mkdir()
    (team.share / "thesis.txt").write_text("mine")
    assert team("zoe", "new", "x").code == 0
    assert team("zoe", "sync").code == 5
    assert [path.name for path in team.share.iterdir()] == ["thesis.txt"]


def test_without_a_share_sync_is_refused(oncall: Oncall) -> None:
    ran = oncall("sync")
    assert ran.code == 2
    assert "--share" in ran.err


def test_a_share_of_a_newer_program_is_read_only_where_it_asks_for_that(team: Team) -> None:
    path = team.share / "FORMAT.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 9, "oldest_writer": 9}))
    note(team, "ana", "waits here")
    before = sorted(team.share.rglob("*"))
    for words in (["sync"], ["sync", "--json"]):
        ran = team("ana", *words)
        assert (ran.code, "newer version" in ran.err) == (0, True)
    assert any("newer version" in finding["text"] for finding in doctor(team))
    assert sorted(team.share.rglob("*")) == before
    path.write_text(json.dumps(json.loads(path.read_text()) | {"oldest_reader": 9}))
    assert team("ana", "sync").code == 6


def test_a_share_that_cannot_be_written_is_joined_and_said(team: Team) -> None:
    [folder] = (team.share / "v1" / "r").glob("*/i")
    folder.rename(team.home / "ana's files")
    folder.write_text("a file where ana's folder belongs: also who may write everywhere can't")
    note(team, "bo", "for ana")
    team("bo", "sync")
    note(team, "ana", "waits")
    ran = team("ana", "sync")
    assert ran.code == 5
    assert "could not be written" in ran.err
    assert len(team.shown("ana")["notes"]) == 3
    folder.unlink()
    assert team("ana", "sync").code == 0
    team.everyone("bo")
    assert team.shown("bo") == team.shown("ana")


def test_a_rehearsal_writes_nothing(team: Team) -> None:
    note(team, "bo", "not yet shared")
    team("bo", "show", "checkout")
    team("bo", "set", "checkout", "severity=SEV2")
    before = {path: path.stat().st_mtime_ns for path in team.home.rglob("*")}
    ran = team("bo", "sync", "--dry-run", "--json")
    assert ran.json["published"] == 1
    assert team("bo", "sync", "--status").code == 0
    assert {path: path.stat().st_mtime_ns for path in team.home.rglob("*")} == before


def test_what_looks_like_a_secret_is_named_before_it_is_shared(team: Team) -> None:
    note(team, "ana", "curl -H 'Authorization: Bearer $TOKEN$'")
    assert "redact" not in team("ana", "sync").err
    note(team, "ana", "password=correct-horse-9 worked")
    assert "A sync shares it" in team("ana", "sync", "--dry-run").err
    [secret] = team("ana", "sync", "--status", "--json").json["secrets"]
    assert secret["what"] == "a password or token"
    ran = team("ana", "sync", "--json")
    assert "checkout-5xx, note " in ran.err
    assert (ran.code, ran.json["published"]) == (0, 1)
    assert "redact" not in team("ana", "sync").err
    assert team("ana", "sync", "--status", "--json").json["secrets"] == []


def test_the_teams_zone_aliases_are_read_by_everyone_and_a_broken_file_is_named(team: Team) -> None:
    zones = team.share / "team" / "zones.txt"
    zones.write_text("IST = Europe/Dublin\n")
    team("bo", "sync")
    assert (
        team("bo", "note", "-i", "checkout", "--json", "@2026-11-20 14:00 IST seen").json["zone_used"]
        == "Europe/Dublin"
    )
    zones.write_text("IST: whatever\n")
    ran = team("bo", "sync")
    assert "zones.txt" in ran.err
    assert ran.code == 0


def test_doctor_says_what_is_wrong_with_exit_7(team: Team) -> None:
    assert team("ana", "doctor").code == 0
    (team.share / "v1" / "notes.txt").write_text("x")
    ran = team("ana", "doctor", "--json")
    assert ran.code == 7
    assert any("v1/notes.txt" in finding["text"] for finding in ran.json["findings"])


def test_doctor_brings_a_damaged_incident_back(team: Team) -> None:
    before = team.shown("ana")
    [path] = (team.home / "ana" / "incidents").glob("*.json")
    path.write_bytes(b"{")
    assert team("ana", "sync").code == 6
    assert path.read_bytes() == b"{"
    assert team("ana", "doctor", "--repair", "--json").json["repaired"]
    team.everyone("ana")
    assert team.shown("ana") == before


def test_doctor_removes_what_cut_off_writes_left_when_it_is_asked_to(team: Team) -> None:
    left, under_way = (team.home / "ana" / "incidents" / f".tmp-{n}-00" for n in (1, 2))
    for path in (left, under_way):
        path.write_bytes(b'{"notes": {')
    os.utime(left, (0, 0))
    [found] = [finding for finding in doctor(team) if "cut off" in finding["text"]]
    assert "cut off: 1." in found["text"]
    before = team.shown("ana")
    assert team("ana", "doctor", "--repair", "--json").json["repaired"]
    assert not left.exists()
    assert under_way.exists()
    assert team.shown("ana") == before


def test_doctor_names_what_a_umask_has_closed_and_says_how_to_open_it(team: Team) -> None:
    team.share.chmod(0o2775)
    for path in (*team.files(), team.share / "v1"):
        path.chmod(0o700)
    [closed] = [finding for finding in doctor(team) if "can read" in finding["text"]]
    assert "4 files and folders" in closed["text"]
    assert not closed["ok"]
    command = closed["text"].split("`")[1]
    assert command == f"chmod -R g+rwX,o+rX {team.share}"
    subprocess.run(command.split(), check=True)
    assert not any("can read" in finding["text"] for finding in doctor(team))


def test_doctor_names_the_teams_files_and_the_line_that_is_broken(team: Team) -> None:
    (team.share / "team" / "rotation.txt").write_text("ana\nbo\n")
    (team.share / "team" / "zones.txt").write_text("# ours\nIST: whatever\n")
    said, broken = (finding for finding in doctor(team) if finding["about"] == "team")
    built_in = "zones.txt, write-up.md, wording.txt, process.md, severities.txt"
    assert said["text"] == f"from the share: rotation.txt (2 people); built in: {built_in}"
    assert "line 2, 'IST: whatever'" in broken["text"]
    assert (said["ok"], broken["ok"]) == (True, False)


def doctor(team: Team) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = team("ana", "doctor", "--json").json["findings"]
    return findings
