import json
import re
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Oncall


@pytest.fixture
def incident(oncall: Oncall) -> str:
    """An incident with a short timeline, a summary and a small analysis."""
    oncall("new", "disk space", "--zone", "Europe/London")
    oncall("note", "--at", "2026-11-20 13:42", "> Alert from @bo: disk full")
    oncall("note", "--at", "2026-11-20 15:12", ":mitigated rolled back")
    oncall("writeup", "set", "summary", "Nodes were **short** of disk, said Ana.")
    oncall("analysis", "add", "control", "disk alert", "exercised_by=team", "acts_on=node")
    return "disk-space"


def test_the_figures_and_rows_are_those_of_the_timeline(oncall: Oncall, incident: str) -> None:
    report = oncall("report", incident, "--format", "json").json
    timeline = oncall("timeline", incident, "--json").json
    assert report["timeline"] == timeline["events"]
    assert report["durations"] == timeline["durations"]
    schema = json.loads(
        files("oncall_tui.formats.writers").joinpath("oncall-report-1.schema.json").read_text("utf-8")
    )
    jsonschema.validate(report, schema)


def test_the_report_is_markdown_unless_asked_otherwise(oncall: Oncall, incident: str) -> None:
    text = oncall("report", incident).out
    assert text.startswith("# disk space\n\nread by nobody\n")
    assert "Nodes were **short** of disk" in text
    assert "disk alert" in text
    assert "<html" in oncall("report", incident, "--format", "html").out


def test_a_file_that_is_no_report_is_left_alone(oncall: Oncall, incident: str, tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text("my own words\n")
    refused = oncall("report", incident, "-o", str(file))
    assert refused.code == 2
    assert str(file) in refused.err
    assert file.read_text() == "my own words\n"
    assert oncall("report", incident, "-o", str(file), "--force").code == 0
    assert oncall("report", incident, "-o", str(file), "--format", "html").code == 0
    assert file.read_text().startswith("<!doctype html>")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_report_under_aliases_names_nobody_and_lists_what_may_be_a_name(
    oncall: Oncall, incident: str
) -> None:
    ran = oncall("report", incident, "--alias")
    assert not re.search(r"\b(?:ana|Ana|bo)\b", ran.out)
    assert "person 1" in ran.out
    oncall("writeup", "set", "impact", "Orders waited while we called Marguerite.")
    assert "Marguerite" in oncall("report", incident, "--alias").err


def test_the_public_sees_only_rows_that_were_marked_public(oncall: Oncall, incident: str) -> None:
    rows = oncall("timeline", incident, "--json").json["events"]
    assert oncall("event", incident, rows[1]["id"], "public=yes").code == 0
    public = oncall("report", incident, "--audience", "public", "--format", "json").json
    assert [row["id"] for row in public["timeline"]] == [rows[1]["id"]]
    assert public["analysis"]["controls"] == []
    assert not re.search(r"\bbo\b", json.dumps(public))


def test_check_lists_what_is_left_and_exits_with_7(oncall: Oncall, incident: str) -> None:
    oncall("writeup", "set", "impact", "We should have checked the pool.")
    ran = oncall("report", incident, "--check", "--json")
    codes = {left["code"] for left in ran.json["left"]}
    assert ran.code == 7
    assert {"wording", "section-empty"} <= codes
    assert ran.json == oncall("writeup", "check", incident, "--json").json


def test_a_silenced_wording_stays_silent_while_its_sentence_does(oncall: Oncall, incident: str) -> None:
    oncall("writeup", "set", "impact", "It was late. We should have checked the pool.")
    (found,) = oncall("language", "-i", incident, "--json").json["findings"]
    assert (found["file"], found["family"]) == ("impact", "counterfactual")
    assert oncall("language", "silence", incident, "impact", "should have", "a quote of the vendor").code == 0
    assert oncall("language", "-i", incident, "--json").json["findings"] == []
    oncall("writeup", "set", "impact", "It was early. We should have checked the pool.")
    assert oncall("language", "-i", incident, "--json").json["findings"] == []
    oncall("writeup", "set", "impact", "We should have checked the pool twice.")
    assert len(oncall("language", "-i", incident, "--json").json["findings"]) == 1


def test_a_silence_wants_a_finding_and_a_reason(oncall: Oncall, incident: str) -> None:
    assert oncall("language", "silence", incident, "summary", "should have", "why").code == 2
    assert oncall("language", "silence", incident, "summary", "should have", "").code == 2


def test_testimony_is_not_checked(oncall: Oncall, incident: str, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    report.write_text(
        "## Impact\n\nThe team should have checked the pool.\n\n## Timeline\n\n- 10:00 human error\n"
    )
    oncall("import", incident, str(report), "--date", "2026-11-20")
    assert oncall("language", "-i", incident, "--json").json["findings"] == []
