"""The learning page: write-ups, controls that failed again, figures as dots, and what was found out. Pure (L1-L6)."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from oncall_tui.domain.analysis.control_classes import ControlClass
from oncall_tui.domain.duration_text import DAY, HOUR, MINUTE, duration_text
from oncall_tui.domain.folding import fold
from oncall_tui.domain.instants import DAY as DAY_OF_INSTANTS
from oncall_tui.domain.instants import parse_instant_or_none
from oncall_tui.domain.learning.facts import DatedText, LearningFacts
from oncall_tui.domain.learning.figures import DurationMetric
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.review.records import fold_name
from oncall_tui.widgets.rows import FixedRow, Row, Span, justify_row, row_text, rule

AGAIN = 2
HANDLE, STAGE, DAYS = 22, 11, 5
TICKS = ((MINUTE, "1m"), (10 * MINUTE, "10m"), (30 * MINUTE, "30m"), (HOUR, "1h"), (2 * HOUR, "2h"),
         (4 * HOUR, "4h"), (DAY, "1d"), (7 * DAY, "7d"), (30 * DAY, "30d"), (180 * DAY, "180d"))  # fmt: skip
DOTS, ASCII_DOTS = "·:⁝", ".:#"
KINDS = ("insight", "question", "dissent")


class LearningRead(NamedTuple):
    """All that the page shows. `me`: whose read marks; `now`: UTC microseconds."""

    facts: Sequence[LearningFacts]
    controls: Sequence[ControlClass]
    durations: Sequence[DurationMetric]
    stages: Sequence[DurationMetric]
    me: str
    now: int


class Wanted(NamedTuple):
    """Display options: words that every row must contain, and whether findings are grouped by kind."""

    words: str = ""
    by_kind: bool = False
    ascii: bool = False


def learning_rows(read: LearningRead, wanted: Wanted, width: int) -> list[FixedRow]:
    """Return the page; a filter leaves only the rows with its words, under their headings."""
    blocks = (
        _writeups(read, width),
        _controls(read, width),
        _figures(read.durations, width, wanted),
        _stages(read.stages, width),
        _found(read, width, by_kind=wanted.by_kind),
        _near_misses(read, width),
        _repeated(read, width),
    )
    words = fold(wanted.words).split()
    rows: list[FixedRow] = []
    for heading, *block in (list(block) for block in blocks):
        kept = [row for row in block if all(word in fold(row_text(row.spans)) for word in words)]
        if kept:
            rows += [heading, *kept]
    return rows


def is_read(facts: LearningFacts, me: str) -> bool:
    """Return whether that person has read the whole write-up."""
    return fold_name(me) in {fold_name(name) for name in facts.readers}


def _writeups(read: LearningRead, width: int) -> Iterator[FixedRow]:
    complete = sum(each.is_complete for each in read.facts)
    yield _rule("writeups", f"Write-ups: {complete} complete, {len(read.facts) - complete} waiting", width)
    for each in sorted(read.facts, key=lambda each: (each.is_complete, is_read(each, read.me))):
        since = parse_instant_or_none(each.since) or parse_instant_or_none(each.created_at)
        days = "" if since is None else f"{max(0, (read.now - since) // DAY_OF_INSTANTS)}d"
        seen = is_read(each, read.me)
        turn = ("read" if seen else "unread") if each.is_complete else each.turn
        first = each.insights[0].text if each.insights and each.is_complete else ""
        mark = Span("  " if seen or not each.is_complete else "● ", "warn")
        row: Row = (
            mark, Span(f"{each.handle[:HANDLE]:<{HANDLE}} "), Span(f"{each.stage:<{STAGE}}", "muted"),
            Span(f"{days:>{DAYS}}   "), Span(turn, "" if each.is_complete and seen else "idea"),
            Span(f"   {first}", "muted"),
        )  # fmt: skip
        yield FixedRow(f"writeup:{each.id}", justify_row(row, (), width))


def _controls(read: LearningRead, width: int) -> Iterator[FixedRow]:
    yield _rule("controls", "Controls that did not hold more than once", width)
    for each in read.controls:
        if each.failed_in >= AGAIN:
            words = f"failed in {each.failed_in}, held in {each.held_in}"
            yield FixedRow(
                f"control:{each.key}",
                justify_row((Span(f"  {each.name}"),), (Span(f"{words} ", "muted"),), width),
            )


def _figures(figures: Sequence[DurationMetric], width: int, wanted: Wanted) -> Iterator[FixedRow]:
    """Yield a dot an incident, on a scale on which twice as long is as far everywhere; nothing where n is too
    small.
    """
    shown = [figure for figure in figures if figure.median is not None and figure.p90 is not None]
    yield _rule("figures", "How long it took, a dot an incident", width)
    for figure in shown:
        median, p90 = duration_text(figure.median or 0, MINUTE), duration_text(figure.p90 or 0, MINUTE)
        first = figure.dots[0]
        title = f"  {first.start} → {first.end}, {count_text(figure.n, 'incident')}: median {median}"
        yield FixedRow(f"figure:{figure.name}", (Span(f"{title}, 9 in 10 under {p90}"),))
        dots, scale = dot_lines(figure, width - 4, ascii_only=wanted.ascii)
        yield FixedRow(f"dots:{figure.name}", (Span(f"   {dots}", "idea"),), selectable=False)
        yield FixedRow(f"scale:{figure.name}", (Span(f"   {scale}", "muted"),), selectable=False)


def dot_lines(figure: DurationMetric, width: int, *, ascii_only: bool = False) -> tuple[str, str]:
    """Return the dots and their scale, each of at most so many cells."""
    seconds = [max(1, dot.seconds) for dot in figure.dots]
    low = max((at for at, _ in TICKS if at <= min(seconds)), default=1)
    high = max(low * 2, *seconds)
    last = max(1, width - 5)

    def place(at: int) -> int:
        return round(last * math.log(max(low, at) / low) / math.log(high / low))

    signs = ASCII_DOTS if ascii_only else DOTS
    many = Counter(place(at) for at in seconds)
    dots = "".join(
        signs[min(many[cell], len(signs)) - 1] if cell in many else " " for cell in range(last + 1)
    )
    scale = ""
    for at, name in TICKS:
        if low <= at <= high and (not scale or place(at) > len(scale)):
            scale = scale.ljust(place(at)) + name
    return dots.rstrip(), scale


def _stages(stages: Sequence[DurationMetric], width: int) -> Iterator[FixedRow]:
    yield _rule("stages", "How long each stage took", width)
    for figure in stages:
        if figure.median is not None:
            words = f"median {duration_text(figure.median, MINUTE)}, {count_text(figure.n, 'incident')}"
            yield FixedRow(
                f"stage:{figure.name}", (Span(f"  {figure.name:<{HANDLE}} "), Span(words, "muted"))
            )


def _found(read: LearningRead, width: int, *, by_kind: bool) -> Iterator[FixedRow]:
    """Insights, open questions and dissents, the newest month first, or by kind."""
    found = [
        (kind, each, one)
        for each in read.facts
        for kind, some in zip(KINDS, (each.insights, each.questions, each.dissents), strict=True)
        for one in some
    ]
    counts = Counter(kind for kind, _, _ in found)
    insights, questions, dissents = (counts[kind] for kind in KINDS)
    title = f"Insights {insights} · open questions {questions} · dissents {dissents}"
    yield _rule("found", title, width)
    found.sort(key=lambda each: each[2].month, reverse=True)
    if by_kind:
        found.sort(key=lambda each: KINDS.index(each[0]))
    for kind, facts, one in found:
        yield FixedRow(f"found:{facts.id}:{one.id}", _found_row(kind, facts, one, width))


def _found_row(kind: str, facts: LearningFacts, one: DatedText, width: int) -> Row:
    left = (Span(f"  {kind:<9}", "muted"), Span(f"{one.month:<8} ", "muted"), Span(one.text))
    return justify_row(left, (Span(f"{facts.handle} ", "muted"),), width)


def _near_misses(read: LearningRead, width: int) -> Iterator[FixedRow]:
    yield _rule("near", "Near misses", width)
    for each in read.facts:
        if each.is_near_miss:
            left = (Span(f"  {each.handle:<{HANDLE}} "), Span(each.title))
            yield FixedRow(
                f"near:{each.id}", justify_row(left, (Span(f"{each.created_at[:10]} ", "muted"),), width)
            )


def _repeated(read: LearningRead, width: int) -> Iterator[FixedRow]:
    yield _rule("repeated", "Done by hand more than once", width)
    counts: Counter[str] = Counter()
    handles: dict[str, list[str]] = {}
    for each in read.facts:
        counts.update(each.repeated)
        for command in each.repeated:
            handles.setdefault(command, []).append(each.handle)
    for command, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        right = f"{count} times in {', '.join(handles[command])} "
        yield FixedRow(
            f"repeated:{command}", justify_row((Span(f"  {command}"),), (Span(right, "muted"),), width)
        )


def _rule(id: str, title: str, width: int) -> FixedRow:
    return FixedRow(f"rule:{id}", rule(title, width), selectable=False)
