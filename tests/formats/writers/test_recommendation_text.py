from oncall_tui.domain.recommendations.attention_status import TrackerIncident
from oncall_tui.domain.recommendations.recommendation import FieldChange
from oncall_tui.formats.writers.recommendation_csv import COLUMNS, recommendations_csv
from oncall_tui.formats.writers.recommendation_table import recommendation_rows
from oncall_tui.formats.writers.recommendation_text import recommendation_text
from tests.builders.recommendations import a_recommendation, but, days_ago, promised, seen_from

OUTLOOK = seen_from(TrackerIncident("01i", "secrets-leak"), TrackerIncident("01j", "ci-token"))
TOKENS = a_recommendation(
    "Move off personal tokens",
    id="01aaaaaaaaaa",
    status="planned",
    label="strategic",
    owner="kim",
    asked_at=days_ago(12),
    definition_of_done="no personal token in shared vaults",
    due="2026-09-30",
    incidents=("01i", "01j"),
    tickets=("CP-4411",),
    closed_tickets=("CP-4411",),
    labels=("tokens",),
    commitments=promised("2026-07-31", "2026-08-31", "2026-09-30"),
    history=(FieldChange(days_ago(3), "bo", "due", None, "2026-07-31", "asked by kim"),),
)


def test_a_row_says_how_it_stands() -> None:
    other = a_recommendation("Own vault", id="01abbbbbbbbb", status="dropped")
    first, second = recommendation_rows([TOKENS, other], OUTLOOK)
    assert " ".join(first.split()) == (
        "aaaaaa planned 30 Sep kim? Move off personal tokens [secrets-leak +1] "
        "overdue · slipped · closed-there · unaccepted · strategic-without-sponsor"
    )
    assert " ".join(second.split()) == "bbbbbb dropped - - Own vault [secrets-leak]"


def test_a_commitment_without_an_owner_has_nobody() -> None:
    (row,) = recommendation_rows([but(TOKENS, owner="")], OUTLOOK)
    assert "  nobody " in row


def test_all_of_one() -> None:
    text = recommendation_text(TOKENS, OUTLOOK)
    for expected in (
        "strategic · planned · owner kim, asked 12 days ago, not accepted · no sponsor",
        "Done when    no personal token in shared vaults",
        "31 Jul → 31 Aug → 30 Sep, slipped 2×, now 52 days over",
        "CP-4411: closed there, planned here. Which is right?",
        "would have helped in 2 incidents: secrets-leak, ci-token",
        "#tokens",
        "Sponsor              Strategic work wants a sponsor",
        "18 Nov bo: due: 31 Jul (asked by kim)",
    ):
        assert expected in text


def test_csv_has_a_line_each_and_no_formulas() -> None:
    lines = recommendations_csv([but(TOKENS, title="=1+1")], OUTLOOK).splitlines()
    assert lines[0].split(",") == list(COLUMNS)
    assert len(lines) == 2
    assert ",'=1+1,planned,strategic,kim,," in lines[1]


def test_a_title_does_nothing_to_the_terminal() -> None:
    (row,) = recommendation_rows([but(TOKENS, title="\x1b]52;c;eA==\x07")], OUTLOOK)
    assert "\x1b" not in row
