"""Analyses made of a few records."""

from oncall_tui.domain.analysis.analysis import Analysis, LinkedRecommendation, LinkedRow
from oncall_tui.domain.analysis.records import Record, kind_of

INCIDENT = "incident"


def analysis(
    *records: Record,
    left_out: tuple[Record, ...] = (),
    rows: tuple[LinkedRow, ...] = (),
    recommendations: tuple[LinkedRecommendation, ...] = (),
    detected: str | None = None,
) -> Analysis:
    """An analysis of these records, by their tables."""
    return Analysis(
        INCIDENT,
        records=_by_table(records),
        left_out=_by_table(left_out),
        rows={row.id: row for row in rows},
        recommendations={each.id: each for each in recommendations},
        detected=detected,
    )


def _by_table(records: tuple[Record, ...]) -> dict[str, dict[str, Record]]:
    tables: dict[str, dict[str, Record]] = {}
    for record in records:
        tables.setdefault(kind_of(record).table, {})[record.id] = record
    return tables
