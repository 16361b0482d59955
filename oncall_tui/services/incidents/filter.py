"""Filter incidents: by words anywhere in their texts, by stage, severity and type."""

from collections.abc import Iterable
from functools import cache

from oncall_tui.domain.filter_words import FLAG, Test, flag_test, let_through, read_filter
from oncall_tui.domain.folding import fold
from oncall_tui.domain.incident import STAGES, TYPES
from oncall_tui.services.incidents.listing import Listed
from oncall_tui.services.search.searching import Searching

VOCABULARY = {"stage": STAGES, "severity": (), "type": TYPES}
STATES: dict[str, Test[Listed]] = {
    "conflicts": lambda listed: listed.conflicts > 0,
    "damaged": lambda listed: listed.damaged is not None,
}

# Words of other lists: they would mean two things.
ELSEWHERE = {
    "open": "is:open finds recommendations that are not done, in 5. Here stage:responding finds what is going on."
}


def filter_incidents(rows: Iterable[Listed], text: str, searching: Searching) -> list[Listed]:
    """Return the incidents that fit every word, in their order; they hold what `searching` saw last. Raises
    Refused.
    """
    holding = cache(searching.incidents_with)

    def holds(listed: Listed, word: str) -> bool:
        return word in _names(listed) or listed.id in holding(word)

    return let_through(rows, read_filter(text, VOCABULARY, STATES), holds, _asked, STATES)


def _asked(key: str, value: str) -> Test[Listed]:
    if key == FLAG:
        return flag_test(value, STATES, ELSEWHERE)
    return lambda listed: fold(str(getattr(listed, key) or "")).startswith((value, f"sev{value}"))


def _names(listed: Listed) -> str:
    fields = (listed.handle, listed.title, listed.severity, listed.type, listed.stage, listed.id)
    return fold(" ".join(filter(None, fields)))
