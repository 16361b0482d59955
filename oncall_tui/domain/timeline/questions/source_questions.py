"""Questions about a whole source: its day was assumed, none of its rows has a time, its entries became no rows (T2)."""

from collections.abc import Iterator, Mapping
from typing import Any

from oncall_tui.domain.local_time import day_text
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.timeline.question import Answer, Question, QuestionContext, SaidOfSource
from oncall_tui.domain.timeline.row_descriptions import STAYS, source_excerpts

FEWEST_ASKED = 2  # a single line without a time is a remark, and its place says enough


def source_questions(asking: QuestionContext) -> Iterator[Question]:
    """At most one question of each kind for a source."""
    sources = asking.timeline.records.sources
    rows = _rows_by_source(asking) if sources else {}
    for id, source in sources.items():
        if id in rows and source.get("day_assumed"):
            yield from _day_look(asking, id, source, rows[id])
        yield from _untimed_look(asking, id, source, rows.get(id, []))


def _rows_by_source(asking: QuestionContext) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for *_, source, _, row in asking.timeline.keys:
        if source:
            found.setdefault(source, []).append(row)
    return found


def _day_look(
    asking: QuestionContext, id: str, source: Mapping[str, Any], rows: list[str]
) -> Iterator[Question]:
    key = f"day:{id}"
    timed = [
        row for row in rows if asking.timeline.instant(row) is not None and not asking.timeline.settled(row)
    ]
    if key in asking.closed or not timed:
        return
    day = day_text(asking.timeline.instant(timed[0]) or 0, asking.zone)
    by_name = ", as its name says" if source.get("date") == source["day_assumed"] else ""
    yield Question(
        key=key,
        kind="day",
        rows=tuple(timed),
        text=f"{_name(source)} does not say which day it was. Its first time was taken to be on {day}{by_name}.",
        evidence=source_excerpts(asking.timeline, timed),
        choices=(
            Answer(f"it was {day}", "", STAYS, (asking.close(key),)),
            Answer("another day…", "type it", "Its rows move to that day.", said=SaidOfSource(id, "date")),
            Answer("leave it open", "T gives the source another day, `oncall source` as well"),
        ),
    )


def _untimed_look(
    asking: QuestionContext, id: str, source: Mapping[str, Any], rows: list[str]
) -> Iterator[Question]:
    """None of its rows has a time; or it has lines with times, and no row."""
    key, stamped = f"untimed:{id}", source.get("stamped_lines") or 0
    timeline = asking.timeline
    if key in asking.closed or any(timeline.instant(row) is not None for row in rows):
        return
    open_rows = [row for row in rows if not timeline.settled(row) and not timeline.timing(row).get("flags")]
    if len(open_rows) >= FEWEST_ASKED:
        text = f"None of the {count_text(len(open_rows), 'row')} of {_name(source)} has a time."
    elif stamped and not rows and not source.get("log"):
        text = f"{_name(source)} has {count_text(stamped, 'line')} with a time, and none of them is a row."
    else:
        return
    yield Question(
        key=key,
        kind="stamp",
        rows=tuple(open_rows),
        text=text,
        evidence=source_excerpts(timeline, open_rows),
        choices=(
            Answer("it is right", "", STAYS, (asking.close(key),)),
            Answer("leave it open", "T shows its lines: there they are picked into the timeline"),
        ),
    )


def _name(source: Mapping[str, Any]) -> str:
    return str(source.get("name") or "The paste")
