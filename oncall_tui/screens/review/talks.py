"""The talks about one line of the review: each comment with its thread, its end, or who may end it. Pure."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple

from oncall_tui.domain.instants import DAY
from oncall_tui.domain.local_time import WEEKDAYS as SHORT_WEEKDAYS
from oncall_tui.domain.local_time import day_text, local_datetime, local_text
from oncall_tui.domain.review.records import CHANGE, CLARIFY, DISAGREE, Comment
from oncall_tui.domain.review.threads import Thread, is_late, is_past
from oncall_tui.domain.word_diff import Side, word_diff
from oncall_tui.read_models.review_view import CHANGED, EXACT, ReviewView
from oncall_tui.screens.review.lines import EVENTS, ReviewLine
from oncall_tui.screens.review.rows import talk_words
from oncall_tui.services.review.proposals import text_then
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Span, rule, wrap

KIND, DAY_CELLS, NAME = 9, 6, 10
WEEK = 6 * DAY
SHORT = 14
HEAD = "head"
MARKS: dict[Side, tuple[str, str]] = {
    "both": ("{}", ""),
    "first": ("[-{}-]", "bad"),
    "second": ("[+{}+]", "good"),
}


class Pane(NamedTuple):
    """Inputs of the pane: `now` is UTC microseconds; `raw`: show the source lines of the row too."""

    view: ReviewView
    zone: tzinfo
    now: int
    width: int
    raw: bool = False


def talk_rows(line: ReviewLine, pane: Pane) -> FixedRows:
    """Return the whole text of the line, what it was made of if that is wanted, and each thread about it."""
    title = " · ".join(part for part in (line_name(line), talk_words(line)) if part)
    rows = [FixedRow("rule", rule(title, pane.width, "v raw" if _is_row(line) else ""), False)]
    texts = [*_text_rows(line, pane), *(_raw_rows(line, pane) if pane.raw else ())]
    for number, row in enumerate(texts):
        rows += _wrapped(f"{HEAD}" if number == 0 else f"text:{number}", row, pane.width, " ", number == 0)
    for thread in line.threads:
        rows += thread_rows(thread, pane)
    return FixedRows(rows)


def line_name(line: ReviewLine) -> str:
    """`15:26` of a row, else its title."""
    if _is_row(line):
        return short_title(line.title)
    return line.title.split("\n")[0]


def _is_row(line: ReviewLine) -> bool:
    return line.place is not None and line.target is not None and line.target.table == EVENTS


def short_title(title: str) -> str:
    """Return `15:34` of the title of a row, else its beginning."""
    time, blank, _ = title.partition("  ")
    return time.partition(" ")[2] or time if blank else title[:SHORT]


def thread_rows(thread: Thread, pane: Pane) -> Iterator[FixedRow]:
    """Return the comment, on whose first line the cursor may be, and what follows it."""
    comment = thread.comment
    indent = " " * (KIND + _name_cells(thread) + DAY_CELLS + 4)
    late = " (late)" if is_late(comment, pane.view.round) else ""
    kind = f" {comment.kind:<{KIND}} "
    row = (Span(kind, "strong"), *_said(thread, comment.by, comment.at, pane), Span(comment.text + late))
    yield from _wrapped(comment.id, row, pane.width, indent, True)
    for number, row in enumerate(_rest(thread, pane)):
        yield from _wrapped(f"{comment.id}:{number}", row, pane.width, indent, False)


def _rest(thread: Thread, pane: Pane) -> Iterator[Row]:
    comment, blank = thread.comment, Span(" " * (KIND + 2))
    indent = Span(" " * (KIND + _name_cells(thread) + DAY_CELLS + 4))
    if comment.quote is not None:
        yield (indent, Span(f"about “{comment.quote.exact}”", "muted"))
    yield from ((indent, *row) for row in change_rows(comment, pane.view))
    for reply in thread.replies:
        yield (blank, *_said(thread, reply.by, reply.at, pane), Span(reply.text))
    for rejected in thread.rejected:
        said = f"{rejected.ending.by} says {rejected.ending.kind}; {rejected.who_may}"
        yield (indent, Span(said, "muted"))
    for ending in thread.contested:
        yield (indent, Span(f"{ending.by} says {ending.kind}; others say otherwise, so it is open", "warn"))
    yield from ((indent, *row) for row in _end_rows(thread, pane))


def change_rows(comment: Comment, view: ReviewView) -> Iterator[Row]:
    """Return what its text has become since, and what it proposes, word by word."""
    now, moved = view.text(comment.target), view.anchor(comment) != EXACT
    then = text_then(view, comment) if moved else now
    if view.anchor(comment) == CHANGED:
        known = difference(then, now) if then is not None else (Span("its words then are not kept", "muted"),)
        yield (Span("changed since: ", "warn"), *known)
    if comment.proposal is not None:
        yield (Span("proposes: ", "muted"), *difference(now if then is None else then, comment.proposal))


def difference(before: str, after: str) -> Row:
    """Return both texts in one, with signs, so that it shows without colour too: `[-gone-][+new+]`."""
    pieces = word_diff(before, after)
    return tuple(Span(MARKS[piece.side][0].format(piece.text), MARKS[piece.side][1]) for piece in pieces)


def _end_rows(thread: Thread, pane: Pane) -> Iterator[Row]:
    ending = thread.ending
    if ending is None:
        yield (Span(open_words(thread, pane), "idea"),)
        if thread.because or thread.comment.summary:
            summary = thread.comment.summary or "r m writes its line"
            why = f" ({thread.because})" if thread.because else ""
            yield (Span(f"for the agenda{why}: {summary}", "muted"),)
        return
    words = f": {ending.text}" if ending.text else ""
    yield (Span(f"{ending.kind} by {ending.by}{words}", "good"),)
    for name, text in (
        ("position", ending.position),
        ("standing", ending.standing),
        ("would change minds", ending.would_change),
    ):
        if text:
            yield (Span(f"{name}: ", "muted"), Span(text))


def open_words(thread: Thread, pane: Pane) -> str:
    """Return who ends an open thread, and until when it is open."""
    by, held = thread.comment.by, pane.view.round
    past = is_past(held, pane.now)
    kind = thread.comment.kind
    if kind == CHANGE:
        return "open: apply or decline it"
    if kind == CLARIFY:
        return "open: anyone says answered" if past else f"open: {by} says answered"
    if kind == DISAGREE:
        until = f" until {_until(held.until, pane)}" if held and held.until is not None and not past else ""
        return f"open{until}: {by} says resolved" + (", or it is recorded as dissent" if past else "")
    return "open: this version does not know its kind"


def _until(instant: int, pane: Pane) -> str:
    moment = local_datetime(instant, pane.zone)
    return f"{SHORT_WEEKDAYS[moment.weekday()]} {local_text(instant, pane.zone, 'minute')[11:]}"


def _said(thread: Thread, by: str, at: int, pane: Pane) -> Row:
    cells = _name_cells(thread)
    name = by if len(by) <= cells else f"{by[: cells - 1]}…"
    return Span(f"{name:<{cells}} ", "strong"), Span(f"{said_day(at, pane):<{DAY_CELLS}} ", "muted")


def _name_cells(thread: Thread) -> int:
    names = [thread.comment.by, *(reply.by for reply in thread.replies)]
    return min(NAME, max(3, *map(len, names)))


def said_day(at: int, pane: Pane) -> str:
    """`Tue` within a week, else `14 Nov`."""
    moment = local_datetime(at, pane.zone)
    if 0 <= pane.now - at < WEEK:
        return SHORT_WEEKDAYS[moment.weekday()]
    return day_text(at, pane.zone, year=False).partition(" ")[2]


def _text_rows(line: ReviewLine, pane: Pane) -> Iterator[Row]:
    """Yield the whole text of an item, a row a line."""
    if line.place is None or line.target is None:
        return
    text = pane.view.text(line.target)
    lines = [each for each in text.splitlines() if each.strip()]
    yield from ((Span(each),) for each in lines or ["empty"])


def _raw_rows(line: ReviewLine, pane: Pane) -> Sequence[Row]:
    """Return the source lines of a row, as written."""
    if line.target is None or not _is_row(line):
        return [(Span("Only a row of the timeline has raw lines.", "muted"),)]
    event, notes = pane.view.writeup.timeline.event(line.target.id), pane.view.tables.get("notes", {})
    raw = [str(notes.get(note, {}).get("raw") or "") for note in event.notes or (event.id,)]
    rows: list[Row] = [(Span("As written:", "muted"),)]
    return rows + [(Span(f"  {each}", "muted"),) for text in raw for each in text.splitlines()]


def _wrapped(id: str, row: Row, width: int, indent: str, selectable: bool) -> list[FixedRow]:
    parts = wrap(row, max(20, width), indent if len(indent) < width // 2 else "  ")
    return [
        FixedRow(id if number == 0 else f"{id}+{number}", part, selectable and number == 0)
        for number, part in enumerate(parts)
    ]
