from typing import Any

import pytest

from oncall_tui.domain.recommendations.attention_status import STATUS_FLAGS, TrackerIncident, status_flags
from oncall_tui.domain.recommendations.hints import RULES, flag_names, hints
from tests.builders.recommendations import a_recommendation, days_ago, promised, seen_from

FULL: dict[str, Any] = {
    "status": "planned",
    "definition_of_done": "a full pool pages within a minute",
    "owner": "ana",
    "accepted_by": "ana",
    "label": "operational",
    "due": "2026-12-01",
    "addresses": "the pool had no alert",
    "outcome": "detect sooner",
}
NIGHT = TrackerIncident("01i", "redis-night", begun_at=days_ago(20), responders=frozenset({"ana"}))


def test_a_complete_one_has_nothing_to_say() -> None:
    assert flag_names(a_recommendation(**FULL), seen_from(NIGHT)) == ()


HINTED: dict[str, dict[str, Any]] = {
    "no-definition-of-done": {"status": "idea", "definition_of_done": ""},
    "no-owner": {"owner": ""},
    "unaccepted": {"accepted_by": "", "asked_at": days_ago(12)},
    "no-label": {"label": ""},
    "strategic-without-sponsor": {"label": "strategic"},
    "sponsor-unaccepted": {"sponsor": "kim"},
    "strategic-owned-by-responder": {"label": "strategic"},
    "no-date": {"due": ""},
    "not-concrete": {"title": "Improve monitoring of redis"},
    "no-link": {"addresses": ""},
    "no-outcome": {"outcome": ""},
    "no-risk-statement": {"effort": "high"},
    "workaround": {"workaround": "restart it nightly"},
    "dropped-without-reason": {"status": "dropped"},
    "done-without-definition": {"status": "done", "definition_of_done": ""},
    "no-effect-check": {"status": "done"},
    "command-and-control": {"title": "Engineers must be more careful with the pool"},
}


@pytest.mark.parametrize("flag", HINTED)
def test_each_hint_appears_when_its_answer_is_missing(flag: str) -> None:
    assert flag in flag_names(
        a_recommendation(**{"title": "Page when the pool is full", **FULL, **HINTED[flag]}), seen_from(NIGHT)
    )


def test_every_hint_has_its_case() -> None:
    assert {rule.flag for rule in RULES} | {"command-and-control"} == set(HINTED)


def test_hints_name_the_field_to_fill_and_speak_in_questions() -> None:
    found = {
        hint.flag: hint for hint in hints(a_recommendation(owner="ana", asked_at=days_ago(12)), seen_from())
    }
    assert found["no-definition-of-done"].field == "definition_of_done"
    assert found["unaccepted"].message.startswith("ana was asked 12 days ago, not accepted yet")


STANDS: dict[str, dict[str, Any]] = {
    "overdue": {"status": "in-progress", "due": "2026-11-20"},
    "slipped": {"status": "planned", "commitments": promised("2026-11-01", "2026-12-01")},
    "closed-there": {"tickets": ("CP-1",), "closed_tickets": ("CP-1",)},
    "silent": {"touched_at": days_ago(30)},
    "unaccepted": {"owner": "ana"},
    "strategic-without-sponsor": {"label": "strategic"},
    "revisit-due": {"revisit": "2026-11-21"},
    "effect-check-due": {"status": "done", "effect_due": "2026-11-21"},
    "seen-again": {"status": "done", "status_at": days_ago(30), "incidents": ("01h", "01i")},
}


@pytest.mark.parametrize("word", STATUS_FLAGS)
def test_each_standing(word: str) -> None:
    assert word in status_flags(a_recommendation(**STANDS[word]), seen_from(NIGHT))


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("overdue", {"status": "in-progress", "due": "2026-11-21"}),
        ("overdue", {"status": "idea", "due": "2026-11-20"}),
        ("overdue", {"status": "done", "due": "2026-11-20"}),
        ("slipped", {"status": "planned", "commitments": promised("2026-12-01", "2026-11-30")}),
        ("closed-there", {"tickets": ("CP-1", "CP-2"), "closed_tickets": ("CP-1",)}),
        ("closed-there", {"tickets": (), "closed_tickets": ("CP-1",)}),
        ("silent", {"touched_at": days_ago(29)}),
        ("silent", {"touched_at": days_ago(300), "status": "done"}),
        ("unaccepted", {"owner": ""}),
        ("revisit-due", {"revisit": "2026-11-22"}),
        ("effect-check-due", {"status": "done", "effect_due": "2026-11-01", "effect_verdict": "helped"}),
        ("seen-again", {"status": "done", "status_at": days_ago(3), "incidents": ("01h", "01i")}),
    ],
)
def test_standings_that_do_not_hold(word: str, values: dict[str, Any]) -> None:
    assert word not in status_flags(a_recommendation(**values), seen_from(NIGHT))
