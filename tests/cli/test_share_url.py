"""A share's URL on the command line, in the environment and in the configuration: never taken for a path."""

from pathlib import Path

import pytest

from tests.cli.conftest import Oncall

UNSUPPORTED = "ftp://host/oncall"
SECRET = "wJalrXUtnFEMI"


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, in which a URL taken for a path would show."""
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.mark.parametrize("given", ["option", "environment", "configuration"])
@pytest.mark.parametrize(
    "words", [["sync"], ["sync", "--status"], ["sync", "--dry-run"], ["sync", "--refill"]]
)
def test_a_url_that_is_not_supported_is_refused_wherever_it_was_set(
    oncall: Oncall, tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch, given: str, words: list[str]
) -> None:
    if given == "environment":
        monkeypatch.setenv("ONCALL_SHARE", UNSUPPORTED)
    elif given == "configuration":
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "config.toml").write_text(f'share = "{UNSUPPORTED}"\n')
    ran = oncall(*words, *(["--share", UNSUPPORTED] if given == "option" else []))
    assert ran.code == 2
    assert "oncall-tui[cloud]" in ran.err
    assert "saved here" in ran.err
    assert list(work.iterdir()) == []


def test_any_command_refuses_such_an_option(oncall: Oncall, work: Path) -> None:
    for words in (["list"], ["doctor"], ["new", "checkout 5xx"]):
        assert oncall(*words, "--share", UNSUPPORTED).code == 2
    assert list(work.iterdir()) == []


def test_a_setting_that_cannot_be_used_keeps_no_note_from_being_taken(
    oncall: Oncall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONCALL_SHARE", UNSUPPORTED)
    assert oncall("new", "checkout 5xx").code == 0
    assert oncall("note", "5xx 11%").code == 0
    assert len(oncall("show", "checkout", "--json").json["notes"]) == 1
    findings = oncall("doctor", "--json").json["findings"]
    assert any("can't be at ftp://" in finding["text"] for finding in findings)


def test_a_secret_in_a_url_is_printed_by_no_command(oncall: Oncall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONCALL_SHARE", f"s3://key:{SECRET}@team/oncall")
    for words in (
        ["sync"],
        ["sync", "--status"],
        ["doctor"],
        ["config", "show"],
        ["config", "show", "--json"],
    ):
        ran = oncall(*words)
        assert SECRET not in ran.out + ran.err
