"""The lines of a review as rows of a list, drawn while they are in sight. Pure."""

from oncall_tui.domain.analysis.records import KIND_IN
from oncall_tui.domain.local_time import zoned_text
from oncall_tui.domain.note import KIND_LABELS
from oncall_tui.domain.plural import count_text
from oncall_tui.read_models.review_view import ReviewView
from oncall_tui.screens.review.lines import EVENTS, ReviewLine, ReviewLines
from oncall_tui.widgets.rows import Row, Span, justify_row, row_width, rule, truncate_row

TIME, TITLE, KIND = 8, 26, 18
MOST_BADGES = 34


class ReviewRows:
    """Rows for a list over the lines of one state of a review."""

    def __init__(self, lines: ReviewLines) -> None:
        self.lines = lines
        self._places = {line.id: index for index, line in enumerate(lines.lines)}

    def __len__(self) -> int:
        return len(self.lines.lines)

    def row_id(self, index: int) -> str:
        return self.lines.lines[index].id

    def index_of(self, row_id: str) -> int | None:
        return self._places.get(row_id)

    def selectable(self, index: int) -> bool:
        return not self.lines.lines[index].is_heading

    def row(self, index: int, width: int) -> Row:
        line = self.lines.lines[index]
        if line.place is None and line.target is not None and line.threads:
            return rule(line.title, width, talk_words(line))
        return rule(line.title, width) if line.is_heading else line_row(line, self.lines, width)

    def line(self, row_id: str | None) -> ReviewLine | None:
        """Return the line of a row."""
        index = self.index_of(row_id) if row_id else None
        return None if index is None else self.lines.lines[index]


def line_row(line: ReviewLine, lines: ReviewLines, width: int) -> Row:
    """`  14:03    saw  User: no space left on device         1 talk`."""
    view = lines.read.view
    return justify_row(
        (Span("  "), *_left(line, lines)),
        truncate_row(_badges(line, view, lines.read.changed), MOST_BADGES),
        width,
    )


def talk_words(line: ReviewLine) -> str:
    """`2 talks`, `1 ended`: how much is said about a line; nothing where nobody said anything."""
    open_ones = sum(thread.is_open for thread in line.threads)
    if open_ones:
        return count_text(open_ones, "talk")
    return f"{len(line.threads)} ended" if line.threads else ""


def time_words(view: ReviewView, row: str, lines: ReviewLines) -> str:
    """Return the time of a row in the shown zone, as fine as it was written; blank for none."""
    event = view.writeup.timeline.event(row)
    if event.occurred_at is None or event.day:
        return ""
    text = zoned_text(event.occurred_at, lines.read.zone, event.precision)[11:]
    return f"{text}{'~' if event.approximate else ''}"


def _left(line: ReviewLine, lines: ReviewLines) -> Row:
    view = lines.read.view
    if line.place is None or line.target is None:
        return (Span(_first(line.title), "muted"),)
    table = line.target.table
    if table == EVENTS:
        event = view.writeup.timeline.event(line.target.id)
        time, word = time_words(view, line.target.id, lines), KIND_LABELS.get(event.kind or "", "")
        return Span(f"{time:<{TIME}} "), Span(f"{word:<4} ", "muted"), Span(_first(event.text))
    if table in KIND_IN or table == "recommendations":
        kind = KIND_IN[table].name.replace("-", " ") if table in KIND_IN else "recommendation"
        return Span(f"{kind:<{KIND}} ", "muted"), Span(_first(line.title))
    title = truncate_row((Span(line.title, "strong"),), TITLE)
    text = view.text(line.target)
    words = Span(_first(text) if text.strip() else "empty", "" if text.strip() else "muted")
    return (*title, Span(" " * (TITLE + 1 - row_width(title))), words)


def _badges(line: ReviewLine, view: ReviewView, changed: frozenset[int]) -> Row:
    parts: list[Span] = []
    if line.target is not None and line.target.table == EVENTS and line.place is not None:
        event = view.writeup.timeline.event(line.target.id)
        parts += [Span(f"‹{name}›", "badge") for name in event.milestones]
    if line.place in changed:
        parts.append(Span("changed", "warn"))
    if words := talk_words(line):
        parts.append(Span(words, "muted" if words.endswith("ended") else "idea"))
    return tuple(span for part in parts for span in (Span("  "), part))


def _first(text: str) -> str:
    """Return the first line that says something."""
    return next((line.strip() for line in text.split("\n") if line.strip()), "")
