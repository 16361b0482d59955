"""The questions about one record, answered or not, agree with those that are asked next."""

import pytest

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.prompts import prompts
from oncall_tui.domain.analysis.record_prompts import answer_of, is_answered, record_prompts
from oncall_tui.domain.analysis.records import (
    HOW,
    Constraint,
    Control,
    Finding,
    Hazard,
    MissingControl,
    Record,
    kind_of,
)


def analysis_of(*records: Record) -> Analysis:
    tables: dict[str, dict[str, Record]] = {}
    for record in records:
        tables.setdefault(kind_of(record).table, {})[record.id] = record
    return Analysis("i", records=tables)


def test_a_finding_brings_the_questions_of_its_control() -> None:
    finding = Finding("f", "c", "late", "too small")
    analysis = analysis_of(Control("c", "alert", exercised_by="us", acts_on="disk"), finding)
    asked = [(prompt.id, prompt.field) for prompt in record_prompts(analysis, finding)]
    assert asked == [
        ("f", "how"),
        ("f", "what"),
        ("f", "events"),
        ("f", "made_sense"),
        ("f", "told"),
        ("c", "exercised_by"),
        ("c", "feedback"),
    ]
    assert answer_of(analysis, record_prompts(analysis, finding)[5]) == "us → disk"


@pytest.mark.parametrize("how", HOW)
def test_what_held_is_not_asked_why_it_made_sense(how: str) -> None:
    finding = Finding("f", "c", how)
    fields = {prompt.field for prompt in record_prompts(analysis_of(finding), finding)}
    assert ("made_sense" in fields) == (how != "held")


@pytest.mark.parametrize(
    "record",
    [
        Hazard("h", "full"),
        Constraint("k", "room"),
        Control("c", "alert"),
        Finding("f", "c"),
        MissingControl("m", "x"),
    ],
)
def test_every_question_that_is_open_is_one_of_the_record(record: Record) -> None:
    analysis = analysis_of(record)
    own = {prompt.key for prompt in record_prompts(analysis, record)}
    open_ones = {prompt.key for prompt in prompts(analysis, ()) if record.id in (prompt.id, prompt.about)}
    assert open_ones
    assert open_ones <= own


def test_a_control_without_a_constraint_is_not_asked_about_itself() -> None:
    control = Control("c", "alert")
    first = record_prompts(analysis_of(control), control)[0]
    assert "“" not in first.question


def test_rows_that_are_linked_are_an_answer() -> None:
    finding = Finding("f", "c", "late", events=("r",))
    analysis = analysis_of(finding)
    events = next(prompt for prompt in record_prompts(analysis, finding) if prompt.field == "events")
    assert is_answered(analysis, events)
    assert answer_of(analysis, events) == ""
