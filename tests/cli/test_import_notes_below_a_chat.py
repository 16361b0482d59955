"""A colleague's notes and an alert's mail pasted below a chat are not the last message's words."""

from tests.cli.conftest import Oncall

CHAT = """\
Ana Torres  2:15 AM
seeing 5xx on checkout, paging Bo
Bo Lind  2:24 AM
pool is at 95%

"""
NOTES = CHAT + "Priya's notes, all times IST\n- 07:50 saw the alert in Pune\n- 08:02 called Ana\n"
UNNAMED = CHAT + "What Priya wrote down\n* 02:50 saw the alert\n* 02:52 called Ana\n"
MAIL = (
    CHAT + "From: alerts@x.example\nSubject: [FIRING] CheckoutErrors\nDate: Sat, 28 Nov 2026 02:12:30 +0000\n"
)


def rows(oncall: Oncall, text: str) -> list[tuple[str, str]]:
    oncall("new", "Checkout", "--zone", "UTC")
    oncall("import", "-", "--captured", "2026-11-28T07:00:00Z", stdin=text.encode())
    events = oncall("timeline", "--json").json["events"]
    return [(event["occurred_at"], event["text"]) for event in events]


def test_notes_of_another_zone_are_rows_of_their_own(oncall: Oncall) -> None:
    found = rows(oncall, NOTES)
    assert ("2026-11-28T02:15:00Z", "seeing 5xx on checkout, paging Bo") in found
    assert ("2026-11-28T02:24:00Z", "pool is at 95%") in found
    assert ("2026-11-28T02:20:00Z", "saw the alert in Pune") in found
    assert "IST of India" in oncall("timeline", "--check").out


def test_notes_without_a_zone_are_too(oncall: Oncall) -> None:
    found = rows(oncall, UNNAMED)
    assert ("2026-11-28T02:50:00Z", "saw the alert") in found
    assert ("2026-11-28T02:52:00Z", "called Ana") in found


def test_a_mail_is_a_row_of_its_own_time(oncall: Oncall) -> None:
    found = rows(oncall, MAIL)
    assert any(at.startswith("2026-11-28T02:12:30") and "FIRING" in text for at, text in found), found
    assert ("2026-11-28T02:24:00Z", "pool is at 95%") in found
