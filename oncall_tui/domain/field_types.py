"""Check the types of known fields, for values from another person's file or hand.

The rules of the domain are checked on commands, never on load; but a title that is a number is no title, and no
reader should have to expect one. A file on the share with such a field is named and passed over (`misfit`); a local
record is shown without the field (`tidy`). Unknown tables and fields may hold anything: they belong to a newer
program. None is valid for every field.
"""

from collections.abc import Callable, Mapping
from typing import Any

Fields = Mapping[str, Any]
TEXTS = """
    title handle severity type stage zone created_at created_by summary impact resolution lead comms scribe bad_enough
    identified next_update_at raw text kind verb occurred_at known_at recorded_at precision confidence zone_used
    zone_origin rule author source destination milestone merged_into status label owner accepted_by due sponsor
    sponsor_accepted_by revisit definition_of_done statement outcome change_type effort effect_check effect_due
    effect_verdict reason part_of addresses control decision workaround risk goal note recommendation name captured
    imported_at default_zone zone_said why order after gap secret date by at ends_at about beside text_alone text_joined
"""
FIELD_TYPES: Mapping[str, type] = {
    **dict.fromkeys(TEXTS.split(), str),
    **dict.fromkeys(("approximate", "pinned", "pasted", "starred", "settled", "log"), bool),
    **dict.fromkeys(("line", "part", "rank", "clock_offset", "longest_gap"), int),
}
# The texts of the write-up's own tables. What a field holds goes by table and field: `context` of a finding is a text.
WRITE_UP_TEXTS: Mapping[str, str] = {
    "sections": "title text",
    "losses": "text",
    "hazards": "text",
    "constraints": "text",
    "controls": "name explanation nature exercised_by acts_on action feedback key",
    "findings": "control how what made_sense context belief told where",
    "missing_controls": "aspect so_far control",
    "systemic_problems": "text category",
    "questions": "text state answer field",
    "insights": "text topic",
    "silences": "target code words reason",
}
OF_TABLE: Mapping[str, Mapping[str, type]] = {
    "incident": dict.fromkeys(("preparer", "due_at", "boundary", "environment", "got_lucky"), str),
    "sources": dict.fromkeys(("lines", "bytes", "piece_count"), int),
    "events": {"lucky": bool, "public": bool},
    **{table: dict.fromkeys(names.split(), str) for table, names in WRITE_UP_TEXTS.items()},
    "comments": {"target": dict, "seen": dict, "quote": dict, "proposal": str, "summary": str},
    "reviews": {
        **dict.fromkeys(("opened_at", "opened_by", "until", "extended", "closed", "meeting_notes"), str),
        **dict.fromkeys(("presenter", "moderator", "note_taker"), str),
        "round": int,
    },
    "replies": {"comment": str, "text": str},
    "endings": dict.fromkeys(("comment", "as", "text", "position", "standing", "would_change"), str),
    "readings": {"target": dict, "heads": dict},
    "signoffs": {**dict.fromkeys(("aligned", "understood", "improvements", "word"), str), "heads": dict},
    "completions": {"program": str, "format": str, "heads": dict, "digests": dict, "digest": str},
    "completed_parts": {"completion": str, "name": str, "place": int, "salt": str},
    "reopenings": {"reason": str},
    "steps": dict.fromkeys(("stage", "name", "state", "reason"), str),
    "votes": {"useful": str, "word": str, "author": str},
}
TABLES = frozenset(
    {
        "incident",
        "sources",
        "notes",
        "events",
        "recommendations",
        "commitments",
        "comments",
        "history",
        "redactions",
        *OF_TABLE,
    }
)
NO_FIELDS: Mapping[str, type] = {}


TEXT, NUMBER, LIST = (frozenset({kind, type(None)}) for kind in (str, int, list))


def first_invalid_field(table: str, record: Fields) -> str | None:
    """Return the first field of a record whose value is not what such a field holds; None if all fit."""
    if table not in TABLES:
        return None
    for name, value in record.items():
        if not is_valid_value(name, value, table):
            return name
    contested: Mapping[str, list[Any]] = record.get("_fields", {})
    versions = ((name, entry) for name, entries in contested.items() for entry in entries if "value" in entry)
    return next((name for name, entry in versions if not is_valid_value(name, entry["value"], table)), None)


def is_valid_value(name: str, value: Any, table: str = "") -> bool:
    """Return whether a field of this name, in this table, may hold this value."""
    wanted = _type_of(name, table)
    if value is None or wanted is not None:
        return value is None or isinstance(value, wanted or object)
    if ":" in name:
        return value is True or value is False
    check = SHAPES.get(name)
    return check is None or check(value)


def _type_of(name: str, table: str) -> type | None:
    """Return the type of a field, by table: `about` is a text of a note, and a set of a question."""
    own = OF_TABLE.get(table, NO_FIELDS).get(name)
    return own if own is not None or table in WRITE_UP_TEXTS else FIELD_TYPES.get(name)


def drop_invalid_fields(record: Fields, table: str = "") -> Fields:
    """Return the record without fields that hold what no such field holds."""
    return {name: value for name, value in record.items() if is_valid_value(name, value, table)}


def drop_invalid_note_fields(notes: Mapping[str, Fields]) -> Mapping[str, Fields]:
    """Return the notes, odd ones tidied. Asked of 100,000: only what orders and describes a row is looked at."""
    odd = [
        id
        for id, note in notes.items()
        for get in (note.get,)
        if type(get("source")) not in TEXT
        or type(get("line")) not in NUMBER
        or type(get("destination")) not in TEXT
        or type(get("text")) not in TEXT
        or type(get("alternatives")) not in LIST
        or type(get("flags")) not in LIST
        or type(get("precision")) not in TEXT
        or type(get("raw")) not in TEXT
    ]
    return {**notes, **{id: drop_invalid_fields(notes[id]) for id in odd}} if odd else notes


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _are_readings(value: Any) -> bool:
    return isinstance(value, list) and all(_has_texts(item, "at", "why") for item in value)


def _are_changes(value: Any) -> bool:
    return isinstance(value, list) and all(_has_texts(item, "table", "id", "field") for item in value)


def _are_places(value: Any) -> bool:
    return isinstance(value, list) and all(_are_texts(item) and len(item) == 2 for item in value)


def _has_texts(item: Any, *names: str) -> bool:
    return isinstance(item, dict) and all(isinstance(item.get(name), str) for name in names)


SHAPES: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("flags", "tags", "people", "references"), _are_texts),
    "alternatives": _are_readings,
    "changes": _are_changes,
    "created": _are_places,
}
