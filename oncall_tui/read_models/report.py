"""Build the report of an incident: one JSON value that every format is written from (RETROSPECTIVE 6).

Nothing in it depends on the day or the machine, so two replicas with the same state have the same bytes.
"""

from typing import Any

from oncall_tui.domain.analysis.as_json import analysis_json, record_json
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.domain.report.recommendation_fields import SAID
from oncall_tui.domain.review.records import DISSENT
from oncall_tui.domain.review.threads import Thread
from oncall_tui.domain.timeline.gaps import gaps
from oncall_tui.domain.timeline.row_words import row_words
from oncall_tui.domain.timeline.timeline_export import sheet_json
from oncall_tui.domain.writeup.sections import AMENDMENTS, DISSENTS, TITLES, Section
from oncall_tui.read_models.completions import signed_report
from oncall_tui.read_models.recommendation_records import recommendations_in
from oncall_tui.read_models.review_view import ReviewView
from oncall_tui.read_models.timeline_view import export_of_view, longest_gap
from oncall_tui.read_models.writeup_json import section_json
from oncall_tui.read_models.writeup_view import WriteupView

FORMAT = "oncall-report/1"
SECOND = 1_000_000

Json = dict[str, Any]


def report_of(writeup: WriteupView) -> Json:
    """Return the report of a write-up as `oncall report --format json` prints it."""
    incident = writeup.view.incident
    sheet = export_of_view(writeup.view, writeup.zone or incident.zone, writeup.now)
    timeline = sheet_json(sheet)
    analysis = writeup.analysis
    review = ReviewView(writeup)
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
        "review": _review(review),
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
        "dissents": [_dissent(review, thread) for thread in review.threads if _is_dissent(thread)],
        "completion": None,
        "completions": [],
        "amendments": [],
        "problems": [],
    }


def printed_report(writeup: WriteupView) -> Json:
    """Return the report as it is printed: of a complete incident what was signed, and its amendments."""
    report = signed_report(report_of(writeup), writeup.view.tables)
    for name in (DISSENTS, AMENDMENTS):
        if report[name] and not any(section["name"] == name for section in report["sections"]):
            report["sections"].append(_computed_section(name))
    if writeup.view.incident.stage == "complete" and report["completion"] is None:
        report["problems"] = [*report["problems"], "complete, nothing signed"]
    return report


def _computed_section(name: str) -> Json:
    return {**section_json(Section(name, TITLES[name])), "versions": []}


def _review(review: ReviewView) -> Json:
    """Return who was asked, who read to the end, who signed, and whether later edits followed."""
    return {
        "reviewers": list(review.round.reviewers) if review.round else [],
        "read_by": list(review.read_by),
        "signed": [
            {"name": reader.name, "stale": reader.stale}
            for reader in review.readers
            if reader.signed is not None
        ],
    }


def _is_dissent(thread: Thread) -> bool:
    return thread.ending is not None and thread.ending.kind == DISSENT


def _dissent(review: ReviewView, thread: Thread) -> Json:
    """Return a disagreement that stays: both positions, and what would change them."""
    comment, ending = thread.comment, thread.ending
    assert ending is not None
    return {
        "id": ending.id,
        "comment": comment.id,
        "title": review.title(comment.target),
        "text": comment.text,
        "position": ending.position or comment.text,
        "standing": ending.standing,
        "would_change": ending.would_change,
        "by": comment.by,
        "recorded_by": ending.by,
    }


def _without(value: Json, name: str) -> Json:
    return {key: held for key, held in value.items() if key != name}


def _gaps(writeup: WriteupView) -> list[Json]:
    """Return the long silences: the row that each one follows, and its length in seconds."""
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
