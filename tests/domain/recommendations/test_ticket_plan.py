import pytest

from oncall_tui.domain.recommendations.ticket_plan import (
    CLOSED,
    LINKED,
    NEW,
    REOPENED,
    SAME,
    TicketRow,
    plan_ticket_import,
    ticket_of,
)
from tests.builders.recommendations import a_recommendation

OURS = [
    a_recommendation("Move off personal tokens", id="tokens", status="planned", tickets=("CP-1",)),
    a_recommendation(
        "Own vault", id="vault", tickets=("https://jira.example/browse/CP-2",), closed_tickets=("CP-2",)
    ),
    a_recommendation("Alert on redis pool use", id="pool"),
    a_recommendation("Pager test", id="pager", tickets=("https://git.example/p/issues/12",)),
]


@pytest.mark.parametrize(
    ("row", "kind", "ours"),
    [
        (TicketRow("CP-1", "Tokens", False), SAME, "tokens"),
        (TicketRow("cp-1", "Tokens", True), CLOSED, "tokens"),
        (TicketRow("https://jira.example/browse/CP-1", "Tokens", True), CLOSED, "tokens"),
        (TicketRow("CP-2", "Vault", True), SAME, "vault"),
        (TicketRow("CP-2", "Vault", False), REOPENED, "vault"),
        (TicketRow("CP-3", "alert on redis pool USE", False), LINKED, "pool"),
        (TicketRow("CP-4", "Something else", False), NEW, None),
        (TicketRow("https://git.example/p/issues/12", "Pager", False), SAME, "pager"),
        (TicketRow("12", "Another project's", False), NEW, None),
        (TicketRow("https://git.example/q/issues/12", "Another project's", False), NEW, None),
    ],
)
def test_each_row_leads_to_one_step(row: TicketRow, kind: str, ours: str | None) -> None:
    (step,) = plan_ticket_import([row], OURS, "01i")
    assert step.kind == kind
    assert (step.recommendation.id if step.recommendation else None) == ours


def test_an_equal_title_in_another_incident_is_another_recommendation() -> None:
    (step,) = plan_ticket_import([TicketRow("CP-3", "Alert on redis pool use", False)], OURS, "01j")
    assert step.kind == NEW


def test_a_ticket_that_stands_twice_counts_once() -> None:
    rows = [TicketRow("CP-9", "x", False), TicketRow("cp-9", "x", True)]
    assert [step.row.is_closed for step in plan_ticket_import(rows, OURS, "01i")] == [True]


def test_closed_there_and_open_here_asks_which_is_right_in_our_words() -> None:
    (step,) = plan_ticket_import([TicketRow("CP-2", "Vault", True)], OURS, "01i")
    assert step.differs
    assert ticket_of(step) == "https://jira.example/browse/CP-2"
