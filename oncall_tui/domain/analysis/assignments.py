"""Assignments to a record of an analysis: `how=late`, `events=15:26`, `mended_by-=ID` (RETROSPECTIVE 10)."""

import re
from typing import NamedTuple

from oncall_tui.domain.analysis.records import Kind
from oncall_tui.domain.errors import RefusedError

ASSIGNMENT = re.compile(r"([A-Za-z_-]+?)(-=|\+=|=)(.*)", re.DOTALL)
SINGULAR = {
    "event": "events",
    "row": "events",
    "rows": "events",
    "loss": "losses",
    "hazard": "hazards",
    "constraint": "constraints",
    "finding": "findings",
    "missing_control": "missing_controls",
    "mends": "mended_by",
    "recommendation": "mended_by",
    "recommendations": "mended_by",
}


class AnalysisAssignment(NamedTuple):
    """One `FIELD=VALUE`: of a link, `value` is what was typed for its target, and `removes` takes it off."""

    field: str
    value: str
    removes: bool = False


def read_assignments(kind: Kind, words: list[str]) -> list[AnalysisAssignment]:
    """Raise RefusedError for a field that records of this kind do not have, naming those that they have."""
    return [_read(kind, word) for word in words]


def _read(kind: Kind, word: str) -> AnalysisAssignment:
    fields = (*kind.texts, *kind.links)
    match = ASSIGNMENT.fullmatch(word)
    if match is None:
        raise RefusedError(f"{word!r} is not FIELD=VALUE. Nothing was changed. Fields: {', '.join(fields)}.")
    typed = match[1].lower().replace("-", "_")
    name = typed if typed in fields else SINGULAR.get(typed, typed)
    if name not in fields:
        raise RefusedError(
            f"A {kind.words} has no field {match[1]!r}. Nothing was changed. Its fields: {', '.join(fields)}."
        )
    is_set = name in kind.links
    if match[2] != "=" and not is_set:
        raise RefusedError(
            f"{name} holds one value. Nothing was changed. Use {name}=VALUE, or {name}= for none."
        )
    value = match[3].strip()
    if is_set and not value:
        raise RefusedError(
            f"{name} needs an ID. Nothing was changed. {name}=ID adds one, {name}-=ID takes it off."
        )
    return AnalysisAssignment(name, _word(kind, name, value), match[2] == "-=")


def _word(kind: Kind, field: str, value: str) -> str:
    """Return the word that a value means, where only some may stand there; "" clears it."""
    words = kind.words_of.get(field)
    if words is None or not value:
        return value
    wanted = value.lower().replace(" ", "-").replace("_", "-")
    matching = [wanted] if wanted in words else [word for word in words if word.startswith(wanted)]
    if len(matching) != 1:
        meanings = "; ".join(f"{word}: {meaning}" for word, meaning in words.items())
        raise RefusedError(f"{field} can't be {value!r}. Nothing was changed. Use one of these. {meanings}.")
    return matching[0]
