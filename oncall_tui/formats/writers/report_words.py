"""Words that a report says in every format: its standing, its durations, its rows' times and days."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from oncall_tui.domain.analysis.as_json import analysis_from_json
from oncall_tui.domain.analysis.structure import Structure, control_structure
from oncall_tui.domain.duration_text import duration_text
from oncall_tui.domain.local_time import MONTHS, WEEKDAYS
from oncall_tui.domain.note import KIND_NAMES
from oncall_tui.domain.plural import count_text

Json = Mapping[str, Any]

HOW_SIGNS = {"held": "✓"}
FAILED, MISSING = "✗", "∅"
ADDED = "added"


class Fact(NamedTuple):
    """One part of the line under the title; `target` is the section that it leads to, "" for none."""

    text: str
    target: str = ""


def standing(report: Json) -> tuple[Fact, ...]:
    """Return who read and signed it, and what is open in it, in words."""
    return tuple(_standing(report))


def problem_lines(report: Json) -> list[str]:
    """Return what has to be said before anything else: completed twice, parts missing or not as signed."""
    lines = [f"{problem[0].upper()}{problem[1:]}." for problem in report.get("problems", ())]
    completion = report["completion"]
    signed = (
        [f"Completed by {completion['by']} at {completion['at']}, digest {completion['digest'][:16]}."]
        if completion
        else []
    )
    return [*lines, *signed]


def _standing(report: Json) -> Iterator[Fact]:
    review = report["review"]
    readers, reviewers = len(review["read_by"]), len(review["reviewers"])
    yield Fact(f"read by {readers} of {max(readers, reviewers)}" if readers else "read by nobody")
    signed = review["signed"]
    if signed:
        before = sum(bool(each.get("stale")) for each in signed)
        yield Fact(f"signed by {len(signed)}" + (f", {before} before later edits" if before else ""))
    if report["dissents"]:
        yield Fact(count_text(len(report["dissents"]), "dissent"), "dissents")
    if report["questions"]:
        yield Fact(count_text(len(report["questions"]), "open question"), "questions")
    if report["amendments"]:
        yield Fact(count_text(len(report["amendments"]), "amendment"), "amendments")


def duration_lines(report: Json) -> list[tuple[str, str, int]]:
    """Return `from → to`, the elapsed time in words, and its seconds, for each duration that is known."""
    lines = []
    for found in report["durations"].values():
        if found is not None:
            words = found.get("text") or duration_text(found["seconds"])
            lines.append((f"{found['from']} → {found['to']}", words, found["seconds"] or 0))
    return lines


def remark_lines(report: Json) -> list[str]:
    """Return the durations that sources state and that differ from the timeline."""
    return [
        f"A source says “time to {figure['what']}: {duration_text(figure['seconds'])}”"
        + (f"; the timeline gives {duration_text(figure['ours']['seconds'])}." if figure["ours"] else ".")
        for figure in report["figures"]
        if figure["same"] is None
    ]


def row_time(row: Json) -> str:
    """Return the time of day of a row as it was written, `~` before it when it is about; "" for a day or none."""
    local = row["local"] or ""
    return ("~" if row["approximate"] and local[11:] else "") + local[11:]


def row_kind(row: Json) -> str:
    """Return the kind of a row in words, "" for none."""
    return KIND_NAMES.get(row["kind"] or "", "")


def row_text(report: Json, row: Json) -> str:
    """Return the words of a row for a reader who does not know the capture line."""
    return str(report["row_words"].get(row["id"], row["text"]))


def structure_of(report: Json) -> Structure:
    """Return the safety control structure that the analysis of a report gives."""
    return control_structure(analysis_from_json(report["incident"]["id"], report["analysis"]))


def row_author(row: Json) -> str:
    """Return who said it, "" where nobody knows."""
    return str(row.get("author") or "")


def rows_by_day(report: Json) -> list[tuple[str, list[Json]]]:
    """Return the rows under their local days; rows before the first timed one are under ""."""
    days: list[tuple[str, list[Json]]] = []
    current = ""
    for row in report["timeline"]:
        day = (row["local"] or "")[:10] or current
        if not days or day != current:
            days.append((_day_words(day), []))
            current = day
        days[-1][1].append(row)
    return days


def _day_words(day: str) -> str:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{WEEKDAYS[found.weekday()]} {found.day} {MONTHS[found.month - 1]} {found.year}"


def gaps_after(report: Json) -> dict[str, str]:
    """Return the words of each long silence by the id of the row before it."""
    return {gap["after"]: f"{duration_text(gap['seconds'])} without a row" for gap in report["gaps"]}


def starred_rows(report: Json, section: str) -> list[Json]:
    """Return the rows that were starred into *what went well* or *where we got lucky*."""
    lucky = section == "got_lucky"
    return [row for row in report["timeline"] if row["starred"] and bool(row.get("lucky")) == lucky]


def finding_sign(how: str) -> str:
    """Return the sign of how a control held; words always follow it."""
    return HOW_SIGNS.get(how, FAILED)


def report_json_text(report: Json) -> str:
    """Return the report as JSON text that says what made it."""
    return json.dumps({**report, "made_by": end_line(report)}, indent=2) + "\n"


def end_line(report: Json) -> str:
    """Return the last line of every report: what it is, so that `-o` knows what it may replace."""
    return f"{report['format']} of {report['incident']['id']}, made by oncall"


END_MARK = "oncall-report/1 of "
