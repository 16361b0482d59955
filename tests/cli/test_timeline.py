"""`oncall timeline`, `event` and `answer`: a full equivalent of the screen, for scripts and screen readers."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Oncall

REPORT = """\
- **Key events**
  - First detected: 2023-09-18 13:42
  - Incident declared: 2023-09-18 15:12
  - Repaired: 2023-09-18 17:54
  - Resolved 2023-09-20 19:18
- **Time to repair**: 4h 12m
- **Time to resolve**: 35h 36m
- **Context**:
  - 2023-09-18 13:42 Team noticed the alert PD-8841
  - 2023-09-18 15:12 Incident declared.
  - 2023-09-18 15.26 New nodes have 20Gb of disk
  - 2023-09-18 17:54 Incident repaired
  - 2023-09-20 19:18 All nodes drained, the issue is resolved
"""


@pytest.fixture
def report(oncall: Oncall, tmp_path: Path) -> Oncall:
    """The command line, with the report imported into the incident `disk-space`."""
    (tmp_path / "report.md").write_text(REPORT)
    oncall("new", "disk space", "--zone", "Europe/London")
    oncall("import", "disk-space", str(tmp_path / "report.md"), "--zone", "Europe/London")
    return oncall


def test_the_rows_their_milestones_and_the_durations(report: Oncall) -> None:
    found = report("timeline", "disk-space", "--json").json
    assert found["zone"] == "Europe/London"
    assert [(row["local"], row["milestone"]) for row in found["events"]] == [
        ("2023-09-18 13:42", "detected"),
        ("2023-09-18 15:12", "declared"),
        ("2023-09-18 15:26", None),
        ("2023-09-18 17:54", "mitigated"),
        ("2023-09-20 19:18", "resolved"),
    ]
    assert found["durations"]["time_to_mitigate"]["seconds"] == 4 * 3600 + 12 * 60
    assert found["durations"]["time_to_resolve"]["seconds"] == 53 * 3600 + 36 * 60
    assert found["durations"]["time_to_detect"] is None
    assert [(figure["what"], figure["same"] is None) for figure in found["figures"]] == [
        ("repair", False),
        ("resolve", True),
    ]


def test_another_shown_zone_moves_no_instant(report: Oncall) -> None:
    here, there = (
        report("timeline", "disk-space", "--json", *zone).json for zone in ((), ("--zone", "Asia/Tokyo"))
    )
    assert [row["occurred_at"] for row in here["events"]] == [row["occurred_at"] for row in there["events"]]
    assert there["events"][0]["local"] == "2023-09-18 21:42"


@pytest.mark.parametrize(
    ("format", "words"),
    [
        ("text", "stated time to resolve 35h36m differs: detected → resolved is 2d 5h36m"),
        ("md", "| 2023-09-18 13:42 |"),
        ("csv", "2023-09-18T12:42:00Z,detected,Team noticed the alert PD-8841"),
        ("json", '"time_to_resolve"'),
    ],
)
def test_every_format(report: Oncall, format: str, words: str) -> None:
    assert words in report("timeline", "disk-space", "--format", format).out


def test_the_check_lists_what_needs_a_look_and_fails(report: Oncall) -> None:
    ran = report("timeline", "disk-space", "--check")
    assert ran.code == 7
    assert (
        "1. The report says time to resolve 35h36m; detected → resolved is 2d 5h36m: 18h00m more." in ran.out
    )
    assert "5 rows · 0 settled · 4 without a link" in ran.out


def test_the_check_passes_once_every_question_is_answered(report: Oncall) -> None:
    while (checked := report("timeline", "disk-space", "--check", "--json")).code == 7:
        assert report("answer", "disk-space", "1", "1").code == 0
    assert checked.json["looks"] == []


def test_an_answer_that_changes_nothing_is_refused(report: Oncall) -> None:
    assert report("answer", "disk-space", "1", "2").code == 2
    assert report("answer", "disk-space", "9", "1").code == 2
    assert "18h00m more" in report("answer", "disk-space", "1").out


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("time=15:30", "local", "2023-09-18 15:30"),
        ("text=other words", "text", "other words"),
        ("kind=saw", "kind", "saw"),
        ("milestone=acknowledged", "milestone", "acknowledged"),
        ("ref=PD-1", "references", ["PD-1"]),
        ("star=yes", "starred", True),
        ("settle=yes", "settled", True),
    ],
)
def test_a_row_is_edited(report: Oncall, field: str, name: str, value: object) -> None:
    row = report("timeline", "disk-space", "--json").json["events"][2]["id"]
    assert report("event", "disk-space", row, field).code == 0
    rows = {event["id"]: event for event in report("timeline", "disk-space", "--json").json["events"]}
    assert rows[row][name] == value


def test_a_row_is_added_joined_taken_apart_and_left_out(report: Oncall) -> None:
    added = report("event", "disk-space", "new", "time=2023-09-18 16:00", "text=phoned ana", "--json").json[
        "done"
    ][0]

    def texts() -> list[str]:
        return [event["text"] for event in report("timeline", "disk-space", "--json").json["events"]]

    assert texts()[3] == "phoned ana"
    first = report("timeline", "disk-space", "--json").json["events"][0]["id"]
    report("event", "disk-space", added, f"join={first}")
    assert "phoned ana" not in texts()
    report("event", "disk-space", first, "break=yes")
    assert "phoned ana" in texts()
    report("event", "disk-space", added, "out=yes")
    assert "phoned ana" not in texts()


@pytest.mark.parametrize(
    "words",
    [
        ("no-such-row", "text=x"),
        ("new", "time=14:02"),
        ("new", "text=x", "colour=red"),
        ("new", "text=x", "star=perhaps"),
        ("new", "text=x", "milestone=caused"),
        ("new", "nothing"),
    ],
)
def test_what_is_no_edit_is_refused(report: Oncall, words: tuple[str, ...]) -> None:
    ran = report("event", "disk-space", *words)
    assert ran.code in (2, 3)
    assert "Nothing was" in ran.err
    assert len(report("timeline", "disk-space", "--json").json["events"]) == 5


def test_a_typed_milestone_counts_before_it_is_filed(oncall: Oncall) -> None:
    oncall("new", "night")
    oncall("note", "--at", "2026-11-20T03:10:00Z", ":detected by a user")
    oncall("note", "--at", "2026-11-20T03:40:00Z", ":resolved")
    assert oncall("timeline", "night", "--json").json["durations"]["time_to_resolve"]["seconds"] == 1800


@pytest.mark.parametrize("field", ["up", "down"])
def test_a_row_goes_a_number_of_places(report: Oncall, field: str) -> None:
    row = report("timeline", "disk-space", "--json").json["events"][0]["id"]
    ran = report("event", "disk-space", row, f"{field}=far")
    assert (ran.code, "Nothing was changed" in ran.err) == (2, True)


def test_an_imported_line_without_an_author_is_not_the_curators(oncall: Oncall, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("2026-11-20 10:00 plain line\n")
    oncall("new", "authors")
    oncall("import", "authors", str(tmp_path / "notes.txt"))
    (row,) = oncall("timeline", "authors", "--json").json["events"]
    for change in ("time=+1m", "text=edited line", "milestone=detected"):
        assert oncall("event", "authors", row["id"], change).code == 0
    (row,) = oncall("timeline", "authors", "--json").json["events"]
    assert row["author"] is None
    assert row["raw"] == "2026-11-20 10:00 plain line"
    oncall("event", "authors", "new", "time=2026-11-20 10:05", "text=added by hand")
    assert [row["author"] for row in oncall("timeline", "authors", "--json").json["events"]] == [None, "ana"]


def test_an_export_is_a_function_of_the_state_alone(report: Oncall) -> None:
    for format in ("text", "md", "csv", "json"):
        assert (
            report("timeline", "disk-space", "--format", format).out
            == report("timeline", "disk-space", "--format", format).out
        )
    found = report("timeline", "disk-space", "--json").json
    assert found["incident"]["handle"] == "disk-space"
    assert len(found["questions"]) == 3
    assert "3 questions are open" in report("timeline", "disk-space").out


def test_precision_of_the_ends_decides_that_of_the_duration(oncall: Oncall, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("2026-11-20 10:00 a\n2026-11-20 10:06:53 b\n2026-11-20 c\n")
    oncall("new", "precise")
    oncall("import", "precise", str(tmp_path / "notes.txt"))
    rows = {row["text"]: row["id"] for row in oncall("timeline", "precise", "--json").json["events"]}
    for text, milestone in (("a", "detected"), ("b", "acknowledged"), ("c", "mitigated")):
        oncall("event", "precise", rows[text], f"milestone={milestone}")
    shown = oncall("timeline", "precise").out
    assert "detected → acknowledged  about 6m" in shown
    assert "detected → mitigated  unknown, only the day is known" in shown
    took = oncall("timeline", "precise", "--json").json["durations"]
    assert took["time_to_acknowledge"]["approximate"] is True
    assert took["time_to_mitigate"]["seconds"] is None


def test_csv_for_excel_begins_with_a_byte_order_mark(report: Oncall) -> None:
    plain, marked = (
        report("timeline", "disk-space", "--format", "csv", *bom).out for bom in ((), ("--bom",))
    )
    assert marked == "\ufeff" + plain


@pytest.mark.parametrize("format", ["csv", "md"])
def test_an_export_comes_back_as_the_same_timeline(report: Oncall, tmp_path: Path, format: str) -> None:
    (tmp_path / f"out.{format}").write_text(report("timeline", "disk-space", "--format", format).out)
    report("new", "again", "--zone", "Asia/Tokyo")
    assert report("import", "again", str(tmp_path / f"out.{format}")).code == 0
    before, after = (
        report("timeline", name, "--json", "--zone", "Europe/London").json for name in ("disk-space", "again")
    )
    for field in ("local", "text", "kind", "milestones", "approximate", "precision", "author", "references"):
        assert [row[field] for row in after["events"]] == [row[field] for row in before["events"]]
    assert after["durations"] == before["durations"]


def test_the_handover_has_both_values_of_an_open_contradiction(oncall: Oncall) -> None:
    oncall("new", "twice")
    for line in ("-90m :detected", "-60m :resolved", "-15m :resolved"):
        oncall("note", line)
    text = oncall("handover", "twice").out
    assert "30m or 1h15m (resolved is set twice) since detected" in text
    assert len(re.findall(r"- resolved \d\d:\d\d.* or \d\d:\d\d", text)) == 1


def test_what_t_plus_counts_from_is_chosen_among_the_answers(oncall: Oncall) -> None:
    oncall("new", "Queue", "--zone", "Europe/London")
    oncall("note", "@2026-11-20 09:10 > pager")
    oncall("import", "-", stdin=b"T+0 alert\nT+5m engineer on it\n")
    first, *_ = oncall("timeline", "queue", "--check", "--json").json["looks"]
    assert [choice["label"] for choice in first["choices"]] == [
        "T+0 = 2026-11-20 09:10 Fri",
        "T+0 is…",
        "leave without a time",
        "another…",
    ]
    refused = oncall("answer", "queue", "1", "2")
    assert refused.code == 2
    assert "t0=" in refused.err
    assert oncall("answer", "queue", "1", "1").code == 0
    rows = oncall("timeline", "queue", "--json").json["events"]
    assert [row["local"] for row in rows] == ["2026-11-20 09:10", "2026-11-20 09:10", "2026-11-20 09:15"]
    oncall("undo", "queue")
    rows = oncall("timeline", "queue", "--json").json["events"]
    assert [row["occurred_at"] for row in rows[1:]] == [None, None]


def test_one_is_told_in_the_singular(oncall: Oncall) -> None:
    oncall("new", "x")
    oncall("note", "@2026-11-21 10:00 > 5xx")
    assert " · 1 row · " in oncall("timeline", "--check").out
