"""What looks like this incident is found by words that say something."""

from oncall_tui.services.incidents.listing import Listed
from oncall_tui.services.incidents.seen_before import seen_before

ROWS = [
    Listed("a", "redis-pool-full", "Redis pool full"),
    Listed("b", "redis-slow", "Redis slow after deploy"),
    Listed("c", "dns-outage", "DNS outage"),
    Listed("d", "redis-pool-again", "Redis pool again"),
    Listed("e", "e", damaged="cut"),
]


def test_the_most_alike_come_first() -> None:
    assert [row.id for row in seen_before("a", ROWS)] == ["d", "b"]


def test_common_words_and_unknown_incidents_are_like_nothing() -> None:
    assert seen_before("c", [*ROWS, Listed("f", "mail-outage", "Mail outage")]) == []
    assert seen_before("zz", ROWS) == []
