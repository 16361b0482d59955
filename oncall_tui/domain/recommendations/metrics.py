"""Figures over all recommendations for leads (R9, R12-R15, L1); each opens the rows behind it by its filter words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from oncall_tui.domain.recommendations.attention_status import TrackerContext
from oncall_tui.domain.recommendations.filter import (
    SearchableRecommendation,
    filter_recommendations,
    make_searchable,
    read_recommendation_filter,
)
from oncall_tui.domain.recommendations.recommendation import OUTCOMES, SIZES, Recommendation

MONTHS_SHOWN = 12
AGES = (
    ("up to a week", "0-7"),
    ("8 to 30 days", "8-30"),
    ("1 to 3 months", "31-90"),
    ("3 to 6 months", "91-180"),
    ("older", "181-"),
)
STANDING = (
    ("overdue", "overdue"),
    ("slipped", "slipped"),
    ("silent 30 days", "silent"),
    ("asked, not accepted", "unaccepted"),
    ("strategic, no sponsor", "strategic-without-sponsor"),
    ("closed in the ticket", "closed-there"),
    ("seen again since done", "seen-again"),
)


@dataclass(frozen=True, slots=True)
class Metric:
    """A number with its name, and the filter words that show the rows behind it."""

    name: str
    count: int
    words: str


@dataclass(frozen=True, slots=True)
class MonthCount:
    """`YYYY-MM`: how many were written, and how many ended as done or dropped."""

    month: str
    opened: Metric
    ended: Metric


@dataclass(frozen=True, slots=True)
class TrackerMetrics:
    """Everything the overview shows."""

    statuses: tuple[Metric, ...]
    standing: tuple[Metric, ...]
    ages: tuple[Metric, ...]
    outcomes: tuple[Metric, ...]
    impact_and_effort: tuple[tuple[Metric, ...], ...]
    months: tuple[MonthCount, ...]


def compute_metrics(items: Iterable[Recommendation], outlook: TrackerContext) -> TrackerMetrics:
    """Compute the tracker's metrics."""
    entries = [make_searchable(item, outlook) for item in items]

    def figure(name: str, words: str) -> Metric:
        return Metric(
            name, len(filter_recommendations(entries, read_recommendation_filter(words), outlook)), words
        )

    return TrackerMetrics(
        statuses=tuple(
            figure(status, f"status:{status}")
            for status in ("idea", "planned", "in-progress", "done", "dropped")
        ),
        standing=tuple(figure(name, words) for name, words in STANDING),
        ages=tuple(figure(name, f"open age:{days}") for name, days in AGES),
        outcomes=tuple(
            figure(outcome, f"open outcome:{_quoted(outcome)}") for outcome in (*OUTCOMES, "none")
        ),
        impact_and_effort=_grid(figure),
        months=_months(entries, outlook),
    )


def _grid(figure: Callable[[str, str], Metric]) -> tuple[tuple[Metric, ...], ...]:
    """Rows by impact, high first; columns by effort, low first: what pays at once stands top left (R7)."""
    return tuple(
        tuple(
            figure(f"{impact} impact, {effort} effort", f"open impact:{impact} effort:{effort}")
            for effort in SIZES
        )
        for impact in reversed(SIZES)
    )


def _months(entries: Sequence[SearchableRecommendation], outlook: TrackerContext) -> tuple[MonthCount, ...]:
    """Return the last twelve months, counted in one pass."""
    names = last_months(outlook.today)
    opened = dict.fromkeys(names, 0)
    ended = dict.fromkeys(names, 0)
    for item, _ in entries:
        _count(opened, outlook.day(item.created_at))
        if not item.is_open:
            _count(ended, outlook.day(item.status_at))
    return tuple(
        MonthCount(
            name,
            Metric(f"opened {name}", opened[name], f"opened:{name}"),
            Metric(f"ended {name}", ended[name], f"ended:{name}"),
        )
        for name in names
    )


def _count(months: dict[str, int], day: str) -> None:
    if day[:7] in months:
        months[day[:7]] += 1


def last_months(today: str, count: int = MONTHS_SHOWN) -> tuple[str, ...]:
    """`YYYY-MM` of the last months, this one included and last."""
    year, month = int(today[:4]), int(today[5:7])
    numbers = range(year * 12 + month - count, year * 12 + month)
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
