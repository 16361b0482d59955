"""The panels below a wide timeline: where its lines come from, and how long things took. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any

from oncall_tui.domain.local_time import local_datetime, time_of_day_text
from oncall_tui.domain.timeline.durations import ReportedDurationCheck, duration_text, durations
from oncall_tui.domain.timeline.moments import Duration
from oncall_tui.domain.timeline.questions.reported_duration_questions import reported_durations
from oncall_tui.domain.timeline.readiness import Readiness
from oncall_tui.screens.timeline.data import TimelineData
from oncall_tui.widgets.rows import Row, Span, rule

ORIGINS = {
    "source": "you said",
    "text": "in the text",
    "header": "its header",
    "above": "the times above",
    "permalink": "its links",
}
PLURALS = {"idea": "idea", "claim": "figure", "milestone": "milestone"}
PLACES = {
    "write-up": "{} to the write-up",
    "idea": "{} idea",
    "claim": "{} figure compared below",
    "kept": "{} kept without a row",
    "folded": "{} folded; Space picks in",
    "milestone": "{} milestone",
}


def panel_rows(data: TimelineData, found: Readiness, width: int) -> list[Row]:
    """Build the sources, then durations from -> to, with what reports state beside them."""
    return [*_sources(data, width), *_durations(data, found, width)]


def _sources(data: TimelineData, width: int) -> Iterator[Row]:
    if not data.sources:
        return
    yield rule("Sources · T changes one", width)
    places = _places(data)
    for id, source in data.sources.items():
        lines = places.get(id, Counter())
        zone = f"{source.get('zone', '')}, {_origin(source)}"
        rows = lines.pop("row", 0)
        others = " · ".join(_place_words(place, count) for place, count in lines.most_common())
        name = source.get("name") or source.get("format") or "a paste"
        yield (
            Span(
                f" {sum(lines.values()) + rows:>6,} {'line ' if sum(lines.values()) + rows == 1 else 'lines'}  "
            ),
            Span(f"{rows:>4} {'row ' if rows == 1 else 'rows'}  "),
            Span(f"{zone:<26} ", "muted"),
            Span(f"{name}  "),
            Span(others, "muted"),
        )


def _place_words(place: str, count: int) -> str:
    """Return `7 ideas`, `1 figure compared below`."""
    words = PLACES.get(place, "{} " + place).format(count)
    if count == 1 or place not in PLURALS:
        return words
    return words.replace(PLURALS[place], PLURALS[place] + "s")


def _places(data: TimelineData) -> Mapping[str, Counter[str]]:
    """Count the lines of each source by destination."""
    counts: dict[str, Counter[str]] = {}
    for note in data.timeline.records.notes.values():
        if source := note.get("source"):
            counts.setdefault(source, Counter())[note.get("destination") or "row"] += 1
    return counts


def _origin(source: Mapping[str, Any]) -> str:
    return ORIGINS.get(str(source.get("zone_origin")), str(source.get("zone_origin") or ""))


def _durations(data: TimelineData, readiness: Readiness, width: int) -> Iterator[Row]:
    if len(readiness.moments) < 2:
        return
    zone = data.zone
    yield rule("Durations", width)
    stated = [figure.check for figure in reported_durations(data.timeline)]
    told: set[tuple[str, str]] = set()
    for found in filter(None, durations(readiness.moments).values()):
        told.add((found.start, found.end))
        yield (*_duration(found, zone), *_report(found, stated))
    for check in stated:
        if check.same is not None and (check.same.start, check.same.end) not in told:
            yield (*_duration(check.same, zone), *_report(check.same, stated))
    for odd in readiness.inversions:
        late = duration_text((odd.late_at - odd.early_at) // 1_000_000)
        yield (Span(f" {odd.late} came {late} after {odd.early}", "muted"),)


def _duration(found: Duration, zone: tzinfo) -> Row:
    start, end = local_datetime(found.from_at, zone), local_datetime(found.to_at, zone)
    day = "" if start.date() == end.date() else f"{end:%a} "
    ends = f"{time_of_day_text(found.from_at, zone, 'minute')} → {day}{time_of_day_text(found.to_at, zone, 'minute')}"
    ends = ends if found.is_known else ""
    return (
        Span(f" {f'{found.start} → {found.end}':<24} ", "strong"),
        Span(f"{ends:<18} {found.text:>7}  "),
    )


def _report(found: Duration, stated: list[ReportedDurationCheck]) -> Iterator[Span]:
    for check in stated:
        if check.same is not None and _ends(check.same) == _ends(found):
            yield Span(f"report: {duration_text(check.figure.seconds)} same  ", "muted")
        elif check.same is None and check.ours is not None and _ends(check.ours) == _ends(found):
            yield Span(f"report: {duration_text(check.figure.seconds)} differs !  ", "warn")


def _ends(found: Duration) -> tuple[str, str]:
    return found.start, found.end
