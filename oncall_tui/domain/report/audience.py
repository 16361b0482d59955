"""The report for people outside: summary, impact, rows marked public, recommendations; no names (RETROSPECTIVE 6)."""

from typing import Any

PUBLIC_SECTIONS = ("summary", "impact", "timeline", "recommendations")
PUBLIC_ROW = (
    "id",
    "occurred_at",
    "ends_at",
    "local",
    "offset",
    "precision",
    "approximate",
    "text",
    "kind",
    "milestone",
    "milestones",
    "references",
    "starred",
    "public",
)
PUBLIC_RECOMMENDATION = ("id", "title", "status")


def for_the_public(report: dict[str, Any]) -> dict[str, Any]:
    """Return the report with nothing but what may leave the organisation. People are named nowhere in it."""
    rows = [row for row in report["timeline"] if row.get("public")]
    emptied: dict[str, Any] = {
        name: [] if isinstance(held, list) else "" if isinstance(held, str) else None
        for name, held in report["analysis"].items()
    }
    return {
        **report,
        "incident": {**report["incident"], "preparer": None},
        "review": {"reviewers": [], "read_by": [], "signed": []},
        "sections": [
            {**section, "versions": []}
            for section in report["sections"]
            if section["name"] in PUBLIC_SECTIONS
        ],
        "timeline": [_public(row, PUBLIC_ROW) for row in rows],
        "row_words": {
            row["id"]: report["row_words"][row["id"]] for row in rows if row["id"] in report["row_words"]
        },
        "gaps": [],
        "durations": report["durations"],
        "figures": [],
        "analysis": emptied,
        "recommendations": [_public(item, PUBLIC_RECOMMENDATION) for item in report["recommendations"]],
        "questions": [],
        "dissents": [],
        "amendments": [],
    }


def _public(record: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Return a record by these fields alone: authors, raw lines, owners and tickets stay inside."""
    empty: dict[str, Any] = {name: [] if isinstance(held, list) else None for name, held in record.items()}
    return {**empty, **{name: record[name] for name in fields if name in record}}
