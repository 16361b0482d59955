"""Rows whose stamp could mean several moments, or was refused, or was read in spite of a doubt (DESIGN, time).

Lines of one source that are in doubt for the same reason are one question: IST is asked once, not forty times.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from oncall_tui.domain.instants import format_instant, parse_instant_or_none
from oncall_tui.domain.local_time import day_text, local_text
from oncall_tui.domain.note import TIME_IN_TEXT, parse_alternatives
from oncall_tui.domain.timeline.event import NOTHING, Fields
from oncall_tui.domain.timeline.question import (
    Answer,
    Question,
    QuestionContext,
    RecordChange,
    SaidOfSource,
    confirm_row,
)
from oncall_tui.domain.timeline.row_descriptions import STAYS, describe_moves, source_excerpts
from oncall_tui.domain.timeline.timeline import Timeline

NO_T_ZERO = "no-t-zero"
T_ZEROS = ("started", "detected")  # milestones that people count from
NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five"}
LITERAL = re.compile(r"literally (\w+),")
IN_USE = re.compile(r"that day \((\w+)\)")
# Flags that leave nothing to ask, and those that questions about the whole timeline ask about.
NOT_ASKED = frozenset({"untimed", "order", "day-assumed", "next-midnight", "next-second"})
WORDS = {
    "zone-shared": "several zones share this abbreviation",
    "zone-season": "this zone is not in use on that date",
    "day-or-month": "day and month could change places",
    "order-fell-back": "day and month fit only the other way round",
    "repeated-hour": "the clock showed this hour twice",
    "skipped-hour": "the clock skipped this hour",
    "weekday-disagrees": "its weekday is another day",
    "which-weekday": "it may be that weekday of another week",
    "link-disagrees": "the link beside it says another time",
    "year-mistyped": "its year seems mistyped",
    "odd-year": "its year is out of range",
    "unit-missing": "its unit is missing",
    NO_T_ZERO: "nothing says what T+ counts from",
    "no-such-date": "there is no such date",
    "no-such-time": "there is no such time",
    "zone-unknown": "nobody knows its zone",
    "date-unknown": "the date in front of it can't be read",
    "zone-elsewhere": "the source names another zone",
    "minutes-missing": "its minutes are left open",
    "date-beside": "figures beside it may be its date",
    "time-beside": "figures beside it may be its time",
    "stamps-disagree": "its line says two different times",
    "zones-disagree": "it names two zones that disagree",
    "am-or-pm": "other times of its source say am or pm",
    "midnight": "midnight may be the start or the end of that day",
    "future": "that is later than its capture",
    "stamp-unread": "what stands at the head looks like one, and was not understood",
    "mail-undated": "no field of it says when it was sent",
    "no-time-column": "no column of the table holds a time",
    TIME_IN_TEXT: "the text holds a time",
}
# Flags of lines that an import left without a time though they may have one.
UNREAD = frozenset({"stamp-unread", "no-time-column", "mail-undated"})


def stamp_questions(asking: QuestionContext) -> Iterator[Question]:
    """Yield a question for every group of rows that are in doubt for the same reason."""
    for rows in _doubtful(asking.timeline).values():
        timing = asking.timeline.timing(rows[0])
        yield (
            _which_reading(asking, rows)
            if len(parse_alternatives(timing.get("alternatives"))) > 1
            else _doubt(asking, rows)
        )


def needs_confirmation(timing: Fields) -> bool:
    """Return whether a stamp's reading has to be asked about: it could be several, or it has a flag that asks."""
    return len(timing.get("alternatives") or ()) > 1 or bool(_asking_flags(timing))


def _asking_flags(timing: Fields) -> list[str]:
    return [flag for flag in timing.get("flags") or () if flag not in NOT_ASKED]


def _doubtful(timeline: Timeline) -> Mapping[Any, list[str]]:
    groups: dict[Any, list[str]] = defaultdict(list)
    for *_, source, _, row in timeline.keys:
        timing = timeline.timing(row)
        if (
            (timing.get("flags") or timing.get("alternatives"))
            and needs_confirmation(timing)
            and not timeline.settled(row)
        ):
            reasons = tuple(why for _, why in parse_alternatives(timing.get("alternatives")))
            groups[(source, tuple(_asking_flags(timing)), reasons) if source else row].append(row)
    return groups


def _which_reading(asking: QuestionContext, rows: list[str]) -> Question:
    timing = asking.timeline.timing(rows[0])
    reasons = [why for _, why in parse_alternatives(timing.get("alternatives"))]
    choices = [_take(asking, rows, position) for position in range(len(reasons))]
    return Question(
        key=f"reading:{rows[0]}",
        kind="reading",
        rows=tuple(rows),
        text=_question(timing, rows, reasons),
        evidence=source_excerpts(asking.timeline, rows),
        choices=(
            *choices,
            Answer("another…", "type the time", "It takes its place by that time.", asks=True),
        ),
    )


def _question(timing: Fields, rows: list[str], reasons: list[str]) -> str:
    if TIME_IN_TEXT in _asking_flags(timing):
        return f"The text holds a time: {reasons[-1].removeprefix('the text says ')}. When did it happen?"
    ways = NUMBERS.get(len(reasons), str(len(reasons)))
    return f"{_these(rows)} can be read in {ways} ways{_because(timing, reasons)}."


def _take(asking: QuestionContext, rows: list[str], position: int) -> Answer:
    """Return the choice of the same alternative for every row."""
    timeline = asking.timeline
    chosen = [(row, parse_alternatives(timeline.timing(row).get("alternatives"))[position]) for row in rows]
    row, (instant, why) = chosen[0]
    changes = [_timed(timeline, row, instant) for row, (instant, _) in chosen]
    shown = local_text(instant, asking.zone, timeline.timing(row).get("precision"))
    label = f"{shown} {day_text(instant, asking.zone, year=False)[:3]}"
    return Answer(
        label, why, describe_moves(timeline, [(row, at) for row, (at, _) in chosen]), tuple(changes)
    )


def _timed(timeline: Timeline, row: str, instant: int) -> RecordChange:
    """Return takes that reading and settles the row; one that stands as it was read is only settled."""
    if timeline.instant(row) == instant:
        return confirm_row(row)
    timing = timeline.timing(row)
    precision = "minute" if TIME_IN_TEXT in _asking_flags(timing) else timing.get("precision")
    fields = {"precision": precision, "approximate": bool(timing.get("approximate"))}
    return ("events", row, {"occurred_at": format_instant(instant), "settled": True, **fields})


def _doubt(asking: QuestionContext, rows: list[str]) -> Question:
    timing = asking.timeline.timing(rows[0])
    known = parse_instant_or_none(timing.get("occurred_at"))
    keep = "leave without a time" if known is None else "it is right"
    shown = "" if known is None else local_text(known, asking.zone, timing.get("precision"))
    is_unread = UNREAD & set(_asking_flags(timing))
    have = "has" if len(rows) == 1 else "have"
    refused = f"{have} no time" if is_unread else f"{have} a stamp that was refused"
    said = refused if known is None else f"{'was' if len(rows) == 1 else 'were'} read as {shown}"
    return Question(
        key=f"stamp:{rows[0]}",
        kind="stamp",
        rows=tuple(rows),
        text=f"{_these(rows)} {said}{_because(timing)}.",
        evidence=source_excerpts(asking.timeline, rows),
        choices=(
            *_t_zeros(asking, rows),
            Answer(keep, "", STAYS, tuple(confirm_row(row) for row in rows)),
            Answer("another…", "type the time", "It takes its place by that time.", asks=True),
        ),
    )


def _t_zeros(asking: QuestionContext, rows: list[str]) -> Iterator[Answer]:
    """Yield what `T+5` may count from: the start, the detection, else the first row with a time; or what is typed."""
    timeline = asking.timeline
    source = timeline.records.notes.get(rows[0], NOTHING).get("source")
    if not source or NO_T_ZERO not in _asking_flags(timeline.timing(rows[0])):
        return
    instants = timeline.milestone_instants
    known = {instants[name]: f"the row marked {name}" for name in T_ZEROS if name in instants}
    moves = "Its rows get their times from that."
    for at, why in (known or _first_time(timeline)).items():
        shown = f"{local_text(at, asking.zone, 'minute')} {day_text(at, asking.zone, year=False)[:3]}"
        yield Answer(f"T+0 = {shown}", why, moves, said=SaidOfSource(source, "t0", format_instant(at)))
    how = "type it with its day and zone; `oncall source INC SOURCE t0=` as well"
    yield Answer("T+0 is…", how, moves, said=SaidOfSource(source, "t0"))


def _first_time(timeline: Timeline) -> dict[int, str]:
    for *_, row in timeline.keys:
        if row not in timeline.day_rows and (at := timeline.instant(row)) is not None:
            return {at: "the first row with a time"}
    return {}


def _season_words(reasons: Sequence[str]) -> str:
    """Return `PST is not in use on that date (PDT is)`, as far as the readings name both."""
    said = "\n".join(reasons)
    literal, there = LITERAL.search(said), IN_USE.search(said)
    if literal is None or there is None:
        return WORDS["zone-season"]
    return f"{literal[1]} is not in use on that date ({there[1]} is)"


def _these(rows: list[str]) -> str:
    return "This line" if len(rows) == 1 else f"These {len(rows)} lines"


def _because(timing: Fields, reasons: Sequence[str] = ()) -> str:
    words = [
        _season_words(reasons) if flag == "zone-season" else WORDS.get(flag, str(flag).replace("-", " "))
        for flag in _asking_flags(timing)
    ]
    return f": {', '.join(words)}" if words else ""
