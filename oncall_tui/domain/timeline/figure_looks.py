"""Durations that a source states, held against the computed ones (L1): `35h 36m` that are 53h36m."""

from collections.abc import Iterator
from dataclasses import dataclass

from oncall_tui.domain.timeline.durations import FigureCheck, check_figure, elapsed_text, figure_in
from oncall_tui.domain.timeline.look import Asking, Choice, Look
from oncall_tui.domain.timeline.moves import STAYS, written_note
from oncall_tui.domain.timeline.order import words_of
from oncall_tui.domain.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure, the note that states it, and what ours says to it."""

    note: str
    check: FigureCheck


def stated_figures(timeline: Timeline) -> list[StatedFigure]:
    """Every figure that the sources state, in the order of their ids."""
    instants = timeline.milestone_instants
    return [
        StatedFigure(id, check_figure(figure, instants))
        for id, note in sorted(timeline.records.notes.items())
        if note.get("destination") == "claim" and (figure := figure_in(words_of(note)))
    ]


def figure_looks(asking: Asking) -> Iterator[Look]:
    """Yield figures that fit no pair of milestones."""
    for stated in stated_figures(asking.timeline):
        key = f"figure:{stated.note}"
        if stated.check.same is None and stated.check.ours is not None and key not in asking.closed:
            yield _figure_look(asking, key, stated)


def _figure_look(asking: Asking, key: str, stated: StatedFigure) -> Look:
    ours, figure = stated.check.ours, stated.check.figure
    assert ours is not None
    difference = ours.seconds - figure.seconds
    mine, theirs = elapsed_text(ours.seconds), elapsed_text(figure.seconds)
    more = "more" if difference > 0 else "less"
    rows = tuple(asking.timeline.placed[name].claim.row for name in (ours.end, ours.start))
    return Look(
        key=key,
        kind="figure",
        rows=rows,
        text=f"The report says time to {figure.what} {theirs}; {ours.start} → {ours.end} is {mine}: "
        f"{elapsed_text(abs(difference))} {more}.",
        evidence=(written_note(asking.timeline, stated.note),),
        choices=(
            Choice(
                f"{mine} is right", "the report's figure is kept as a remark", STAYS, (asking.close(key),)
            ),
            Choice("leave it open", f"or choose another row for {ours.end} with m"),
        ),
    )
