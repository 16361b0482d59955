from oncall_tui.domain.recommendations.attention_sections import (
    attention_sections,
    digest_sections,
    needing_attention,
)
from oncall_tui.domain.recommendations.attention_status import TrackerIncident, sort_by_urgency
from oncall_tui.domain.recommendations.recommendation import Commitment
from tests.builders.recommendations import a_recommendation, but, days_ago, seen_from

OUTLOOK = seen_from(TrackerIncident("01i", "redis-night"))
SINCE = days_ago(7)
PLANNED = a_recommendation(
    status="planned", owner="ana", accepted_by="ana", definition_of_done="it pages", due="2027-03-01"
)
SLIP = (Commitment("2026-11-20", "ana", days_ago(30)), Commitment("2027-03-01", "ana", days_ago(2)))
ITEMS = [
    but(PLANNED, id="moved", status_at=days_ago(1)),
    but(PLANNED, id="calm"),
    but(PLANNED, id="late", due="2026-11-20"),
    but(PLANNED, id="later still", due="2026-10-20", commitments=SLIP),
    but(PLANNED, id="slipped", commitments=SLIP),
    but(PLANNED, id="closed there", tickets=("CP-1",), closed_tickets=("CP-1",)),
    but(PLANNED, id="silent", touched_at=days_ago(61)),
    but(PLANNED, id="quieter", touched_at=days_ago(90)),
    but(PLANNED, id="asked", owner="kim"),
    but(PLANNED, id="soon", due="2026-11-30"),
    but(PLANNED, id="revisit", revisit="2026-11-20"),
    but(PLANNED, id="check", status="done", effect_due="2026-11-20"),
    but(PLANNED, id="done", status="done", status_at=days_ago(2)),
    but(PLANNED, id="long done", status="done"),
]


def test_monday_opens_on_what_needs_a_word_worst_first_each_in_one_section() -> None:
    shown = {
        section.name: [item.id for item in section.items]
        for section in attention_sections(ITEMS, SINCE, OUTLOOK)
    }
    assert shown == {
        "overdue": ["later still", "late"],
        "slipped": ["slipped"],
        "closed there": ["closed there"],
        "silent": ["quieter", "silent"],
        "unaccepted": ["asked"],
        "to revisit": ["revisit"],
        "effect to check": ["check"],
        "moved": ["moved", "done"],
    }


def test_the_digest_says_also_what_is_due_soon() -> None:
    names = [section.name for section in digest_sections(ITEMS, SINCE, OUTLOOK)]
    assert names[-2:] == ["due soon", "moved"]


def test_the_meeting_steps_through_all_but_what_simply_moved() -> None:
    stepped = [item.id for item in needing_attention(attention_sections(ITEMS, SINCE, OUTLOOK))]
    assert stepped[0] == "later still"
    assert "moved" not in stepped


def test_an_old_slip_is_no_news() -> None:
    assert "slipped" not in [
        section.name for section in attention_sections([but(PLANNED, commitments=SLIP)], days_ago(1), OUTLOOK)
    ]


def test_lists_show_the_overdue_first_and_what_has_ended_last() -> None:
    ordered = [item.id for item in sort_by_urgency(ITEMS, OUTLOOK)]
    assert ordered[:3] == ["later still", "late", "soon"]
    assert set(ordered[-3:]) == {"check", "done", "long done"}
