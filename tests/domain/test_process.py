from oncall_tui.domain.process import BUILT_IN, ProcessStep, changed_lines, read_process
from oncall_tui.domain.team import BUILT_IN as TEAM_FILES
from oncall_tui.domain.team import PROCESS, read_team


def test_steps_are_read_under_their_stage() -> None:
    process = read_process(
        "# ours\nversion: 3\n\nSome words.\n## Review\n- [ ] invite sent\n1. agenda sent\n## Party\n- cake\n"
    )
    assert process.version == "3"
    assert process.steps == (ProcessStep("review", "invite sent"), ProcessStep("review", "agenda sent"))


def test_the_built_in_process_has_steps_for_every_stage() -> None:
    assert {step.stage for step in read_process(BUILT_IN).steps} == {
        "responding",
        "timeline",
        "write-up",
        "review",
        "complete",
    }


def test_a_new_version_is_told_by_its_changed_lines() -> None:
    assert changed_lines("version: 1\n- a\n- b", "version: 2\n- a\n- c") == ("version: 2", "- c")


def test_the_teams_own_process_is_read_with_its_files() -> None:
    assert read_team({PROCESS: "version: 9\n"}, str).process == "version: 9\n"
    assert read_team({}, str).process == TEAM_FILES[PROCESS] == BUILT_IN
