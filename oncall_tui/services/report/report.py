"""Build the report of an incident: one JSON value that every format is written from (RETROSPECTIVE 6).

Nothing in it depends on the day or the machine, so two replicas with the same state have the same bytes.
"""

from typing import Any

from oncall_tui.domain.analysis.as_json import analysis_json, record_json
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.domain.timeline.row_words import row_words
from oncall_tui.domain.timeline.shape import gaps
from oncall_tui.domain.timeline.sheet import sheet_json
from oncall_tui.services.recommendations.records import recommendations_in
from oncall_tui.services.timeline.timelines import longest_gap, sheet_of_view
from oncall_tui.services.writeup.as_json import section_json
from oncall_tui.services.writeup.view import WriteupView

FORMAT = "oncall-report/1"
SECOND = 1_000_000
# What a report says of a recommendation; its ages, flags and history depend on the day or belong to the tracker.
SAID = (
    "statement",
    "owner",
    "sponsor",
    "label",
    "due",
    "definition_of_done",
    "change_type",
    "outcome",
    "risk",
    "decision",
    "workaround",
    "reason",
    "effect_check",
    "effect_due",
    "effect_verdict",
    "part_of",
)

Json = dict[str, Any]


def report_of(writeup: WriteupView) -> Json:
    """Return the report of a write-up as `oncall report --format json` prints it."""
    incident = writeup.view.incident
    sheet = sheet_of_view(writeup.view, writeup.zone or incident.zone, writeup.now)
    timeline = sheet_json(sheet)
    analysis = writeup.analysis
    return {
        "format": FORMAT,
        "incident": {
            "id": incident.id,
            "handle": incident.handle,
            "title": incident.title,
            "severity": incident.severity,
            "type": incident.type,
            "zone": timeline["zone"],
            "preparer": incident.preparer or None,
        },
        "review": {"reviewers": [], "read_by": [], "signed": []},
        "sections": [
            {**section_json(section), "versions": list(section.versions)} for section in writeup.sections
        ],
        "timeline": timeline["events"],
        "row_words": {
            row.event.id: words for row in sheet.rows if (words := row_words(row.event)) != row.event.text
        },
        "gaps": _gaps(writeup),
        "durations": timeline["durations"],
        "figures": timeline["figures"],
        "analysis": _without(analysis_json(analysis, writeup.loose_ends, None), "next"),
        "recommendations": [
            _recommendation(item, writeup) for item in recommendations_in(incident.id, writeup.view.tables)
        ],
        "no_recommendations": incident.no_recommendations or None,
        "questions": [record_json(analysis, each) for each in analysis.questions if each.state != "answered"],
        "dissents": [],
        "completion": None,
        "completions": [],
        "amendments": [],
    }


def _without(value: Json, name: str) -> Json:
    return {key: held for key, held in value.items() if key != name}


def _gaps(writeup: WriteupView) -> list[Json]:
    """The long silences: the row that each one follows, and its length in seconds."""
    timeline = writeup.timeline
    return [
        {"after": timeline.id_at(gap.after), "seconds": gap.seconds}
        for gap in gaps(timeline, longest_gap(writeup.view))
    ]


def _recommendation(item: Recommendation, writeup: WriteupView) -> Json:
    return {
        "id": item.id,
        "title": item.title,
        "status": item.status,
        **{name: getattr(item, name) or None for name in SAID},
        "incidents": list(item.incidents),
        "tickets": list(item.tickets),
        "tags": list(item.labels),
        "mends": [record.id for record in writeup.analysis.mending(item.id)],
        "merged_into": item.merged_into or None,
    }
