"""Rows that stand where one would not expect them, and long silences (T3, T4)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import tzinfo

from oncall_tui.domain.days import long_day
from oncall_tui.domain.duration_text import gap_text
from oncall_tui.domain.local_time import day_text, local_datetime, local_text
from oncall_tui.domain.timeline.event import NOTHING
from oncall_tui.domain.timeline.gaps import Gap, gaps, misplaced_lines, outlier_rows
from oncall_tui.domain.timeline.question import Answer, Question, QuestionContext, RecordChange, confirm_row
from oncall_tui.domain.timeline.questions.stamp_questions import needs_confirmation
from oncall_tui.domain.timeline.row_descriptions import STAYS, row_source_line, source_excerpts

MORNING = 6
LONGEST_NIGHT = 18 * 3_600
MANY_GAPS = 5
SHOWN_GAPS = 3
ADD_ROWS = Answer("leave it open", "I'll add the missing rows (a)")
TYPE_TIME = Answer("another time…", "type it", "It takes its place by that time.", asks=True)


def order_questions(asking: QuestionContext) -> Iterator[Question]:
    """Yield rows that their own source has in another order than their times; each part of a mixed paste has its
    own.
    """
    timeline = asking.timeline
    by_part: dict[tuple[str, int], list[tuple[int, int, str]]] = defaultdict(list)
    for *_, source, line, row in timeline.keys:
        if row in timeline.day_rows or timeline.is_key_event(row):
            continue
        if source and (instant := timeline.instant(row)) is not None:
            part = timeline.records.notes.get(row, NOTHING).get("part") or 0
            by_part[source, part].append((line, instant, row))
    for lines in by_part.values():
        lines.sort()
        for position in misplaced_lines([instant for _, instant, _ in lines]):
            row = lines[position][2]
            if not timeline.settled(row) and not needs_confirmation(timeline.timing(row)):
                yield _look(asking, "order", row, "In its source this line is out of time order.")


def future_questions(asking: QuestionContext) -> Iterator[Question]:
    """Yield rows that have not happened yet, but for those whose own reading says so."""
    timeline = asking.timeline
    for place in range(len(timeline) - 1, -1, -1):
        instant = timeline.instant_at(place)
        if instant is not None and instant <= asking.now:
            return
        row = timeline.id_at(place)
        asked = "future" in (timeline.timing(row).get("flags") or ())
        if timeline.instant(row) is not None and not asked and not timeline.settled(row):
            yield _look(asking, "future", row, f"{_shown(asking, row)} has not come yet.")


def outlier_questions(asking: QuestionContext) -> Iterator[Question]:
    """Yield rows of another week than all the others."""
    for place in outlier_rows(asking.timeline):
        row = asking.timeline.id_at(place)
        if not asking.timeline.settled(row):
            text = f"{_shown(asking, row)} is more than a week away from the other rows."
            yield _look(asking, "far", row, text)


def gap_questions(asking: QuestionContext) -> Iterator[Question]:
    """Silences longer than the span that was set; what they were can be said on the row before them.

    Many of one kind, as in a log over months, are one question.
    """
    timeline = asking.timeline
    by_word: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps(timeline, asking.longest_gap):
        if not timeline.records.events.get(timeline.id_at(gap.after), NOTHING).get("gap"):
            by_word[gap_label(gap, asking.zone) or "quiet"].append(gap)
    for word, found in by_word.items():
        if len(found) < MANY_GAPS:
            yield from (_gap_look(asking, gap, word) for gap in found)
        else:
            yield _gaps_look(asking, found, word)


def _gap_look(asking: QuestionContext, gap: Gap, word: str) -> Question:
    row, following = (asking.timeline.id_at(place) for place in (gap.after, gap.before))
    return Question(
        key=f"gap:{row}",
        kind="gap",
        rows=(row, following),
        text=f"{gap_text(gap.seconds)} without a row, from {_moment(asking, gap.starts_at, row)}.",
        evidence=(
            f"before  {row_source_line(asking.timeline, row)}",
            f"after   {row_source_line(asking.timeline, following)}",
        ),
        choices=(Answer(f"it was {word}", "nothing happened then", STAYS, (_quiet(row, word),)), ADD_ROWS),
    )


def _gaps_look(asking: QuestionContext, found: list[Gap], word: str) -> Question:
    """Ask once about silences of one kind, the longest first."""
    longest = sorted(found, key=lambda gap: -gap.seconds)
    rows = [asking.timeline.id_at(gap.after) for gap in longest]
    shown = zip(longest, rows, strict=True)
    return Question(
        key=f"gaps:{word}",
        kind="gap",
        rows=tuple(rows),
        text=f"{len(found)} silences, from {gap_text(longest[-1].seconds)} to {gap_text(longest[0].seconds)}.",
        evidence=tuple(
            f"{gap_text(gap.seconds)} from {_moment(asking, gap.starts_at, row)}"
            for gap, row in list(shown)[:SHOWN_GAPS]
        ),
        choices=(
            Answer(
                f"all were {word}", "nothing happened then", STAYS, tuple(_quiet(row, word) for row in rows)
            ),
            ADD_ROWS,
        ),
    )


def _quiet(row: str, word: str) -> RecordChange:
    return ("events", row, {"gap": word})


def gap_label(gap: Gap, zone: tzinfo) -> str:
    """`night` if a silence no longer than a night's lasts into a local morning, else nothing."""
    start, end = local_datetime(gap.starts_at, zone), local_datetime(gap.ends_at, zone)
    is_night = gap.seconds < LONGEST_NIGHT and start.date() != end.date() and end.hour >= MORNING
    return "night" if is_night else ""


def _look(asking: QuestionContext, kind: str, row: str, text: str) -> Question:
    keep = Answer("it is right", "", STAYS, (confirm_row(row),))
    return Question(
        f"{kind}:{row}", kind, (row,), text, source_excerpts(asking.timeline, [row]), (keep, TYPE_TIME)
    )


def _shown(asking: QuestionContext, row: str) -> str:
    instant = asking.timeline.instant(row)
    return "an untimed row" if instant is None else _moment(asking, instant, row)


def _moment(asking: QuestionContext, instant: int, row: str) -> str:
    """`17:54 Mon 18 Sep`, as fine as the row has it."""
    if day := asking.timeline.day(row):
        return long_day(day)
    shown = local_text(instant, asking.zone, asking.timeline.timing(row).get("precision") or "minute")
    return f"{shown[11:] or shown} {day_text(instant, asking.zone, year=False)}"
