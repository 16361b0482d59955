"""One note as one row of the stream, and as the lines of the detail pane. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from rich.cells import set_cell_size

from oncall_tui.domain.duration_text import duration_text
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import (
    DIGITS,
    day_text,
    local_datetime,
    local_text,
    offset_text,
    time_of_day_text,
)
from oncall_tui.domain.note import KIND_LABELS, KIND_NAMES, TIME_IN_TEXT, Note
from oncall_tui.domain.secrets import FLAG as SECRET
from oncall_tui.domain.shortened import shortened
from oncall_tui.domain.timeline.questions.stamp_questions import WORDS as DOUBTS
from oncall_tui.domain.visible import escape_line
from oncall_tui.read_models.note_overview import FoldedLines
from oncall_tui.widgets.rows import Row, Span, divider, justify_row, truncate_row

KIND_TONES = {"decided": "strong", "suspect": "warn", "idea": "idea", "did": "good"}
TIME_CELLS = 8
MOST_LABELS = 26
# Of the column of authors, which stands where more than one person writes.
MOST_WHO = 8
LONGEST_LINE = 500
MOST_VERB = 40


@dataclass(frozen=True, slots=True)
class NoteAnnotations:
    """Facts about a note from outside it: its milestone, how often it was done by hand, whether it was pasted.

    `who`: the cells of the column of authors, 0 where one person alone writes.
    """

    milestone: str | None = None
    times: int = 1
    pasted: bool = False
    who: int = 0


def note_row(note: Note, beside: NoteAnnotations, zone: tzinfo, width: int) -> Row:
    """`03:12:07   saw  PagerDuty: HTTP 5xx > 5%       PD-8841`; the text is cut, what is beside it is not."""
    labels = _labels(note, beside)
    text = Span(_without(first_line(note), labels), "muted" if note.struck else "")
    who = Span(set_cell_size(escape_line(note.author or ""), beside.who) + " " if beside.who else "", "muted")
    left = (*time_spans(note, zone), *_sign(note), Span(" "), _kind(note), Span(" "), who, text)
    return justify_row(left, truncate_row(labels, MOST_LABELS), width)


def fold_row(fold: FoldedLines, first: Note, zone: tzinfo, width: int) -> Row:
    """`15:32:01        ▸ 3,214 lines: kubelet-old-1.log       folded`, at the time of the first of them."""
    text = Span(f"▸ {_lines(fold)}: {fold.name}")
    return justify_row((*time_spans(first, zone), Span(f"{'':7}"), text), (Span("folded", "muted"),), width)


def _lines(fold: FoldedLines) -> str:
    return "1 line" if fold.lines == 1 else f"{fold.lines:,} lines"


def fold_lines(fold: FoldedLines) -> list[Row]:
    """Build the detail pane of folded lines."""
    return [
        divider("folded"),
        (Span(f" {_lines(fold)} of {fold.name}", "strong"),),
        (Span(" Enter shows them; there Space marks lines and Enter picks them in.", "muted"),),
    ]


def time_spans(note: Note, zone: tzinfo) -> Row:
    """Return the time of day in eight cells, as fine as it is known, and `~` where it is approximate."""
    if note.occurred_at is None:
        return (Span(f"{'·':>5}   ", "muted"), Span(" "))
    precision = note.precision or "second"
    digits = min(DIGITS.get(precision, 19), 19)
    moment = local_datetime(note.occurred_at, zone)
    text = f"{moment:%H:%M:%S}"[: max(0, digits - 11)] if precision != "day" else "all day"
    return (Span(f"{text:<{TIME_CELLS}}"), Span("~" if note.approximate else " ", "warn"))


def first_line(note: Note) -> str:
    """Return the first line that says something; a folded paste says how many lines there are."""
    lines = note.text.splitlines()
    first = next((line.strip() for line in lines if line.strip()), "")[:LONGEST_LINE]
    return f"▸ {len(lines)} lines: {first}" if len(lines) > 1 else first


def _without(text: str, labels: Row) -> str:
    """Return the text without the words at its end that stand at the right of the row anyway."""
    beside = {word for span in labels for word in span.text.split()}
    words = text.split(" ")
    while len(words) > 2 and words[-1] in beside:
        words.pop()
    return " ".join(words)


def needs_look(note: Note) -> bool:
    """Return whether how its stamp was read is not certain."""
    return not note.struck and bool(note.flags or note.alternatives)


def _sign(note: Note) -> Row:
    if note.struck:
        return (Span("x", "muted"),)
    if needs_look(note):
        return (Span("!", "warn"),)
    return (Span("*" if note.pinned else " ", "badge"),)


def _kind(note: Note) -> Span:
    word = "upd" if note.verb == "update" else KIND_LABELS.get(note.kind or "", "")
    return Span(f"{word:<4}", KIND_TONES.get(note.kind or "", "muted"))


def _labels(note: Note, beside: NoteAnnotations) -> Row:
    """Build the labels at the right: warnings first, then the milestone, else the most telling label."""
    if SECRET in note.flags and not note.struck:
        return (Span("secret?", "warn"),)
    if beside.milestone:
        return (Span(f"‹{beside.milestone}›", "badge"),)
    if beside.times > 1:
        return (Span(_ordinal(beside.times) + " time", "warn"),)
    tickets = [reference for reference in note.references if "://" not in reference]
    words = [*tickets, *(f"#{tag}" for tag in note.tags), *(f"@{person}" for person in note.people)]
    if not words and note.references:
        words = ["link"]
    if not words and beside.pasted:
        words = ["pasted"]
    return (Span(" ".join(words), "link" if tickets else "idea"),) if words else ()


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number % 100 < 14 else endings.get(number % 10, 'th')}"


def note_lines(note: Note, beside: NoteAnnotations, zone: tzinfo) -> list[Row]:
    """Everything there is to know about one note: what happened when, how that was read, the text as written."""
    rows = [divider(_name(note, beside)), *_times(note, zone)]
    rows += [(Span(" ! ", "warn"), Span(flag.replace("-", " "))) for flag in note.flags]
    for instant, why in note.alternatives:
        rows.append((Span("   could be ", "muted"), Span(f"{local_text(instant, zone)}  {why}")))
    for title, words in (("tags", note.tags), ("people", note.people), ("links", note.references)):
        if words:
            rows.append((Span(f" {title:<9} ", "muted"), Span("  ".join(words))))
    rows.append(divider("as written" + (f", line {note.line}" if note.line and note.source else "")))
    rows += [(Span(f" {line}"),) for line in note.raw.splitlines()]
    if note.text != note.raw:
        rows += [divider("as amended or read"), *((Span(f" {line}"),) for line in note.text.splitlines())]
    return rows


def _name(note: Note, beside: NoteAnnotations) -> str:
    words = [note.kind or "note"]
    if beside.milestone:
        words.append(f"‹{beside.milestone}›")
    if note.struck:
        words.append("left out")
    if note.pinned:
        words.append("pinned")
    return " · ".join(words)


def _times(note: Note, zone: tzinfo) -> Iterator[Row]:
    if note.occurred_at is None:
        yield Span(" happened  ", "muted"), Span("no time in this line; it stands behind the one before it")
    else:
        about = "~" if note.approximate else ""
        when = f"{about}{local_text(note.occurred_at, zone, note.precision)} {offset_text(note.occurred_at, zone)}"
        yield Span(" happened  ", "muted"), Span(f"{day_text(note.occurred_at, zone, year=False)[:3]} {when}")
    who = f" by {note.author}" if note.author else ""
    yield Span(" written   ", "muted"), Span(f"{local_text(note.recorded_at, zone)}{who}")
    if note.zone_used and note.zone_origin != "capture":
        yield (
            Span(" read with ", "muted"),
            Span(f"{note.zone_used}, from the {note.zone_origin}; {note.confidence or ''}"),
        )


def preview_words(note: Note, zone: tzinfo, now: int, next_update_at: int | None = None) -> str:
    """`happened 03:52:00 UTC (7m ago) · did`: what Enter will save, said before it."""
    words = [_when_words(note, zone, now)]
    if note.verb:
        words.append(shortened(first_line(note), MOST_VERB))
    elif note.kind:
        words.append(KIND_NAMES.get(note.kind, note.kind))
    if next_update_at is not None:
        words.append(f"next update due {time_of_day_text(next_update_at, zone, 'minute')}")
    words += [f"#{tag}" for tag in note.tags[:3]] + [f"@{person}" for person in note.people[:3]]
    return " · ".join(words)


def preview_warning(note: Note, zone: tzinfo) -> str:
    """Warn before Enter of a time that could be another one; "" if there is nothing to say."""
    if TIME_IN_TEXT in note.flags:
        if not note.alternatives:
            return "holds a time that can't be read"
        instant, why = note.alternatives[-1]
        return f"{why.removeprefix('the text ')}: ^T takes {time_of_day_text(instant, zone, 'minute')}"
    flags = [flag for flag in note.flags if flag != SECRET]
    if not flags:
        return ""
    others = " or ".join(time_of_day_text(instant, zone, "minute") for instant, _ in note.alternatives)
    return f"! {DOUBTS.get(flags[0], flags[0].replace('-', ' '))}" + (f": {others}?" if others else "")


def _when_words(note: Note, zone: tzinfo, now: int) -> str:
    if note.occurred_at is None or abs(now - note.occurred_at) < 2 * SECOND:
        return "now"
    ago = duration_text(_whole_units(note, abs(now - note.occurred_at) // SECOND))
    moment = local_datetime(note.occurred_at, zone)
    today = moment.date() == local_datetime(now, zone).date()
    day = "" if today else f"{day_text(note.occurred_at, zone, year=False)} "
    about = "~" if note.approximate else ""
    tense = f"{ago} ago" if note.occurred_at <= now else f"in {ago}!"
    until = f"–{local_datetime(note.ends_at, zone):%H:%M}" if note.ends_at is not None else ""
    return f"happened {about}{day}{moment:%H:%M:%S}{until} {moment:%Z} ({tense})"


def _whole_units(note: Note, seconds: int) -> int:
    """`-10m` was ten minutes ago, though the clock went on by a second since: as fine as it was typed."""
    return (seconds + 30) // 60 * 60 if note.precision == "minute" and note.rule == "back" else seconds
