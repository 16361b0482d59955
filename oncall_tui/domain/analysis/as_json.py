"""The analysis as every `--json` prints it (RETROSPECTIVE 10)."""

from collections.abc import Mapping, Sequence
from typing import Any

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.loose_ends import LooseEnd
from oncall_tui.domain.analysis.records import KINDS, Mended, Record, mended_titles, record_of


def analysis_json(
    analysis: Analysis, ends: Sequence[LooseEnd], asked: dict[str, Any] | None
) -> dict[str, Any]:
    """Return the whole analysis; `asked` is the next question. `left_out` holds the records that links still lead
    to but that do not count, `not_here` the ids that have not arrived yet.
    """
    return {
        "boundary": analysis.boundary,
        "environment": analysis.environment,
        **{
            table: [record_json(analysis, record) for record in records.values()]
            for table, records in analysis.records.items()
        },
        "loose_ends": [loose_end_json(end) for end in ends],
        "next": asked,
        "left_out": [
            {"table": table, **record_json(analysis, record)}
            for table, records in analysis.left_out.items()
            for record in records.values()
        ],
        "not_here": list(analysis.not_here()),
    }


def record_json(analysis: Analysis, record: Record) -> dict[str, Any]:
    """One record: its id, its fields, and its links in both directions as lists of ids."""
    fields: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in record._asdict().items()
    }
    if isinstance(record, Mended):
        fields["mended_titles"] = mended_titles(record)
    return {**fields, **analysis.derived(record)}


def analysis_from_json(incident: str, value: Mapping[str, Any]) -> Analysis:
    """Return the analysis that `analysis_json` was made of, as far as its records go; rows are not in it."""
    records = {
        kind.table: {
            each["id"]: record_of(kind, each["id"], {**each, "mended_titles": ()})
            for each in value[kind.table]
        }
        for kind in KINDS
    }
    return Analysis(incident, value["boundary"] or "", value["environment"] or "", records)


def loose_end_json(end: LooseEnd) -> dict[str, Any]:
    """Return a loose end, with who settled it, when and why, or null."""
    settled = None if end.settled is None else end.settled._asdict()
    return {"code": end.code, "id": end.id, "text": end.text, "settled": settled}
