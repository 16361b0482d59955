import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.recommendations.ticket_plan import TicketRow
from oncall_tui.formats.readers.ticket_csv import read_ticket_file, read_tickets

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
    with pytest.raises(RefusedError, match="Nothing was changed"):
        read_tickets(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert all(row.ticket and row.title for row in read_tickets("key,title\n" + text))
    except RefusedError:
        return


@pytest.mark.parametrize(
    ("status", "resolution", "dropped"),
    [
        ("Resolved", "Won't Do", "Won't Do"),
        ("Won\u2019t Fix", "", "Won\u2019t Fix"),
        ("Canceled", "", "Canceled"),
        ("Cancelled", "", "Cancelled"),
        ("Duplicate", "", "Duplicate"),
        ("Closed", "Declined", "Declined"),
        ("Closed", "Cannot Reproduce", "Cannot Reproduce"),
        ("closed", "not_planned", "not_planned"),
        ("Done", "Incomplete", "Incomplete"),
        ("WONTFIX", "", "WONTFIX"),
        ("Closed as duplicate", "", "Closed as duplicate"),
        ("Rejected", "", "Rejected"),
        ("Done", "Done", ""),
        ("Closed", "Fixed", ""),
        ("closed", "completed", ""),
        ("In Progress", "Unresolved", ""),
    ],
)
def test_what_ended_without_being_done_is_no_done(status: str, resolution: str, dropped: str) -> None:
    (row,) = read_tickets(f"Issue key,Summary,Status,Resolution\nP-1,A,{status},{resolution}\n")
    assert row.dropped == dropped
    assert row.is_closed == (bool(dropped) or status != "In Progress")


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["18/Dec/26"], ["2026-12-18"]),
        (["18/Dec/26 5:00 PM"], ["2026-12-18"]),
        (["18 Dec 2026"], ["2026-12-18"]),
        (["2026-12-18T10:00:00.000+0000"], ["2026-12-18"]),
        (["2026/12/18"], ["2026-12-18"]),
        (["01/12/2026"], [""]),
        (["01/12/2026", "25/12/2026"], ["2026-12-01", "2026-12-25"]),
        (["01/12/2026", "12/25/2026"], ["2026-01-12", "2026-12-25"]),
        (["01/12/2026", "25/12/2026", "12/25/2026"], ["", "", ""]),
        (["01.12.2026"], ["2026-12-01"]),
        (["05/05/2026"], ["2026-05-05"]),
        (["31/02/2026"], [""]),
        (["soon"], [""]),
        (["9" * 5000], [""]),
    ],
)
def test_due_dates_are_read_by_what_the_file_proves(dates: list[str], days: list[str]) -> None:
    rows = "".join(f'P-{number},A,"{date}"\n' for number, date in enumerate(dates))
    found = read_tickets("Issue key,Summary,Due date\n" + rows)
    assert [row.due for row in found] == days
    assert all(bool(row.due) != bool(row.unread_due) for row in found)


def test_a_person_can_say_how_a_date_is_meant() -> None:
    text = "Issue key,Summary,Due date\nP-1,A,01/12/2026\n"
    assert [read_ticket_file(text, order).rows[0].due for order in ("dmy", "mdy")] == [
        "2026-12-01",
        "2026-01-12",
    ]


def test_a_row_without_a_key_is_told_with_its_line() -> None:
    file = read_ticket_file("Issue key,Summary\nP-1,A\n,No key\nP-3,\n")
    assert file.incomplete == ((3, "No key"), (4, "P-3"))
