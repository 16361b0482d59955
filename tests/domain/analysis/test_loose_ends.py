"""Every loose end has a code, goes when its gap is filled, and can be settled with a reason."""

import pytest

from oncall_tui.domain.analysis import loose_ends as ends
from oncall_tui.domain.analysis.analysis import Analysis, LinkedRecommendation, LinkedRow
from oncall_tui.domain.analysis.records import (
    Constraint,
    Control,
    Finding,
    Hazard,
    MissingControl,
    OpenQuestion,
    SystemicProblem,
)
from tests.builders.analyses import INCIDENT, analysis

ROW = LinkedRow("row", "row", "15:26", "New node")
RECOMMENDATION = LinkedRecommendation("rec", "Compare templates", "planned")
LATE = Finding("f", "c", "late", "named the volume", "it had always been enough", events=("row",))


def codes(given: Analysis) -> list[str]:
    return [end.code for end in ends.loose_ends(given, {}) if end.code != ends.NO_CONTROL_FOR_DETECTION]


@pytest.mark.parametrize(
    ("code", "open_one", "closed_one"),
    [
        (
            ends.HAZARD_WITHOUT_CONSTRAINT,
            analysis(Hazard("h", "x")),
            analysis(Hazard("h", "x"), Constraint("k", "y", hazards=("h",))),
        ),
        (
            ends.CONSTRAINT_WITHOUT_CONTROL,
            analysis(Constraint("k", "x")),
            analysis(Constraint("k", "x"), Control("c", "y", constraints=("k",))),
        ),
        (
            ends.CONSTRAINT_WITHOUT_CONTROL,
            analysis(Constraint("k", "x")),
            analysis(Constraint("k", "x"), MissingControl("m", "y", constraints=("k",))),
        ),
        (
            ends.CONTROL_WITHOUT_FINDING,
            analysis(Control("c", "x")),
            analysis(Control("c", "x"), LATE),
        ),
        (
            ends.CONTROL_WITHOUT_FEEDBACK,
            analysis(Control("c", "x")),
            analysis(Control("c", "x", feedback="none")),
        ),
        (
            ends.FINDING_WITHOUT_EVENT,
            analysis(LATE, rows=(ROW._replace(left_out=True),)),
            analysis(LATE, rows=(ROW,)),
        ),
        (
            ends.FINDING_WITHOUT_MADE_SENSE,
            analysis(LATE._replace(made_sense=" ")),
            analysis(LATE),
        ),
        (
            ends.FINDING_WITHOUT_RECOMMENDATION,
            analysis(LATE),
            analysis(LATE._replace(mended_by=("rec",)), recommendations=(RECOMMENDATION,)),
        ),
        (
            ends.SYSTEMIC_PROBLEM_WITH_ONE_LINK,
            analysis(SystemicProblem("s", "x", findings=("f",)), LATE),
            analysis(SystemicProblem("s", "x", findings=("f",), missing_controls=("m",))),
        ),
        (
            ends.RECOMMENDATION_WITHOUT_FINDING,
            analysis(recommendations=(RECOMMENDATION,)),
            analysis(
                SystemicProblem("s", "x", mended_by=("rec",), findings=("f", "g")),
                recommendations=(RECOMMENDATION,),
            ),
        ),
        (
            ends.QUESTION_OPEN,
            analysis(OpenQuestion("q", "x")),
            analysis(OpenQuestion("q", "x", "unanswerable")),
        ),
    ],
)
def test_a_gap_is_a_loose_end_until_it_is_filled(code: str, open_one: Analysis, closed_one: Analysis) -> None:
    assert code in codes(open_one)
    assert code not in codes(closed_one)


def test_every_code_has_a_case() -> None:
    assert len(ends.CODES) == len(set(ends.CODES)) == 11


def test_a_finding_that_held_needs_neither_reason_nor_recommendation() -> None:
    assert codes(analysis(Finding("f", "c", "held", "nodes stayed up", events=("row",)))) == []


@pytest.mark.parametrize(
    "change",
    [{"status": "dropped"}, {"is_merged": True}, {"left_out": True}],
)
def test_a_recommendation_that_promises_nothing_needs_no_link(change: dict[str, object]) -> None:
    gone = RECOMMENDATION._replace(**change)  # type: ignore[arg-type]
    assert codes(analysis(recommendations=(gone,))) == []


def test_a_target_that_is_left_out_does_not_count() -> None:
    mended = LATE._replace(mended_by=("rec",))
    gone = RECOMMENDATION._replace(left_out=True)
    assert ends.FINDING_WITHOUT_RECOMMENDATION in codes(analysis(mended, recommendations=(gone,)))
    two = SystemicProblem("s", "x", findings=("f", "g"))
    assert ends.SYSTEMIC_PROBLEM_WITH_ONE_LINK in codes(
        analysis(two, LATE, left_out=(Finding("g", what="z"),))
    )


def test_a_target_that_has_not_arrived_is_counted_as_that_and_is_no_loose_end() -> None:
    given = analysis(
        LATE._replace(mended_by=("elsewhere",)), SystemicProblem("s", "x", findings=("f", "later"))
    )
    assert codes(given) == []
    assert given.not_here() == ("row", "c", "later")


@pytest.mark.parametrize(
    ("detected", "linked", "is_open"),
    [(None, "row", True), ("row", "other", True), ("row", "row", False), ("joined", "row", False)],
)
def test_how_it_was_noticed_is_asked_for(detected: str | None, linked: str, is_open: bool) -> None:
    rows = (ROW._replace(row=detected or "row"),)
    given = analysis(LATE._replace(events=(linked,)), rows=rows, detected=detected)
    found = [end for end in ends.loose_ends(given, {}) if end.code == ends.NO_CONTROL_FOR_DETECTION]
    assert bool(found) is is_open
    assert all(end.id == INCIDENT for end in found)


def test_settled_with_a_reason_it_stays_listed_with_who_and_why() -> None:
    why = ends.Settled("noor", "2026-11-21T03:16:02Z", "asked; nobody knows")
    [end, *_] = ends.loose_ends(analysis(OpenQuestion("q", "x")), {("q", ends.QUESTION_OPEN): why})[-1:]
    assert (end.code, end.settled) == (ends.QUESTION_OPEN, why)
