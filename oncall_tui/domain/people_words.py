"""List the fields that hold people's words: everything that a redaction may change.

A new table is one entry. Names with a colon are sets whose elements are words. Instants, zones, kinds, people's
names, ids, handles and the names of fields are in no entry, so that no redaction reaches them.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from oncall_tui.domain.incident import SURROUNDINGS, WRITE_UP
from oncall_tui.domain.writeup.sections import OWN

_INCIDENT = ("title", "no_recommendations", "links:", "tags:", *WRITE_UP, *SURROUNDINGS)
_FIELDS: Mapping[str, str] = {
    "sources": "name",
    "notes": "raw text tags: people: references:",
    "events": "text tags: people: references:",
    "recommendations": "title statement definition_of_done reason addresses risk goal decision workaround "
    "effect_check labels: tickets: closed_tickets:",
    "commitments": "reason",
    "comments": "text reason proposal summary quote",
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
    "reviews": "extended closed meeting_notes",
    "replies": "text",
    "endings": "text position standing would_change",
    "signoffs": "word",
    "completed_parts": "value",
    "reopenings": "reason",
    "votes": "word tags:",
    "steps": "reason",
}
PEOPLE_WORDS: Mapping[str, frozenset[str]] = {
    "incident": frozenset(_INCIDENT),
    **{table: frozenset(names.split()) for table, names in _FIELDS.items()},
}
# Tables of the program's own that hold nobody's words.
NO_WORDS = frozenset({"meta", "redactions", "readings", "completions"})
# What a signed part holds words under, beside the fields of the tables that it was made of.
_OF_PARTS = frozenset({"row_words", "versions", "title", "text"})
_NAMES = frozenset(name.rstrip(":") for names in PEOPLE_WORDS.values() for name in names) - {"name"}


def is_known(table: str) -> bool:
    """Tell whether this program knows what the fields of the table hold."""
    return table in PEOPLE_WORDS or table in NO_WORDS


def holds_words(table: str, field: str) -> bool:
    """Tell whether a field (of a set: the name of an element) holds people's words."""
    name, colon, _ = field.partition(":")
    return name + colon in PEOPLE_WORDS.get(table, ())


def words_in(value: Any) -> Iterator[str]:
    """Yield the words in the value of a field that holds some: a text, or those in a quote or a signed part."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    with_words(value, keep)
    yield from found


def with_words(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value in which every text of people is what `change` makes of it.

    Ids, instants and closed words of a quote or a signed part stay; so do the keys.
    """
    if isinstance(value, dict) and not _is_quote(value):
        return {
            key: _changed(held, change, words=_are_words(key, value)) if isinstance(key, str) else held
            for key, held in value.items()
        }
    if isinstance(value, list):
        return [with_words(held, change) if isinstance(held, dict) else held for held in value]
    return _changed(value, change, words=True)


def _changed(value: Any, change: Callable[[str], str], *, words: bool) -> Any:
    if not words:
        return with_words(value, change) if isinstance(value, dict | list) else value
    if isinstance(value, str):
        return change(value) if value.strip() else value
    if isinstance(value, list):
        return [_changed(held, change, words=True) for held in value]
    if isinstance(value, dict):
        return {key: _changed(held, change, words=True) for key, held in value.items()}
    return value


def _are_words(key: str, value: Mapping[str, Any]) -> bool:
    """Return whether a name is people's words: those of controls and of the team's own headings are."""
    if key == "name":
        return "nature" in value or str(value["name"]).startswith(OWN)
    return key in _NAMES or key in _OF_PARTS


def _is_quote(value: Mapping[str, Any]) -> bool:
    return "exact" in value
