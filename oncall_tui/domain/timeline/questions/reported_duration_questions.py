"""Durations that a source states, held against the computed ones (L1): `35h 36m` that are 53h36m."""

from collections.abc import Iterator
from dataclasses import dataclass

from oncall_tui.domain.timeline.durations import (
    ReportedDurationCheck,
    check_reported_duration,
    duration_text,
    parse_reported_duration,
)
from oncall_tui.domain.timeline.order import note_text
from oncall_tui.domain.timeline.question import Answer, Question, QuestionContext
from oncall_tui.domain.timeline.row_descriptions import STAYS, note_source_line
from oncall_tui.domain.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class ReportedDurationInNote:
    """A figure, the note that states it, and what ours says to it."""

    note: str
    check: ReportedDurationCheck


def reported_durations(timeline: Timeline) -> list[ReportedDurationInNote]:
    """Every figure that the sources state, in the order of their ids."""
    instants = timeline.milestone_instants
    return [
        ReportedDurationInNote(id, check_reported_duration(figure, instants))
        for id, note in sorted(timeline.records.notes.items())
        if note.get("destination") == "claim" and (figure := parse_reported_duration(note_text(note)))
    ]


def reported_duration_questions(asking: QuestionContext) -> Iterator[Question]:
    """Yield figures that fit no pair of milestones."""
    for stated in reported_durations(asking.timeline):
        key = f"figure:{stated.note}"
        if stated.check.same is None and stated.check.ours is not None and key not in asking.closed:
            yield _figure_look(asking, key, stated)


def _figure_look(asking: QuestionContext, key: str, stated: ReportedDurationInNote) -> Question:
    ours, figure = stated.check.ours, stated.check.figure
    assert ours is not None
    difference = ours.seconds - figure.seconds
    mine, theirs = duration_text(ours.seconds), duration_text(figure.seconds)
    more = "more" if difference > 0 else "less"
    rows = tuple(asking.timeline.milestone_placements[name].claim.row for name in (ours.end, ours.start))
    return Question(
        key=key,
        kind="figure",
        rows=rows,
        text=f"The report says time to {figure.what} {theirs}; {ours.start} → {ours.end} is {mine}: "
        f"{duration_text(abs(difference))} {more}.",
        evidence=(note_source_line(asking.timeline, stated.note),),
        choices=(
            Answer(
                f"{mine} is right", "the report's figure is kept as a remark", STAYS, (asking.close(key),)
            ),
            Answer("leave it open", f"or choose another row for {ours.end} with m"),
        ),
    )
