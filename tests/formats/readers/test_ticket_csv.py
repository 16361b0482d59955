import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.recommendations.ticket_plan import TicketRow
from oncall_tui.formats.readers.ticket_csv import read_tickets

JIRA = """\
Issue Type,Issue key,Issue id,Summary,Assignee,Status,Due Date,Labels
Task,CP-4411,10023,"Move off personal
tokens",kim,Done,2026/11/03,tokens
Task,CP-4412,10024,Alert on redis pool,,In Progress,,"redis, alerts"
Task,,,,,,,
"""
GITHUB = "number;title;state;html_url;assignees\n12;Own vault;CLOSED;https://git.example/p/issues/12;@bo\n"


def test_the_columns_of_a_jira_export() -> None:
    assert read_tickets(JIRA) == [
        TicketRow("CP-4411", "Move off personal tokens", True, "kim", "2026-11-03", ("tokens",)),
        TicketRow("CP-4412", "Alert on redis pool", False, "", "", ("redis", "alerts")),
    ]


def test_the_columns_of_a_github_export_name_the_address() -> None:
    assert read_tickets("\ufeff" + GITHUB) == [
        TicketRow("https://git.example/p/issues/12", "Own vault", True, "bo")
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n1,2\n", "just a sentence", "title,owner\nx,y\n"])
def test_what_has_no_ticket_and_title_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Nothing was changed"):
        read_tickets(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert all(row.ticket and row.title for row in read_tickets("key,title\n" + text))
    except Refused:
        return
