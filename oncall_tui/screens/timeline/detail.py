"""Build the detail pane of a row: its time, its source, how it was read, and the alternatives. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from oncall_tui.domain.days import long_day
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import day_text, local_datetime, local_text, time_of_day_text
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.timeline.durations import duration_text
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.questions.stamp_questions import WORDS
from oncall_tui.screens.timeline.data import ChangeEntry
from oncall_tui.timestamps.explain import confidence_words, explain
from oncall_tui.timestamps.types import Reading
from oncall_tui.widgets.rows import Row, Span, divider

MOST_RAW = 40


@dataclass(frozen=True, slots=True)
class RowDetails:
    """All that stands beside a row: its records, the changes that people made to it, latest first, what its chat
    links know, and the facts of its milestones."""

    event: Event
    notes: Sequence[Mapping[str, Any]]
    source: Mapping[str, Any] = field(default_factory=dict)
    told: Sequence[ChangeEntry] = ()
    links: Sequence[tuple[str, int]] = ()
    facts: Sequence[str] = ()
    hidden: Sequence[str] = ()


def detail_rows(story: RowDetails, zone: tzinfo) -> list[Row]:
    """Return the pane's rows, top to bottom."""
    return [
        *_times(story, zone),
        *_written(story),
        *_reading(story, zone),
        *_others(story.event, zone),
        *_references(story.event),
        *_people(story.event),
        *_history(story.told, zone),
    ]


def _times(story: RowDetails, zone: tzinfo) -> Iterator[Row]:
    event = story.event
    state = "settled" if event.settled else "draft" if event.draft else "edited"
    marks = [f"‹{name}›" for name in event.milestones] + [
        "we got lucky" if event.lucky else "went well"
    ] * event.starred
    yield (Span(f" {' '.join([event.kind or 'row', '·', state, *marks])}", "strong"),)
    yield _line("happened", _moment(event, zone))
    yield _line("known at", _known(event, zone))
    yield _line("written", _recorded(story, zone))
    yield from ((Span(f" {fact}", "badge"),) for fact in story.facts)
    yield from ((Span(" ! ", "warn"), Span(words)) for words in story.hidden)


def _moment(event: Event, zone: tzinfo) -> str:
    if event.occurred_at is None:
        return "no time; it stands behind the line before it"
    if event.day:
        return f"{long_day(event.day)}, the day alone is known"
    about = "about " if event.approximate else ""
    shown = time_of_day_text(event.occurred_at, zone, event.precision)
    local = local_datetime(event.occurred_at, zone)
    here = f"{about}{shown} {local:%Z} {day_text(event.occurred_at, zone)}".replace("  ", " ").strip()
    if local.utcoffset() == local.astimezone(UTC).utcoffset():
        return here
    return f"{here} = {time_of_day_text(event.occurred_at, UTC, event.precision)} UTC"


def _known(event: Event, zone: tzinfo) -> str:
    if event.known_at is None:
        return "unknown (found afterwards)"
    if event.occurred_at is None:
        return local_text(event.known_at, zone, "minute")
    late = (event.known_at - event.occurred_at) // SECOND
    if abs(late) < 60:
        return "the same"
    return f"{local_text(event.known_at, zone, 'minute')}, {duration_text(late)} later"


def _recorded(story: RowDetails, zone: tzinfo) -> str:
    event = story.event
    by = f" by {event.author}" if event.author else ""
    if event.recorded_at is None:
        return f"as a row of the timeline{by}"
    if event.source is None:
        return f"{local_text(event.recorded_at, zone)}{by}"
    return f"afterwards{by}, imported {local_text(event.recorded_at, zone, 'minute')}"


def _written(story: RowDetails) -> Iterator[Row]:
    for note in story.notes:
        name = story.source.get("name") or ("a paste" if story.source else "")
        line = f"line {note['line']}" if note.get("line") else ""
        yield divider(" · ".join(["As written", *filter(None, (name, line))]))
        lines = str(note.get("raw", "")).split("\n")
        yield from ((Span(f" {text}"),) for text in lines[:MOST_RAW])
        if len(lines) > MOST_RAW:
            yield (Span(f" and {count_text(len(lines) - MOST_RAW, 'more line')}", "muted"),)


def _reading(story: RowDetails, zone: tzinfo) -> Iterator[Row]:
    if not story.notes:
        return
    note = story.notes[0]
    sure = confidence_words(note.get("confidence"))
    yield divider("How it was read" + (f" · {sure}" if sure else ""))
    yield from ((Span(f" {sentence}"),) for sentence in explain(_stored_reading(note)))
    for flag in story.event.flags:
        yield Span(" ! ", "warn"), Span(WORDS.get(flag, flag.replace("-", " ")))
    for link, instant in story.links:
        yield from _link_check(story.event, link, instant, zone)


def _stored_reading(note: Mapping[str, Any]) -> Reading:
    """As much of a note's reading as explains it."""
    return Reading(
        precision=str(note.get("precision") or ""),
        approximate=bool(note.get("approximate")),
        zone_used=note.get("zone_used"),
        zone_origin=note.get("zone_origin"),
        rule=str(note.get("rule") or ""),
    )


def _link_check(event: Event, link: str, instant: int, zone: tzinfo) -> Iterator[Row]:
    """Chat links know the second; that is offered, never applied."""
    if event.occurred_at is None:
        return
    apart = abs(instant - event.occurred_at) // SECOND
    agrees = apart < (60 if event.precision == "minute" else 2)
    words = "agrees, and knows the second" if agrees else f"is {duration_text(apart)} away"
    yield (Span(f" its link says {local_text(instant, zone)}: {words}", "good" if agrees else "warn"),)


def _others(event: Event, zone: tzinfo) -> Iterator[Row]:
    others = [(at, why) for at, why in event.alternatives if at != event.occurred_at]
    if others:
        yield divider("Could also be")
    for instant, why in others:
        yield (Span(f" {local_text(instant, zone, event.precision)}  {why}"),)


def _references(event: Event) -> Iterator[Row]:
    yield divider("Links")
    if not event.references:
        yield (Span(" none; l adds one", "muted"),)
    yield from ((Span(f" {reference}", "link"),) for reference in event.references)


def _people(event: Event) -> Iterator[Row]:
    words = [*(f"#{tag}" for tag in event.tags), *(f"@{person}" for person in event.people)]
    if words:
        yield (Span(" " + " ".join(words)),)


def _history(told: Sequence[ChangeEntry], zone: tzinfo) -> Iterator[Row]:
    if told:
        yield divider("History · u undoes my last")
    for change in told:
        yield (
            Span(
                f" {day_text(change.at, zone, year=False)[:3]} {time_of_day_text(change.at, zone, 'minute')} ",
                "muted",
            ),
            Span(f"{change.by}  {change.words}"),
        )


def _line(name: str, words: str) -> Row:
    return Span(f" {name:<9} ", "muted"), Span(words)
