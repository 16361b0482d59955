"""Select rows of a timeline: by words, by their kind and flags, by nearness to another row."""

from collections.abc import Callable, Collection, Iterator, Sequence

from oncall_tui.domain.filter_language import FLAG, Test, apply_filter, flag_predicate, parse_filter
from oncall_tui.domain.folding import fold
from oncall_tui.domain.instants import MINUTE
from oncall_tui.domain.note import KIND_LABELS, matches_kind
from oncall_tui.domain.timeline.timeline import Timeline

# What a row is, by its id. What can be told without working the row out is: 100,000 are asked at a key.
STATES: dict[str, Callable[[Timeline, str], bool]] = {
    "settled": lambda timeline, id: timeline.settled(id),
    "draft": lambda timeline, id: timeline.event(id).draft,
    "approximate": lambda timeline, id: bool(timeline.timing(id).get("approximate")),
    "untimed": lambda timeline, id: timeline.instant(id) is None,
    "starred": lambda timeline, id: timeline.event(id).starred,
    "lucky": lambda timeline, id: timeline.event(id).lucky,
    "milestone": lambda timeline, id: bool(timeline.event(id).milestones),
}
FLAGS = ("flagged", *STATES)
# Words of other lists: they would mean two things.
ELSEWHERE = {
    "open": "is:open finds recommendations that are not done, in 5. Here flagged finds the rows that need a look, "
    "-settled those that nobody settled."
}
VOCABULARY = {"ref": ("none", "any"), "kind": tuple(KIND_LABELS), "tag": (), "who": ()}


def filter_places(timeline: Timeline, text: str, open_rows: Collection[str] = ()) -> list[int]:
    """Return the places of the rows that fit every word. `open_rows`: those that need a look. Raises RefusedError."""
    states = {"flagged": lambda timeline, id: id in open_rows, **STATES}

    def meaning(key: str, value: str) -> Test[int]:
        asked = flag_predicate(value, states, ELSEWHERE) if key == FLAG else _asked(key, value)
        return lambda place: asked(timeline, timeline.id_at(place))

    def holds(place: int, word: str) -> bool:
        return word in fold(timeline.text(timeline.id_at(place)))

    wanted = parse_filter(text, VOCABULARY, FLAGS)
    return apply_filter(range(len(timeline)), wanted, holds, meaning, FLAGS)


def places_around(timeline: Timeline, place: int, minutes: int) -> list[int]:
    """Return the rows at most so many minutes before or after that one."""
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


def _asked(key: str, value: str) -> Callable[[Timeline, str], bool]:
    if key == "kind":
        return lambda timeline, id: matches_kind(timeline.kind(id), value)
    if key == "ref":
        return lambda timeline, id: bool(_held(timeline, id, "references")) != (value == "none")
    if key == "tag":
        return lambda timeline, id: value in map(fold, _held(timeline, id, "tags"))
    return lambda timeline, id: (
        fold(timeline.author(id)) == value or value in map(fold, _held(timeline, id, "people"))
    )


def _held(timeline: Timeline, id: str, name: str) -> Sequence[str]:
    """Return the elements of a set of the row, which is worked out only if it may have some."""
    held: Sequence[str] = getattr(timeline.event(id), name) if timeline.may_have(id, name) else ()
    return held
