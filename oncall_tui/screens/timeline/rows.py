"""The rows of a timeline for the list: events, and between them days and long silences. Pure.

Only what decides the places of the lines is worked out beforehand, by halving and jumping; a row is worked out
when it is in sight, so that 100,000 open as fast as ten.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import islice

from oncall_tui.domain.days import short_day
from oncall_tui.domain.duration_text import gap_text
from oncall_tui.domain.instants import format_instant
from oncall_tui.domain.local_time import day_text, end_text, next_day, offset_text, zoned_text
from oncall_tui.domain.note import KIND_LABELS
from oncall_tui.domain.timeline.event import NOTHING, Event
from oncall_tui.domain.timeline.gaps import LONGEST_GAP, Gap, gaps
from oncall_tui.domain.timeline.questions.row_questions import gap_label
from oncall_tui.domain.timeline.timeline import Timeline
from oncall_tui.widgets.rows import Row, Span, justify_row, rule, truncate_row

TIME_CELLS = 8
MOST_CUTS = 1_000
MOST_LABELS = 30
KIND_TONES = {"decided": "strong", "suspect": "warn", "idea": "idea", "did": "good"}


@dataclass(frozen=True, slots=True)
class TimelineDisplay:
    """Display options of a timeline: all positions or some, and the zone. `asked`: the rows that need a look, with
    the milestones that they are asked about; `longest_gap` is in microseconds; silences are lines only where all
    rows are shown.
    """

    timeline: Timeline
    zone: tzinfo
    places: Sequence[int]
    asked: Mapping[str, Sequence[str]] = field(default_factory=dict)
    longest_gap: int = LONGEST_GAP
    ascii: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether all rows are shown."""
        return len(self.places) == len(self.timeline)


@dataclass(frozen=True, slots=True)
class Divider:
    """A line that is no event, before the row at `before` (an index into the shown places)."""

    before: int
    day: int | None = None
    gap: Gap | None = None


class TimelineRows:
    """The lines, by index: shown rows with the cuts between them. The day of the top line stands above the list."""

    def __init__(self, shown: TimelineDisplay) -> None:
        self.shown = shown
        self._cuts = sorted([*_gap_cuts(shown), *_day_cuts(shown)], key=lambda cut: cut.before)
        self._befores = [cut.before for cut in self._cuts]
        self._lines = [cut.before + number for number, cut in enumerate(self._cuts)]

    def __len__(self) -> int:
        return len(self.shown.places) + len(self._cuts)

    def row_id(self, index: int) -> str:
        cut, place = self._at(index)
        return self.shown.timeline.id_at(place) if cut is None else f"cut:{index}"

    def index_of(self, row_id: str) -> int | None:
        place = self.shown.timeline.place_of(row_id)
        if place is None:
            return None
        position = place if self.shown.is_whole else bisect_left(self.shown.places, place)
        if position >= len(self.shown.places) or self.shown.places[position] != place:
            return None
        return position + bisect_right(self._befores, position)

    def selectable(self, index: int) -> bool:
        return self._at(index)[0] is None

    def row(self, index: int, width: int) -> Row:
        cut, place = self._at(index)
        if cut is not None:
            return cut_row(cut, self.shown, width)
        event = self.shown.timeline.event(self.shown.timeline.id_at(place))
        return event_row(event, self.shown, width)

    def event(self, row_id: str | None) -> Event | None:
        """Return the event of a row; None for a line that is none."""
        if row_id is None or self.shown.timeline.place_of(row_id) is None:
            return None
        return self.shown.timeline.event(row_id)

    def place_from(self, index: int) -> int | None:
        """Return the place of the first event at or below a line."""
        at = index - bisect_left(self._lines, index)
        return self.shown.places[at] if at < len(self.shown.places) else None

    def _at(self, index: int) -> tuple[Divider | None, int]:
        """Return the cut at this line, or None and the place of the event there."""
        passed = bisect_left(self._lines, index)
        if passed < len(self._lines) and self._lines[passed] == index:
            return self._cuts[passed], -1
        return None, self.shown.places[index - passed]


def event_row(event: Event, shown: TimelineDisplay, width: int) -> Row:
    """`! 16:59    dec  Incident declared in #cloud-platform      ‹declared›` (T6)."""
    word = KIND_LABELS.get(event.kind or "", "")
    first, lines = first_line(event.text)
    left = (
        *_signs(event, shown),
        *_time(event, shown.zone),
        Span(f" {word:<4} ", KIND_TONES.get(event.kind or "", "muted")),
        *_end(event, shown.zone),
        *_speaker(event),
        Span(first),
    )
    return justify_row(left, truncate_row(_labels(event, lines, shown, width), MOST_LABELS), width)


def _speaker(event: Event) -> Row:
    """Return the author of an imported line; your own notes show none."""
    return (Span(f"{event.author}: ", "muted"),) if event.source and event.author else ()


def cut_row(cut: Divider, shown: TimelineDisplay, width: int) -> Row:
    """Return a day, or a silence with what it was."""
    if cut.day is not None:
        return rule(f"{day_text(cut.day, shown.zone)} · {offset_text(cut.day, shown.zone)}", width)
    assert cut.gap is not None
    row = shown.timeline.id_at(cut.gap.after)
    named = shown.timeline.records.events.get(row, NOTHING).get("gap")
    word = named or gap_label(cut.gap, shown.zone)
    sign = Span("  ") if named else Span("! ", "warn")
    words = f"·· {gap_text(cut.gap.seconds)} without a row{f', {word}' if word else ''}"
    return (sign, Span(words, "muted"))


def first_line(text: str) -> tuple[str, int]:
    """Return the first line that says something, and how many lines there are."""
    lines = [line.strip() for line in text.split("\n") if line.strip()] if "\n" in text else [text]
    return (lines[0] if lines else ""), max(1, len(lines))


def _signs(event: Event, shown: TimelineDisplay) -> Row:
    """Needs a look, settled; went well. Signs, so that colour is never all."""
    if event.id in shown.asked and not event.settled:
        sign = Span("!", "warn")
    else:
        sign = Span(("v" if shown.ascii else "✓") if event.settled else " ", "muted")
    return sign, Span("*" if event.starred else " ", "badge")


def _time(event: Event, zone: tzinfo) -> Row:
    """Return the time of day, as fine as it was written, and `~` where it is approximate."""
    if event.occurred_at is None:
        return (Span(f"{'·':>5}".ljust(TIME_CELLS + 1), "muted"),)
    text = (
        short_day(event.day, event.day)
        if event.day
        else zoned_text(event.occurred_at, zone, event.precision)[11:]
    )
    return (Span(f"{text}{'~' if event.approximate else ''}".ljust(TIME_CELLS + 1)),)


def _end(event: Event, zone: tzinfo) -> Row:
    """Return the end of a span, before its words."""
    if event.ends_at is None or event.occurred_at is None:
        return ()
    return (Span(f"–{end_text(event.occurred_at, event.ends_at, zone, event.precision)} ", "muted"),)


def _labels(event: Event, lines: int, shown: TimelineDisplay, width: int) -> Row:
    """Build the labels at the right: size and reference where there is room, and the milestone."""
    parts: list[Span] = []
    if event.joined > 1:
        parts.append(Span(f"{event.joined} joined", "muted"))
    elif lines > 1:
        parts.append(Span(f"{lines} lines", "muted"))
    if event.references and (width > 90 or not event.milestones):
        parts.append(Span(_short_reference(event.references), "link"))
    asked = shown.asked.get(event.id, ())
    names = dict.fromkeys((*event.milestones, *asked))
    parts += [Span(f"‹{name}{'?' if name in asked else ''}›", "badge") for name in names]
    return tuple(span for part in parts for span in (Span(" "), part))


def _short_reference(references: Sequence[str]) -> str:
    tickets = [reference for reference in references if "://" not in reference]
    if tickets:
        return tickets[0] + (f" +{len(references) - 1}" if len(references) > 1 else "")
    return "link" if len(references) == 1 else f"{len(references)} links"


def _day_cuts(shown: TimelineDisplay) -> Iterator[Divider]:
    """Return a cut before the first row of every day but the first."""
    return islice(_new_days(shown), MOST_CUTS)


def _new_days(shown: TimelineDisplay) -> Iterator[Divider]:
    timeline, places = shown.timeline, shown.places
    start = 0
    while start < len(places):
        instant = timeline.instant_at(places[start])
        if instant is None:
            return
        if start:
            yield Divider(start, day=instant)
        end = format_instant(next_day(instant, shown.zone))[:-1]
        start = bisect_left(places, end, start + 1, key=lambda place: timeline.keys[place][0])


def _gap_cuts(shown: TimelineDisplay) -> Iterator[Divider]:
    """Return a cut after every row with a long silence behind it."""
    found = gaps(shown.timeline, shown.longest_gap) if shown.is_whole else iter(())
    return (Divider(gap.after + 1, gap=gap) for gap in islice(found, MOST_CUTS))
