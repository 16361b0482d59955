"""The lines of a review: items in reading order under their headings, days and silences between rows. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from oncall_tui.domain.analysis.records import KIND_IN
from oncall_tui.domain.duration_text import gap_text
from oncall_tui.domain.local_time import day_text, offset_text
from oncall_tui.domain.review.records import KINDS, Target
from oncall_tui.domain.review.threads import Thread
from oncall_tui.domain.timeline.gaps import gaps
from oncall_tui.domain.timeline.questions.row_questions import gap_label
from oncall_tui.domain.writeup.sections import ANALYSIS, OWN, RECOMMENDATIONS, TEXTS, TIMELINE
from oncall_tui.read_models.review_view import Item, ReviewView
from oncall_tui.read_models.timeline_view import longest_gap
from oncall_tui.screens.review.data import ReviewRead

GONE, NEWER, READ_TO = "on rows that are gone", "from a newer version", "you read to here"
KNOWN_TABLES = frozenset({"incident", "sections", "events", "recommendations", *KIND_IN})
EVENTS = "events"
# The section under whose heading the items of a table are.
SECTION_OF = {EVENTS: TIMELINE, "recommendations": RECOMMENDATIONS, **dict.fromkeys(KIND_IN, ANALYSIS)}


class ReviewLine(NamedTuple):
    """One line. `place`: the index of its item, None for a heading. `target`: what a comment here is about, None where
    there is nothing to comment on. A heading can be gone to only where it holds threads."""

    id: str
    title: str
    place: int | None = None
    target: Target | None = None
    threads: tuple[Thread, ...] = ()

    @property
    def is_heading(self) -> bool:
        """True for a rule between items."""
        return self.place is None and not self.threads


class ReviewLines(NamedTuple):
    """All lines of one state of a review."""

    lines: tuple[ReviewLine, ...]
    read: ReviewRead


def is_unread(line: ReviewLine, reached: int, changed: frozenset[int]) -> bool:
    """Return whether a person has not read the item, or it changed since; `reached`: how many they have read."""
    return line.place is not None and (line.place >= reached or line.place in changed)


def lines_of(read: ReviewRead, reached: int) -> ReviewLines:
    """Return the lines; `reached`: how many items this person has read."""
    threads = _Threads(read.view)
    found = [
        *_loose(GONE, threads.gone, read.view),
        *_items(read, reached, threads),
        *_loose(NEWER, threads.newer, read.view),
    ]
    return ReviewLines(tuple(found), read)


class _Threads:
    """Threads by where they belong: under an item, a heading, or nowhere."""

    def __init__(self, view: ReviewView) -> None:
        self.by_place: dict[int, list[Thread]] = defaultdict(list)
        self.by_section: dict[str, list[Thread]] = defaultdict(list)
        self.gone: list[Thread] = []
        self.newer: list[Thread] = []
        sections = {section.name for section in view.writeup.sections}
        for thread in view.threads:
            target = thread.comment.target
            place = view.place(target)
            if thread.comment.kind not in KINDS or target.table not in KNOWN_TABLES:
                self.newer.append(thread)
            elif place is not None:
                self.by_place[place].append(thread)
            elif target.table == "incident" and target.field in sections:
                self.by_section[target.field].append(thread)
            elif view.is_gone(target):
                self.gone.append(thread)
            else:
                self.newer.append(thread)


def _loose(title: str, threads: Sequence[Thread], view: ReviewView) -> Iterator[ReviewLine]:
    """Threads without an item, a line for each target, under a heading of their own."""
    if not threads:
        return
    yield ReviewLine(f"heading:{title}", title)
    in_order = sorted(threads, key=lambda thread: thread.comment.target)
    for target, group in groupby(in_order, key=lambda thread: thread.comment.target):
        name = gone_title(view, target)
        yield ReviewLine(f"loose:{target.table}:{target.id}:{target.field}", name, threads=tuple(group))


def gone_title(view: ReviewView, target: Target) -> str:
    """Return the words of what is no item any more; its id where none are kept."""
    for table in (target.table, "notes"):
        record = view.tables.get(table, {}).get(target.id, {})
        for field in ("text", "raw", "title", "name", "what", "aspect"):
            value = record.get(field)
            if isinstance(value, str) and value.strip():
                return value.strip()
    return view.title(target)


def _items(read: ReviewRead, reached: int, threads: _Threads) -> Iterator[ReviewLine]:
    view = read.view
    by_section: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(view.items):
        by_section[_section_of(view, item)].append(place)
    for section in view.writeup.sections:
        is_text = section.name in TEXTS or section.name.startswith(OWN)
        places, held = by_section[section.name], tuple(threads.by_section[section.name])
        cuts = _cuts(read, places) if section.name == TIMELINE else {}
        if not is_text and (places or held):
            target = Target("incident", view.writeup.view.id, section.name)
            days = cuts.pop(places[0], []) if cuts else []
            title = " · ".join([section.title, *(day.title for day in days)])
            yield ReviewLine(f"section:{section.name}", title, target=target, threads=held)
        for place in places:
            yield from cuts.get(place, ())
            yield item_line(view.items[place], place, threads.by_place.get(place, ()))
            if place + 1 == reached < len(view.items):
                yield ReviewLine("read-to", READ_TO)


def _section_of(view: ReviewView, item: Item) -> str:
    return SECTION_OF.get(item.target.table) or view.section_name(item.target)


def item_line(item: Item, place: int, threads: Sequence[Thread]) -> ReviewLine:
    """Return the line of an item."""
    target = item.target
    return ReviewLine(f"{target.table}:{target.id}:{target.field}", item.title, place, target, tuple(threads))


def _cuts(read: ReviewRead, places: Sequence[int]) -> dict[int, list[ReviewLine]]:
    """Return the days and silences before rows, by the place of the row."""
    timeline, found = read.view.writeup.timeline, defaultdict[int, list[ReviewLine]](list)
    if not places:
        return found
    for gap in gaps(timeline, longest_gap(read.view.writeup.view)):
        word = gap_label(gap, read.zone)
        title = f"gap {gap_text(gap.seconds)}{f', {word}' if word else ''}"
        found[places[0] + gap.after + 1].append(ReviewLine(f"gap:{gap.after}", title))
    before = ""
    for number in range(len(timeline)):
        instant = timeline.instant_at(number)
        day = "untimed" if instant is None else day_text(instant, read.zone)
        if day != before:
            offset = "" if instant is None else f" · {offset_text(instant, read.zone)}"
            found[places[0] + number].append(ReviewLine(f"day:{day}:{number}", day + offset))
        before = day
    return found
