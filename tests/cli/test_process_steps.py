from pathlib import Path

from tests.cli.conftest import Oncall


def test_a_step_is_ticked_or_skipped_with_a_reason(oncall: Oncall) -> None:
    oncall("new", "disk space")
    assert oncall("process", "done", "roles are set", "--json").json["state"] == "done"
    assert oncall(
        "process", "skip", "disk-space", "the invite is sent to the rotation", "two of us", "--json"
    ).json == {
        "stage": "review",
        "name": "the invite is sent to the rotation",
        "state": "skipped",
        "reason": "two of us",
        "by": "ana",
        "at": oncall("process", "--json").json["steps"][6]["at"],
    }
    states = {step["name"]: step["state"] for step in oncall("process", "--json").json["steps"]}
    assert sum(state != "open" for state in states.values()) == 2
    assert oncall("process", "done", "cake").code == 3
    assert oncall("process", "skip", "announced", "").code == 2


def test_open_steps_of_the_teams_own_process_are_left_and_block_nothing(
    oncall: Oncall, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    oncall("new", "disk space")
    oncall("note", "disk full")
    oncall("sync", "--share", str(share))
    (share / "team" / "process.md").write_text("version: 2\n## responding\n- tell support\n")
    oncall("sync", "--share", str(share))
    assert oncall("process", "--json").json["version"] == "2"
    codes = [left["code"] for left in oncall("writeup", "check", "--json").json["left"]]
    assert "step-open" in codes
    oncall("writeup", "set", "summary", "Disks were full.")
    assert oncall("complete").code == 0
    oncall("process", "done", "tell support")
    assert "step-open" not in [left["code"] for left in oncall("writeup", "check", "--json").json["left"]]
