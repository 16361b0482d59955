"""The digest as somebody reads it who was not there."""

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.recommendations.attention_status import TrackerIncident
from oncall_tui.domain.recommendations.recommendation import Commitment, FollowUpComment
from oncall_tui.formats.writers.digest_markdown import digest_markdown
from tests.builders.recommendations import a_recommendation, but, days_ago, seen_from

OUTLOOK = seen_from(
    TrackerIncident("01i", "secrets-leak", "Multiple secrets leaked", "SEV1", days_ago(120)),
    TrackerIncident("01j", "redis-night", "redis-night", "", days_ago(9)),
)
TOKENS = a_recommendation(
    "Move off personal tokens",
    id="01a",
    status="planned",
    label="strategic",
    owner="kim",
    definition_of_done="no personal token in shared vaults",
    due="2026-09-30",
    incidents=("01i", "01j"),
    commitments=(
        Commitment("2026-07-31", "kim", days_ago(150)),
        Commitment("2026-09-30", "kim", days_ago(110), "the budget came late"),
    ),
    words=(FollowUpComment("needs the platform budget", "kim", days_ago(33)),),
)
RUNBOOK = a_recommendation(
    "Runbook: revoke a token", id="01b", status="done", status_at=days_ago(2), created_at=days_ago(60)
)
POOL = a_recommendation(
    "Alert on redis pool use", id="01c", incident="01j", incidents=("01j",), created_at=days_ago(3)
)
BOUGHT = a_recommendation(
    "Own vault", id="01d", status="dropped", reason="bought instead", status_at=days_ago(1)
)

EXPECTED = """\
# Recommendations, Sat 21 Nov 2026

Since Sat 14 Nov 2026: 1 done, 1 dropped, 1 new. 2 open from 2 incidents: 1 overdue.

## Overdue (1)

- **Move off personal tokens** · kim (asked, not accepted) · due 30 Sep, 52 days over, slipped once · \
strategic, no sponsor · slipped because the budget came late · \
last word 19 Oct, kim: “needs the platform budget” · would have helped in 2: secrets-leak, redis-night

## What moved (3)

- **Own vault** · nobody yet · dropped on 20 Nov: bought instead · from secrets-leak
- **Runbook: revoke a token** · nobody yet · done on 19 Nov · from secrets-leak
- **Alert on redis pool use** · nobody yet · new on 18 Nov · from redis-night

## redis-night · 12 Nov

1 open.

- *idea* Alert on redis pool use · nobody yet

## secrets-leak: Multiple secrets leaked · SEV1 · 24 Jul

1 open, 1 done, 1 dropped.

- *planned* Move off personal tokens · kim (asked, not accepted) · due 30 Sep, 52 days over, slipped once · \
done when: no personal token in shared vaults
"""


def test_says_what_needs_a_word_what_moved_and_every_open_one_with_its_owner() -> None:
    assert digest_markdown([RUNBOOK, TOKENS, POOL, BOUGHT], days_ago(7), OUTLOOK) == EXPECTED


def test_nothing_to_tell_is_told() -> None:
    assert digest_markdown([], days_ago(7), OUTLOOK).endswith(": nothing ended or began. 0 open.\n")


def test_the_other_questions_have_their_sections() -> None:
    planned = but(TOKENS, label="operational", due="2026-11-30", commitments=(), accepted_by="kim", words=())
    items = [
        but(planned, id="01a", due="2027-05-01", commitments=TOKENS.commitments),
        but(planned, id="01e", tickets=("CP-1",), closed_tickets=("CP-1",)),
        but(planned, id="01f", due="", touched_at=days_ago(61)),
        but(planned, id="01g", due="", revisit="2026-11-20"),
        but(planned, id="01h", status="done", effect_due="2026-11-20", effect_check="the next leak"),
        but(planned, id="01k"),
    ]
    text = digest_markdown(items, days_ago(200), OUTLOOK)
    for expected in (
        "## Slipped (1)",
        "CP-1 closed there, planned here: which is right?",
        "nobody touched it for 61 days",
        "## To look at again (1)",
        "look at: the next leak",
        "## Due in the next 14 days (1)",
        "· no date ·",
    ):
        assert expected in text


HOSTILE = st.text(alphabet=st.characters(), min_size=1, max_size=30)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_nobodys_text_is_markup_or_a_control(title: str, owner: str, word: str) -> None:
    item = but(TOKENS, title=title, owner=owner, words=(FollowUpComment(word, owner, days_ago(1)),))
    text = digest_markdown([item], days_ago(7), OUTLOOK)
    assert "\x1b" not in text
    assert (
        all(character.isprintable() or character == "\n" for character in text)
        or title + owner + word != text
    )
    assert "<" not in text.replace("\\<", "")
