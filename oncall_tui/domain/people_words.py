"""Which fields hold people's words: all that a redaction may change.

A new table is one entry. Names with a colon are sets whose elements are words. Instants, zones, kinds, people's
names, ids, handles and the names of fields are in no entry, so that no redaction reaches them.
"""

from collections.abc import Mapping

from oncall_tui.domain.incident import SURROUNDINGS, WRITE_UP

_INCIDENT = ("title", "no_recommendations", "links:", "tags:", *WRITE_UP, *SURROUNDINGS)
_FIELDS: Mapping[str, str] = {
    "sources": "name",
    "notes": "raw text tags: people: references:",
    "events": "text tags: people: references:",
    "recommendations": "title statement definition_of_done reason addresses risk goal decision workaround "
    "effect_check labels: tickets: closed_tickets:",
    "commitments": "reason",
    "comments": "text reason",
    "history": "label reason",
    "sections": "title text",
    "losses": "text",
    "hazards": "text",
    "constraints": "text",
    "controls": "name explanation exercised_by acts_on action feedback",
    "findings": "what made_sense context belief told mended_titles:",
    "missing_controls": "aspect so_far mended_titles:",
    "systemic_problems": "text mended_titles:",
    "questions": "text answer",
    "insights": "text",
    "silences": "words reason",
}
PEOPLE_WORDS: Mapping[str, frozenset[str]] = {
    "incident": frozenset(_INCIDENT),
    **{table: frozenset(names.split()) for table, names in _FIELDS.items()},
}
# Tables of the program's own that hold nobody's words.
NO_WORDS = frozenset({"meta", "redactions"})


def is_known(table: str) -> bool:
    """Tell whether this program knows what the fields of the table hold."""
    return table in PEOPLE_WORDS or table in NO_WORDS


def holds_words(table: str, field: str) -> bool:
    """Tell whether a field (of a set: the name of an element) holds people's words."""
    name, colon, _ = field.partition(":")
    return name + colon in PEOPLE_WORDS.get(table, ())
