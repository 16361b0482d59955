"""Joining rows: which row stays, and what it then says. No words are lost."""

from collections.abc import Sequence

from oncall_tui.domain.timeline.timeline import Timeline


def staying_row(timeline: Timeline, rows: Sequence[str]) -> str:
    """Return the first of the rows that has a time, in the order of the timeline; the first of all where none has."""
    ordered = in_order(timeline, rows)
    return next((row for row in ordered if timeline.instant(row) is not None), ordered[0])


def in_order(timeline: Timeline, rows: Sequence[str]) -> list[str]:
    """Return the rows, each once, in the order of the timeline."""
    return sorted(dict.fromkeys(rows), key=lambda row: timeline.place_of(row) or 0)


def joined_text(timeline: Timeline, rows: Sequence[str]) -> str:
    """Return the lines of all rows, those of the staying one first; a line that is there already is not said twice."""
    staying = staying_row(timeline, rows)
    others = (row for row in in_order(timeline, rows) if row != staying)
    lines = timeline.text(staying).split("\n")
    said = {_said(line) for line in lines}
    for line in (line for row in others for line in timeline.text(row).split("\n")):
        if (words := _said(line)) and words not in said:
            said.add(words)
            lines.append(line)
    return "\n".join(lines)


def _said(line: str) -> str:
    return " ".join(line.casefold().split())
