"""`oncall status`: one line for tmux or a prompt, always true and never a weight."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from oncall_tui.storage.paths import DataPaths
from tests.cli.conftest import Oncall
from tests.cli.on_terminal import OnTerminal
from tests.durability.place import ONCALL, new_place


@pytest.fixture
def lag(oncall: Oncall) -> None:
    oncall("new", "lag", "--severity", "1")


def test_without_an_incident_there_is_nothing(oncall: Oncall) -> None:
    ran = oncall("status")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert oncall("status", "--json").json == {"incident": None}


@pytest.mark.usefixtures("lag")
def test_it_says_how_long_since_what(oncall: Oncall) -> None:
    assert re.fullmatch(r"lag SEV1 \dm since opened\n", oncall("status").out)
    oncall("note", ":detected 2026-01-05T10:00Z")
    assert re.fullmatch(r"lag SEV1 .*\dm since detected\n", oncall("status").out)
    oncall("note", ":resolved 2026-01-05T11:10Z")
    assert oncall("status").out == "lag SEV1 detected→resolved 1h10m\n"


@pytest.mark.usefixtures("lag")
@pytest.mark.parametrize(("due", "told"), [("90m", "update in 1h"), ("3h", "update in 2h5")])
def test_it_says_when_an_update_is_due(oncall: Oncall, due: str, told: str) -> None:
    oncall("update", "we drain b", "--next", due)
    assert f" · {told}" in oncall("status").out


@pytest.mark.usefixtures("lag")
def test_a_late_update_says_so(oncall: Oncall, monkeypatch: pytest.MonkeyPatch) -> None:
    oncall("update", "we drain b", "--next", "10m")
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + 17 * 60 * 10**9)
    assert " · update late " in oncall("status").out
    assert oncall("status", "--json").json["incident"]["update_late"] is True


@pytest.mark.usefixtures("lag")
def test_notes_of_others_are_new_until_i_write(oncall: Oncall, monkeypatch: pytest.MonkeyPatch) -> None:
    oncall("note", "mine")
    monkeypatch.setenv("ONCALL_AUTHOR", "bo")
    oncall("note", "one")
    oncall("note", "two")
    assert "new" not in oncall("status").out
    monkeypatch.setenv("ONCALL_AUTHOR", "ana")
    assert oncall("status").out.endswith(" · 2 new\n")
    oncall("note", "seen")
    assert "new" not in oncall("status").out


@pytest.mark.usefixtures("lag")
@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("[{handle}] {severity}", "[lag] SEV1\n"),
        ("{stage}|{update}|{new}", "responding||\n"),
        ("{{{stage}}}", "{responding}\n"),
        ("plain", "plain\n"),
    ],
)
def test_a_format_of_ones_own(oncall: Oncall, template: str, told: str) -> None:
    assert oncall("status", "--format", template).out == told
    assert oncall("status", f"--format={template}").out == told


@pytest.mark.parametrize("template", ["{nope}", "{handle {x}", "{handle.__class__}", "{0}", "{}"])
def test_a_format_with_an_unknown_name_is_refused_with_those_there_are(oncall: Oncall, template: str) -> None:
    refused = oncall("status", "--format", template)
    assert (refused.code, "{handle}, {title}" in refused.err) == (2, True)


@pytest.mark.usefixtures("lag")
def test_another_incident_and_json(oncall: Oncall) -> None:
    oncall("new", "disk")
    assert oncall("status", "-i", "lag").out.startswith("lag SEV1")
    assert oncall("--json", "status").json["incident"] | {"since_at": 0, "id": 0, "elapsed": 0} == {
        "id": 0, "handle": "disk", "title": "disk", "severity": None, "stage": "responding", "since": "opened",
        "since_at": 0, "elapsed": 0, "next_update_at": None, "update_late": False, "new": 0,
        "unread": 0,
    }  # fmt: skip
    assert oncall("status", "-i", "nowhere").code == 3


@pytest.mark.usefixtures("lag")
def test_it_follows_every_change(oncall: Oncall) -> None:
    for change in (["set", "severity=2"], ["note", ":sev 3"], ["undo"]):
        oncall(*change)
        told = oncall("show", "--json").json["incident"]["severity"]
        assert oncall("status", "--format", "{severity}").out == f"{told}\n"


@pytest.mark.usefixtures("lag")
def test_a_redaction_leaves_nothing_of_it(oncall: Oncall, data: Path) -> None:
    oncall("set", "title=token hunter2hunter2")
    id = oncall("note", "--json", "hunter2hunter2").json["id"]
    oncall("status", "--format", "{title}")
    assert b"hunter2hunter2" in Path(DataPaths(str(data)).status).read_bytes()
    oncall("redact", "lag", id, "hunter2hunter2")
    assert not Path(DataPaths(str(data)).status).exists()
    assert "hunter2" not in oncall("status", "--format", "{title}").out


@pytest.mark.usefixtures("lag")
def test_what_others_wrote_is_text(oncall: Oncall) -> None:
    oncall("set", "title=a\x1b]52;c;x\x07b")
    assert "\x1b" not in oncall("status", "--format", "{title}").out


@pytest.mark.usefixtures("lag")
def test_a_status_that_is_kept_loads_nothing_heavy(oncall: Oncall) -> None:
    oncall("status")
    heavy = "{'textual', 'tinydb', 'pendulum', 'json', 're', 'dataclasses', 'argparse', 'datetime', 'orjson'}"
    script = f"import sys; from oncall_tui.cli.main import main; main(['status']); print({heavy} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith(" since opened\nset()\n")


def test_watching_shows_what_changes_until_ctrl_c(tmp_path: Path) -> None:
    place = new_place(tmp_path / "data")
    with OnTerminal([ONCALL, "status", "--watch"], place.environment) as terminal:
        terminal.wait_for(" since opened")
        place.oncall("set", "severity=1")
        terminal.wait_for("lag SEV1")
        terminal.type("\x03")
        assert terminal.end() == 130
