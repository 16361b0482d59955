"""`oncall sync` between people over a bucket, through the real entry point, and without the extra that it needs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Oncall, Ran
from tests.sync.s3_server import BUCKET, s3_server

SECRET = "wJalrXUtnFEMI"


@pytest.fixture
def endpoint() -> Iterator[str]:
    with s3_server() as endpoint:
        yield endpoint


class Team:
    """People with a data directory each, and one bucket."""

    def __init__(self, oncall: Oncall, home: Path, endpoint: str) -> None:
        self._oncall = oncall
        self.home = home
        self.share = f"s3://{BUCKET}/oncall?endpoint={endpoint}"

    def __call__(self, person: str, *words: str) -> Ran:
        return self._oncall(*words, "--data", str(self.home / person), "--share", self.share)

    def bucket_holds(self, text: bytes) -> bool:
        from oncall_tui.sync.shares.open_share import open_share

        share = open_share(self.share)

        def files(folder: str) -> Iterator[bytes]:
            for entry in share.list(folder):
                path = f"{folder}/{entry.name}".lstrip("/")
                if entry.kind == "directory":
                    yield from files(path)
                else:
                    yield share.get(path, 1_000_000)

        return any(text in data for data in files(""))

    def shown(self, person: str) -> Any:
        return self(person, "show", "checkout", "--json").json


@pytest.fixture
def team(oncall: Oncall, tmp_path: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Team:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    return Team(oncall, tmp_path, endpoint)


def test_two_people_show_the_same(team: Team) -> None:
    team("ana", "new", "checkout 5xx")
    assert team("ana", "sync", "--json").json == {"joined": 0, "published": 1, "conflicts": 0, "skipped": []}
    assert team("bo", "sync", "--json").json == {"joined": 1, "published": 0, "conflicts": 0, "skipped": []}
    team("ana", "set", "checkout", "summary=by ana")
    team("bo", "set", "checkout", "summary=by bo")
    for person in ("ana", "bo", "ana"):
        assert team(person, "sync").code == 0
    assert team.shown("ana") == team.shown("bo")
    [conflict] = team.shown("ana")["conflicts"]
    assert sorted(conflict["values"]) == ["by ana", "by bo"]


def test_many_incidents_come_over_and_a_quiet_sync_does_nothing(team: Team) -> None:
    for number in range(30):
        team("ana", "new", f"number {number}")
    assert team("ana", "sync", "--json").json["published"] == 30
    assert team("bo", "sync", "--json").json["joined"] == 30
    for person in ("ana", "bo"):
        assert team(person, "sync", "--json").json == {
            "joined": 0,
            "published": 0,
            "conflicts": 0,
            "skipped": [],
        }
    assert "30 files of 30 incidents" in team("bo", "sync", "--status").out


def test_what_was_redacted_is_deleted_from_the_bucket(team: Team) -> None:
    team("ana", "new", "checkout 5xx")
    team("ana", "note", "-i", "checkout", "logged in with hunter2hunter2")
    for person in ("ana", "bo"):
        team(person, "sync")
    assert team.bucket_holds(b"hunter2hunter2")
    [note] = team.shown("ana")["notes"]
    assert team("ana", "redact", "checkout", note["id"], "hunter2hunter2").code == 0
    for person in ("ana", "bo", "ana"):
        assert team(person, "sync").code == 0
    assert not team.bucket_holds(b"hunter2hunter2")
    assert team.shown("ana") == team.shown("bo")


def test_no_bucket_is_exit_5_with_its_name_and_all_is_saved(team: Team) -> None:
    team.share = team.share.replace(BUCKET, "nowhere")
    team("ana", "new", "checkout 5xx")
    ran = team("ana", "sync")
    assert (ran.code, "no bucket 'nowhere'" in ran.err, "saved here" in ran.err) == (5, True, True)
    assert team.shown("ana")["incident"]["title"] == "checkout 5xx"


def test_no_credentials_is_exit_5_with_where_they_were_looked_for(
    team: Team, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = team("ana", "sync")
    assert (ran.code, "AWS_ACCESS_KEY_ID" in ran.err) == (5, True)


def test_keys_are_kept_and_printed_nowhere(team: Team, endpoint: str) -> None:
    team("ana", "new", "checkout 5xx")
    for words in (["sync"], ["sync", "--status"], ["doctor"], ["config", "show"]):
        ran = team("ana", *words)
        assert SECRET not in ran.out + ran.err
    assert [
        path for path in team.home.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()
    ] == []


def test_without_the_extra_all_but_the_bucket_works(
    oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("obstore", "oncall_tui.sync.shares.object_store"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.setenv("ONCALL_SHARE", "s3://team/oncall")
    assert oncall("new", "checkout 5xx").code == 0
    assert oncall("note", "5xx 11%").code == 0
    ran = oncall("sync")
    assert (ran.code, "pip install 'oncall-tui[cloud]'" in ran.err) == (2, True)
    (tmp_path / "share").mkdir()
    assert oncall("sync", "--share", str(tmp_path / "share")).code == 0


@pytest.mark.parametrize("words", ["note x", "list", "show checkout", "config show"])
def test_no_other_command_loads_the_client(
    process: Oncall, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("ONCALL_SHARE", "s3://team/oncall")
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    assert "obstore" not in process(*words.split()).err


def test_what_the_first_frame_is_made_of_does_not_load_the_client(tmp_path: Path) -> None:
    script = f"""
import sys
import oncall_tui.app, oncall_tui.screens.sharing.screen
from oncall_tui.bootstrap import build_services as open_services
from oncall_tui.settings.settings import Settings
services = open_services(Settings({str(tmp_path)!r}, "ana", "s3://team/oncall"))
assert services.share_watch.is_due()
print("obstore" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
