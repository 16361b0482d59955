"""Filter incidents: by words anywhere in their texts, by stage, severity and type."""

from collections.abc import Iterable
from functools import cache

from oncall_tui.domain.filter_language import FLAG, Test, apply_filter, flag_predicate, parse_filter
from oncall_tui.domain.folding import fold
from oncall_tui.domain.incident import STAGES, TYPES
from oncall_tui.services.incidents.listing import IncidentRow
from oncall_tui.services.search.search import Search

VOCABULARY = {"stage": STAGES, "severity": (), "type": TYPES}
STATES: dict[str, Test[IncidentRow]] = {
    "conflicts": lambda listed: listed.conflicts > 0,
    "damaged": lambda listed: listed.damaged is not None,
}

# Words of other lists: they would mean two things.
ELSEWHERE = {
    "open": "is:open finds recommendations that are not done, in 5. Here stage:responding finds what is going on."
}


def filter_incidents(rows: Iterable[IncidentRow], text: str, searching: Search) -> list[IncidentRow]:
    """Return the incidents that fit every word, in their order; they hold what `searching` saw last. Raises
    RefusedError.
    """
    holding = cache(searching.incidents_with)

    def holds(listed: IncidentRow, word: str) -> bool:
        return word in _names(listed) or listed.id in holding(word)

    return apply_filter(rows, parse_filter(text, VOCABULARY, STATES), holds, _asked, STATES)


def _asked(key: str, value: str) -> Test[IncidentRow]:
    if key == FLAG:
        return flag_predicate(value, STATES, ELSEWHERE)
    return lambda listed: fold(str(getattr(listed, key) or "")).startswith((value, f"sev{value}"))


def _names(listed: IncidentRow) -> str:
    fields = (listed.handle, listed.title, listed.severity, listed.type, listed.stage, listed.id)
    return fold(" ".join(filter(None, fields)))
