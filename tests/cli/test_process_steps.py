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


def test_a_new_version_is_told_once_and_a_stage_that_is_left_names_its_open_steps(
    oncall: Oncall, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    oncall("new", "disk space")
    oncall("sync", "--share", str(share))
    assert "version" not in oncall("process").err
    for version, steps in ((2, "- tell support\n"), (3, "- tell support\n- tell legal\n")):
        (share / "team" / "process.md").write_text(f"version: {version}\n## responding\n{steps}")
        oncall("sync", "--share", str(share))
        told = oncall("process").err
        assert f"Version {version} of the team's process: new: " in told
        assert ("tell support" in told, "tell legal" in told) == (version == 2, version == 3)
        assert oncall("process").err == ""
    oncall("process", "done", "tell support")
    told = oncall("set", "stage=timeline").err
    assert "Open in responding: tell legal." in told
    assert "Open in" not in oncall("set", "severity=2").err
