from pathlib import Path

from tests.cli.conftest import Oncall

TEXT = "All was calm.\nThen we should have checked the pool.\n"


def test_each_finding_is_a_line_that_editors_and_ci_read(oncall: Oncall, tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text(TEXT)
    ran = oncall("language", str(file))
    assert ran.code == 0
    assert ran.out == (
        f"{file}:2:9: counterfactual: should have checked · "
        "What did they see at that moment, and what made this the sensible thing?\n"
    )


def test_check_exits_with_7_only_when_something_is_found(oncall: Oncall) -> None:
    assert oncall("language", "-", "--check", stdin=TEXT.encode()).code == 7
    assert oncall("language", "--check", stdin=b"The pool was full.\n").code == 0


def test_json_counts_characters_from_0_and_lines_from_1(oncall: Oncall) -> None:
    (finding,) = oncall("--json", "language", "-", stdin=TEXT.encode()).json["findings"]
    assert finding == {
        "file": "-",
        "line": 2,
        "column": 9,
        "start": 22,
        "end": 41,
        "words": "should have checked",
        "family": "counterfactual",
        "sureness": "plain",
        "question": "What did they see at that moment, and what made this the sensible thing?",
        "count": 1,
    }


def test_a_file_that_is_not_there_is_refused(oncall: Oncall, tmp_path: Path) -> None:
    ran = oncall("language", str(tmp_path / "none.md"))
    assert (ran.code, ran.out) == (2, "")
    assert "can't be read" in ran.err


def test_root_cause_twelve_times_is_one_finding(oncall: Oncall) -> None:
    (finding,) = oncall("--json", "language", stdin=b"The root cause.\n" * 12).json["findings"]
    assert finding["count"] == 12
