"""Which rows to show: by words, and by what a row is (`ref:none`, `kind:did`, `#redis`, `is:settled`)."""

from collections.abc import Callable, Collection, Iterator

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.instants import MINUTE
from oncall_tui.domain.note import KIND_WORDS
from oncall_tui.domain.timeline import Timeline
from oncall_tui.domain.timeline_event import Event

Test = Callable[[Event], bool]
STATES: dict[str, Test] = {
    "settled": lambda event: event.settled,
    "draft": lambda event: event.draft,
    "approximate": lambda event: event.approximate,
    "untimed": lambda event: event.occurred_at is None,
    "starred": lambda event: event.starred,
    "milestone": lambda event: bool(event.milestones),
}
HELP = "words, ref:none, ref:any, kind:did, is:open, is:settled, is:approximate, is:milestone, #tag, @name"


def filter_places(timeline: Timeline, text: str, open_rows: Collection[str] = ()) -> list[int]:
    """The places of the rows that fit every word. `open_rows`: those that need a look. Raises Refused."""
    words = [word for word in text.split() if word]
    plain = [word.casefold() for word in words if not _is_special(word)]
    tests = [_test(word, open_rows) for word in words if _is_special(word)]
    return [place for place in range(len(timeline)) if _fits(timeline, place, plain, tests)]


def places_around(timeline: Timeline, place: int, minutes: int) -> list[int]:
    """The rows at most so many minutes before or after that one."""
    middle = timeline.instant_at(place)
    if middle is None:
        return [place]
    return [*_near(timeline, place, middle, minutes, -1)][::-1] + [
        *_near(timeline, place, middle, minutes, 1)
    ][1:]


def _near(timeline: Timeline, place: int, middle: int, minutes: int, step: int) -> Iterator[int]:
    while 0 <= place < len(timeline):
        instant = timeline.instant_at(place)
        if instant is None or abs(instant - middle) > minutes * MINUTE:
            return
        yield place
        place += step


def _fits(timeline: Timeline, place: int, plain: list[str], tests: list[Test]) -> bool:
    """Words first: most rows fail there, and need not be worked out."""
    id = timeline.id_at(place)
    if plain:
        words = timeline.words(id).casefold()
        if not all(word in words for word in plain):
            return False
    return not tests or all(test(event) for event in (timeline.event(id),) for test in tests)


def _is_special(word: str) -> bool:
    return (word[0] in "#@" and len(word) > 1) or word.partition(":")[0] in ("is", "kind", "ref")


def _test(word: str, open_rows: Collection[str]) -> Test:
    name, _, value = word.partition(":")
    if word[0] == "#":
        return lambda event: word[1:] in event.tags
    if word[0] == "@":
        return lambda event: word[1:] in event.people
    if name == "ref":
        return lambda event: bool(event.references) != (value == "none")
    if name == "kind":
        return lambda event: value in (event.kind, KIND_WORDS.get(event.kind or ""))
    if value == "open":
        return lambda event: event.id in open_rows
    if value not in STATES:
        raise Refused(
            f"is:{value} is no state of a row. Nothing was changed. There are: open, {', '.join(STATES)}."
        )
    return STATES[value]
