"""Incidents that look like this one, by the words of their titles and handles (L2): a hint, never a verdict."""

import re
from collections.abc import Iterable

from oncall_tui.services.incidents.listing import Listed

WORD = re.compile(r"[^\W\d_]{4,}")
COMMON = frozenset(
    (
        "incident",
        "outage",
        "down",
        "slow",
        "error",
        "errors",
        "failed",
        "fails",
        "failure",
        "with",
        "from",
        "high",
    )
)
MOST = 5


def seen_before(incident: str, rows: Iterable[Listed]) -> list[Listed]:
    """The incidents that share words with this one, most of them first, newest first among equals."""
    known = [row for row in rows if row.damaged is None]
    ours = next((_words(row) for row in known if row.id == incident), frozenset())
    alike = [(len(ours & _words(row)), row) for row in known if row.id != incident]
    ranked = sorted((pair for pair in alike if pair[0]), key=lambda pair: pair[0], reverse=True)
    return [row for _, row in ranked[:MOST]]


def _words(row: Listed) -> frozenset[str]:
    return frozenset(WORD.findall(f"{row.title} {row.handle}".casefold())) - COMMON
