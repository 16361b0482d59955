"""Completions as a document holds them: which stand, what was signed, and what changed since (V6, RETROSPECTIVE 8)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from oncall_tui.domain.analysis.records import KIND_IN
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.review.counted_fields import COUNTED
from oncall_tui.domain.review.parts import SignedPart, join_parts, part_digest, split_report, whole_digest
from oncall_tui.domain.review.records import Heads
from oncall_tui.domain.writeup.sections import TEXTS
from oncall_tui.read_models.heads import changed_records, write_up_heads
from oncall_tui.read_models.review_records import written
from oncall_tui.replication.encoding import EncodedRecord, Tables, decode_record
from oncall_tui.replication.record_view import is_hidden, read_record

COMPLETIONS, PARTS, REOPENINGS, VOTES = "completions", "completed_parts", "reopenings", "votes"
MISMATCH = "does not match what was written"
Json = Any


class Completion(NamedTuple):
    """One completion: who, when, what was signed. `is_reopened`: a reopening names it."""

    id: str
    by: str
    at: int
    program: str
    heads: Mapping[str, Heads]
    digests: Mapping[str, str]
    digest: str
    is_reopened: bool


class Signed(NamedTuple):
    """The parts of a completion that are here. `problems` are sentences: parts missing, or that do not verify."""

    parts: tuple[SignedPart, ...]
    is_whole: bool
    problems: tuple[str, ...]


def completions(tables: Tables) -> list[Completion]:
    """Return every completion, oldest first, reopened ones too."""
    reopened = {
        id
        for record in tables.get(REOPENINGS, {}).values()
        if not is_hidden(record)
        for id in read_record(record).values.get("completions") or ()
    }
    found = []
    for id, record in tables.get(COMPLETIONS, {}).items():
        values = read_record(record).values
        if is_hidden(record) or not isinstance(values.get("digests"), dict):
            continue
        by, at = written(record, "digest")
        found.append(
            Completion(
                id,
                by,
                at,
                str(values.get("program") or ""),
                values["heads"] if isinstance(values.get("heads"), dict) else {},
                values["digests"],
                str(values.get("digest") or ""),
                id in reopened,
            )
        )
    return sorted(found, key=lambda each: (each.at, each.id))


def standing_completions(tables: Tables) -> list[Completion]:
    """Return the completions that no reopening names; the write-up is complete while there is one."""
    return [each for each in completions(tables) if not each.is_reopened]


def signed_parts(tables: Tables, completion: Completion) -> Signed:
    """Return what is here of a completion's parts, each held against its digest."""
    parts: dict[str, SignedPart] = {}
    problems: list[str] = []
    for record in tables.get(PARTS, {}).values():
        values = read_record(record).values
        if values.get("completion") != completion.id or is_hidden(record):
            continue
        name, place, salt = values.get("name"), values.get("place"), values.get("salt")
        if not isinstance(name, str) or name not in completion.digests or not isinstance(place, int):
            continue
        parts[name] = SignedPart(name, place, values.get("value"))
        if not salt:
            problems.append(f"{name}: redacted after completion")
        elif not isinstance(salt, str) or not _verifies(salt, values.get("value"), completion.digests[name]):
            problems.append(f"{name} {MISMATCH}")
    missing = len(completion.digests) - len(parts)
    if whole_digest(completion.digests) != completion.digest:
        problems.append(f"the list of parts {MISMATCH}")
    if missing:
        problems.append(f"{len(parts)} of {len(completion.digests)} parts here")
    return Signed(tuple(sorted(parts.values(), key=lambda part: part.place)), not missing, tuple(problems))


def _verifies(salt: str, value: Json, digest: str) -> bool:
    try:
        return part_digest(salt, value) == digest
    except ValueError:
        return False


def signed_report(live: dict[str, Json], tables: Tables) -> dict[str, Json]:
    """Return the report of a complete incident as it was signed, with its amendments; the live one otherwise."""
    every = completions(tables)
    standing = [each for each in every if not each.is_reopened]
    history = [
        {"by": each.by, "at": format_instant(each.at), "digest": each.digest, "reopened": each.is_reopened}
        for each in every
    ]
    if not standing:
        return {**live, "completions": history}
    last = standing[-1]
    signed = signed_parts(tables, last)
    completion = {"by": last.by, "at": format_instant(last.at), "digest": last.digest}
    problems = list(signed.problems)
    if len(standing) > 1:
        problems.insert(0, "completed twice")
    if not signed.is_whole:
        problems.append("nothing is printed as signed; this is the present text")
        return {**live, "completion": completion, "completions": history, "problems": problems}
    return {
        **join_parts(signed.parts, live),
        "completion": completion,
        "completions": history,
        "amendments": list(amendments(live, signed, last, tables, standing)),
        "problems": [*problems, *_unmatched(live, signed, last, tables)],
    }


def _unmatched(
    live: Mapping[str, Json], signed: Signed, completion: Completion, tables: Tables
) -> Iterator[str]:
    """Yield a sentence for each part whose heads are still the heads and that says something else than those."""
    now = write_up_heads(tables)
    same = {key for key, heads in now.items() if completion.heads.get(key) == heads}
    before = {part.name: part.value for part in signed.parts}
    after = {part.name: part.value for part in split_report(live)}
    told = {problem.split(" ")[0].rstrip(":") for problem in signed.problems}
    for name, fields in _typed_parts(same, now.keys()):
        old, new = (_value(parts, name, name.rpartition("/")[2]) for parts in (before, after))
        if name in told or old is None or new is None:
            continue
        if any(old.get(field) != new.get(field) for field in fields):
            yield f"{name} {MISMATCH}"


def _typed_parts(same: Collection[str], every: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the parts that records made which nobody wrote since, with the fields that those hold as they are
    printed.
    """
    for key in same:
        table, _, id = key.partition("/")
        if table == "incident":
            yield from ((f"section/{name}", ("text",)) for name in TEXTS)
        elif table in KIND_IN:
            yield f"record/{table}/{id}", KIND_IN[table].texts
        elif table == "recommendations":
            yield f"recommendation/{id}", ("title", "statement", "definition_of_done")
        elif table == "notes" and (f"events/{id}" not in every or f"events/{id}" in same):
            yield f"row/{id}", ("text", "occurred_at")


def amendments(
    live: Mapping[str, Json],
    signed: Signed,
    completion: Completion,
    tables: Tables,
    standing: list[Completion],
) -> Iterator[dict[str, Json]]:
    """Yield what changed since a completion: where the heads are another set and another value is shown.

    Beside a second standing completion, what differs between the two is an amendment as well.
    """
    now = write_up_heads(tables)
    changed = changed_records(completion.heads, now)
    before = {part.name: part.value for part in signed.parts}
    after = {part.name: part.value for part in split_report(live)}
    told: set[tuple[Json, ...]] = set()
    for key in sorted(changed):
        table, _, id = key.partition("/")
        for entry in _amended(table, id, before, after, tables):
            what = _told_once(entry)
            if what not in told:
                told.add(what)
                yield entry
    for other in standing[:-1]:
        earlier = {part.name: part.value for part in signed_parts(tables, other).parts}
        for name in sorted({*earlier, *before}):
            if earlier.get(name) != before.get(name):
                kind, _, id = name.partition("/")
                yield _entry(kind, id, None, name, earlier.get(name), before.get(name), {}, ())


def _told_once(entry: Mapping[str, Json]) -> tuple[Json, ...]:
    """Return each change once: a row is made of its note and its event, and a section is looked at for every text."""
    of_section = entry["table"] in ("incident", "sections")
    what = entry["title"] if of_section else entry["id"]
    return of_section, what, entry["field"], str(entry["from"]), str(entry["to"])


def _amended(
    table: str, id: str, before: Mapping[str, Json], after: Mapping[str, Json], tables: Tables
) -> Iterator[dict[str, Json]]:
    record = tables.get(table, {}).get(id, {})
    for name, fields in _names(table, id, before, after):
        old, new = _value(before, name, id), _value(after, name, id)
        if old == new:
            continue
        title = _title(new if new is not None else old)
        if table == "endings":
            id = name.partition("/")[2]  # the dissent, whichever ending of its comment came
        if old is None or new is None:
            yield _entry(table, id, None, title, _words(old), _words(new), record, ())
            continue
        for field in fields:
            if old.get(field) != new.get(field):
                stored = name.partition("/")[2] if table == "incident" and field == "text" else field
                yield _entry(table, id, stored, title, old.get(field), new.get(field), record, (stored,))


def _names(
    table: str, id: str, before: Mapping[str, Json], after: Mapping[str, Json]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the parts that a record of the document shows in, with the fields of each that can be amended."""
    every = dict.fromkeys((*before, *after))
    if table in ("incident", "sections"):
        yield from ((name, ("title", "text")) for name in every if name.startswith("section/"))
        yield from ((name, ("boundary", "environment")) for name in every if name == "surroundings")
    elif table in ("events", "notes"):
        yield (
            f"row/{id}",
            ("text", "occurred_at", "ends_at", "kind", "milestones", "references", "starred", "approximate"),
        )
    elif table == "recommendations":
        yield f"recommendation/{id}", ("title", "statement", "definition_of_done", "mends")
    elif table == "endings":
        # Another ending of the same comment may leave its dissent open.
        fields = ("text", "position", "standing", "would_change")
        yield from ((name, fields) for name in every if name.startswith("dissent/"))
    else:
        # What a record derives from others changes with those.
        yield f"record/{table}/{id}", tuple(name for name in COUNTED.get(table, ()) if name != "struck")


def _value(parts: Mapping[str, Json], name: str, id: str) -> Json:
    """Return the value of a part; of a row the one row, wherever it stands among parts of fifty."""
    held = parts.get(name)
    if name.startswith("row/"):
        rows = (
            held
            if held is not None
            else [r for n, rs in parts.items() if n.startswith("rows/") for r in rs or ()]
        )
        return next((row for row in rows if row["id"] == id), None)
    return held


def _title(value: Json) -> str:
    for name in ("title", "name", "text", "what", "aspect"):
        if isinstance(value, Mapping) and isinstance(value.get(name), str) and value[name]:
            return str(value[name])
    return ""


def _words(value: Json) -> str | None:
    if value is None:
        return None
    text = value.get("text") if isinstance(value, Mapping) else None
    return text if isinstance(text, str) and text else _title(value)


def _entry(
    table: str,
    id: str,
    field: str | None,
    title: str,
    old: Json,
    new: Json,
    record: EncodedRecord,
    names: tuple[str, ...],
) -> dict[str, Json]:
    by, at = _last_written(record, names)
    return {
        "table": table,
        "id": id,
        "field": field,
        "title": title,
        "by": by or None,
        "at": at or None,
        "from": old,
        "to": new,
    }


def _last_written(record: EncodedRecord, names: tuple[str, ...]) -> tuple[str, str]:
    """Return author and time of the last write to one of these fields (none: any field), as an instant's text."""
    heads = [
        head
        for name, held in decode_record(record).items()
        if not names or name.partition(":")[0] in names
        for head in held
    ]
    if not heads:
        return _last_written(record, ()) if names and record else ("", "")
    last = max(heads, key=lambda head: head.at)
    return last.by, last.at.partition("Z")[0] + "Z"
