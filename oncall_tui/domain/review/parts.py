"""The signed text of a completed write-up, in parts: each is salted and digested by itself (V6, RETROSPECTIVE 8).

A part holds what the program computed at completion, so that a newer program prints the same. A redaction cleans one
part and drops its salt; the others still verify.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from oncall_tui.domain.report.recommendation_fields import SAID
from oncall_tui.domain.review.records import derived_id
from oncall_tui.domain.writeup.sections import OWN

Json = Any
ROWS_A_PART = 50
SINGLE_ROWS = 500
SALT_BYTES = 16
# What a completion signs of a recommendation; its state, owner and dates go on.
SIGNED_OF_RECOMMENDATION = ("id", "title", "statement", "definition_of_done", "mends", "merged_into")
RECORD_TABLES = (
    "losses",
    "hazards",
    "constraints",
    "controls",
    "findings",
    "missing_controls",
    "systemic_problems",
    "questions",
    "insights",
)


class SignedPart(NamedTuple):
    """One part of a signed report: its name, its place in the order, its value."""

    name: str
    place: int
    value: Json


def split_report(report: Mapping[str, Json]) -> list[SignedPart]:
    """Return the parts of a report that a completion signs."""
    return [SignedPart(name, place, value) for place, (name, value) in enumerate(_parts(report))]


def _parts(report: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    yield (
        "incident",
        {name: report["incident"][name] for name in ("title", "severity", "type", "zone", "preparer")},
    )
    for section in report["sections"]:
        yield f"section/{_part_of(section['name'])}", section
    yield from _rows(report["timeline"])
    yield "durations", {name: report[name] for name in ("durations", "figures", "gaps", "row_words")}
    analysis = report["analysis"]
    yield "surroundings", {name: analysis[name] for name in ("boundary", "environment")}
    for table in RECORD_TABLES:
        for record in analysis[table]:
            yield f"record/{table}/{record['id']}", record
    for item in report["recommendations"]:
        yield f"recommendation/{item['id']}", {name: item[name] for name in SIGNED_OF_RECOMMENDATION}
    yield "no-recommendations", report["no_recommendations"]
    for dissent in report["dissents"]:
        yield f"dissent/{dissent['id']}", dissent


def _part_of(section: str) -> str:
    """Return the part's name; a heading of the team's own is in the value alone, where a redaction cleans it."""
    return derived_id(section) if section.startswith(OWN) else section


def _rows(rows: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    if len(rows) <= SINGLE_ROWS:
        for row in rows:
            yield f"row/{row['id']}", [row]
    else:
        for start in range(0, len(rows), ROWS_A_PART):
            yield f"rows/{start:06}", rows[start : start + ROWS_A_PART]


def join_parts(parts: Sequence[SignedPart], live: Mapping[str, Json]) -> dict[str, Json]:
    """Return the report that was signed; of recommendations it has beside that what they are now (`now`)."""
    ordered = sorted(parts, key=lambda part: part.place)
    by_name = {part.name: part.value for part in ordered}
    analysis = {**live["analysis"], **(by_name.get("surroundings") or {})}
    for table in RECORD_TABLES:
        analysis[table] = _named(ordered, f"record/{table}/")
    present = {item["id"]: item for item in live["recommendations"]}
    signed_items = _named(ordered, "recommendation/")
    questions = [each for each in analysis["questions"] if each.get("state") != "answered"]
    return {
        **live,
        "incident": {**live["incident"], **(by_name.get("incident") or {})},
        "sections": _named(ordered, "section/"),
        "timeline": [row for rows in (*_named(ordered, "row/"), *_named(ordered, "rows/")) for row in rows],
        **(by_name.get("durations") or {}),
        "analysis": analysis,
        "recommendations": [_with_now(item, present.get(item["id"])) for item in signed_items],
        "no_recommendations": by_name.get("no-recommendations"),
        "questions": questions,
        "dissents": _named(ordered, "dissent/"),
    }


def _named(parts: Sequence[SignedPart], beginning: str) -> list[Json]:
    return [part.value for part in parts if part.name.startswith(beginning) and part.value is not None]


def _with_now(item: Mapping[str, Json], present: Mapping[str, Json] | None) -> dict[str, Json]:
    """Return a signed recommendation with its present facts; what was signed stays as it was."""
    return {**(present or {"status": "idea", **dict.fromkeys(SAID), **_EMPTY}), **item}


_EMPTY: dict[str, list[str]] = {"incidents": [], "tickets": [], "tags": []}


def part_digest(salt: str, value: Json) -> str:
    """Return the digest of a part: of its salt (hex) and the canonical bytes of its value."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical_bytes(value)).hexdigest()


def whole_digest(digests: Mapping[str, str]) -> str:
    """Return the digest of a completion: of the canonical bytes of its parts' digests."""
    return hashlib.sha256(canonical_bytes(dict(digests))).hexdigest()


def canonical_bytes(value: Json) -> bytes:
    """Return the bytes of a JSON value that are the same for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
