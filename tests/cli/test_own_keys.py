"""The table [keys]: two worked configurations, and every kind of setting that can't be taken."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Oncall

CONFIGURATIONS = Path(__file__).parent / "configurations"
REFUSED = {
    # (settings, what is said of the line that it is on)
    '"notes.leave-out" = "t"': "line 2: notes.leave-out: t is also notes.retime",
    '"notes.leaveout" = "d"': "line 2: notes.leaveout: there is no action of that id: did you mean notes.leave-out?",
    '"view.help" = "gg"': "line 2: view.help: “gg” is not the name of a key",
    '"view.help" = "alt+h"': "line 2: view.help: Alt+H: tmux and many terminals send Alt as Esc",
    '"capture.save" = "s"': "line 2: capture.save: s is text there",
    '"view.help" = 7': "line 2: view.help wants a key in quotes",
    '\n"notes.pin" = "f9"\n"notes.kind" = "F9"': "line 4: notes.kind: F9 is also notes.pin",
    'notes.pin = "f9"\nnotes.kind = "f9"': "line 2: notes.pin: F9 is also notes.kind (What kind of note it is:",
}


@pytest.fixture
def file(oncall: Oncall, tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "config.toml"


@pytest.mark.parametrize("name", ["vim", "emacs"])
def test_a_worked_configuration_is_right_and_the_list_of_keys_follows_it(
    oncall: Oncall, file: Path, name: str
) -> None:
    shutil.copy(CONFIGURATIONS / f"{name}.toml", file)
    checked = oncall("config", "check")
    assert (checked.code, "nothing is wrong" in checked.out) == (0, True), checked.out
    (row,) = oncall("config", "keys", "notes.leave-out", "--json").json["keys"]
    assert row["keys"] == {"vim": ["d", "x"], "emacs": ["^K", "x"]}[name]
    table = oncall("config", "keys", "--format", "md").out
    assert {"vim": "| `^R` `U` |", "emacs": "| `^_` `u` |"}[name] in table


@pytest.mark.parametrize("settings", REFUSED)
def test_keys_that_cannot_be_are_named_with_their_line_and_cost_nothing(
    oncall: Oncall, file: Path, settings: str
) -> None:
    file.write_text(f"[keys]\n{settings}\n")
    checked = oncall("config", "check", "--json")
    assert checked.code == 7
    assert any(REFUSED[settings] in problem for problem in checked.json["problems"]), checked.json["problems"]
    assert oncall("note", "safe").code == 0


def test_a_clash_of_two_settings_names_both_lines_and_takes_neither(oncall: Oncall, file: Path) -> None:
    file.write_text('[keys]\n"notes.pin" = "f9"\n"notes.kind" = "f9"\n"notes.link" = "f8"\n')
    told = oncall("config", "check").out
    assert "line 2: notes.pin" in told
    assert "which line 3 sets. It keeps the key that it had." in told
    keys = {row["id"]: row["keys"] for row in oncall("config", "keys", "notes", "--json").json["keys"]}
    assert (keys["notes.pin"], keys["notes.kind"], keys["notes.link"]) == (["p"], ["K"], ["F8"])


def test_keys_that_change_places_do_not_clash(oncall: Oncall, file: Path) -> None:
    file.write_text('[keys]\n"list.down" = "k"\n"list.up" = "j"\n')
    assert oncall("config", "check").code == 0


def test_a_slip_elsewhere_costs_no_key(oncall: Oncall, file: Path) -> None:
    file.write_text('zone = "UTC\n[keys]\n"notes.pin" = "f9"\n')
    (row,) = oncall("config", "keys", "notes.pin", "--json").json["keys"]
    assert row["keys"] == ["F9"]
    assert "line 1: " in oncall("config", "check").out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('theme = "drak"', "did you mean dark"),
        ("ascii = 1", "ascii can't be “1”, only true, false"),
        ('them = "dark"', "did you mean theme?"),
    ],
)
def test_a_value_that_is_none_is_named_with_its_line_and_a_near_one(
    oncall: Oncall, file: Path, line: str, said: str
) -> None:
    file.write_text(f'\n{line}\nauthor = "bo"\n')
    checked = oncall("config", "check")
    assert checked.code == 7
    assert said in checked.out
    assert "line 2: " in checked.out
    assert oncall("note", "safe").code == 0


def test_ascii_in_the_configuration_holds_for_every_command(oncall: Oncall, file: Path) -> None:
    file.write_text("ascii = true\n")
    oncall("new", "Prüfung")
    assert oncall("list").out.isascii()


def test_init_writes_a_configuration_in_which_everything_is_a_comment(oncall: Oncall, file: Path) -> None:
    assert oncall("config", "init").out.strip() == str(file)
    assert oncall("config", "check").code == 0
    lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
    assert lines == ["[keys]"]
    again = oncall("config", "init")
    assert (again.code, "is there already" in again.err) == (2, True)


def test_every_line_of_that_configuration_can_be_set(oncall: Oncall, file: Path) -> None:
    oncall("config", "init")
    settings = [
        line.removeprefix("# ") for line in file.read_text().splitlines() if " = " in line or line == "[keys]"
    ]
    file.write_text("\n".join(settings))
    checked = oncall("config", "check")
    assert checked.code == 0, checked.out


def test_edit_opens_the_editor_and_says_what_is_wrong_then(
    oncall: Oncall, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho \'theme = "drak"\' > "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    edited = oncall("config", "edit")
    assert (edited.code, "did you mean dark" in edited.out) == (7, True)
