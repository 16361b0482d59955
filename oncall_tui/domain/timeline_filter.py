"""Which rows of a timeline to show: by words, by what a row is, by how near they are to another."""

from collections.abc import Collection, Iterator

from oncall_tui.domain.filter_words import FLAG, Test, flag_test, let_through, read_filter
from oncall_tui.domain.instants import MINUTE
from oncall_tui.domain.note import KIND_WORDS, is_kind
from oncall_tui.domain.timeline import Timeline
from oncall_tui.domain.timeline_event import Event

STATES: dict[str, Test[Event]] = {
    "settled": lambda event: event.settled,
    "draft": lambda event: event.draft,
    "approximate": lambda event: event.approximate,
    "untimed": lambda event: event.occurred_at is None,
    "starred": lambda event: event.starred,
    "milestone": lambda event: bool(event.milestones),
}
FLAGS = ("open", *STATES)
VOCABULARY = {"ref": ("none", "any"), "kind": tuple(KIND_WORDS), "tag": (), "who": ()}


def filter_places(timeline: Timeline, text: str, open_rows: Collection[str] = ()) -> list[int]:
    """The places of the rows that fit every word. `open_rows`: those that need a look. Raises Refused."""
    states = {"open": lambda event: event.id in open_rows, **STATES}

    def meaning(key: str, value: str) -> Test[int]:
        asked = flag_test(value, states) if key == FLAG else _asked(key, value)
        return lambda place: asked(timeline.event(timeline.id_at(place)))

    def holds(place: int, word: str) -> bool:
        return word in timeline.words(timeline.id_at(place)).casefold()

    wanted = read_filter(text, VOCABULARY, FLAGS)
    return let_through(range(len(timeline)), wanted, holds, meaning)


def places_around(timeline: Timeline, place: int, minutes: int) -> list[int]:
    """The rows at most so many minutes before or after that one."""
    middle = timeline.instant_at(place)
    if middle is None:
        return [place]
    before, after = (_near(timeline, place, middle, minutes, step) for step in (-1, 1))
    return [*reversed([*before]), *[*after][1:]]


def _near(timeline: Timeline, place: int, middle: int, minutes: int, step: int) -> Iterator[int]:
    while 0 <= place < len(timeline):
        instant = timeline.instant_at(place)
        if instant is None or abs(instant - middle) > minutes * MINUTE:
            return
        yield place
        place += step


def _asked(key: str, value: str) -> Test[Event]:
    if key == "ref":
        return lambda event: bool(event.references) != (value == "none")
    if key == "kind":
        return lambda event: is_kind(event.kind, value)
    if key == "tag":
        return lambda event: value in map(str.casefold, event.tags)
    return lambda event: value in map(str.casefold, (*event.people, event.author))
