"""Views of the tracker: how each is grouped and ordered, and its rows. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from oncall_tui.domain.days import days_between
from oncall_tui.domain.filter_language import Filter
from oncall_tui.domain.recommendations.attention_sections import (
    DigestSection,
    attention_sections,
    moved_since,
    needing_attention,
    slipped_since,
    why_text,
)
from oncall_tui.domain.recommendations.attention_status import (
    TrackerContext,
    days_untouched,
    is_overdue,
    is_stale,
    is_unaccepted,
    sort_by_urgency,
)
from oncall_tui.domain.recommendations.filter import (
    SearchableRecommendation,
    filter_recommendations,
    make_searchable,
)
from oncall_tui.domain.recommendations.recommendation import STATUSES, Recommendation

MONDAY, MOVED, ALL = "Monday", "Moved", "All"
VIEWS = (MONDAY, MOVED, "Overdue", "Slipped", "Silent", "Unaccepted", ALL)
AGES = ((7, "up to a week old"), (30, "up to a month old"), (90, "up to three months old"), (99999, "older"))
MOST_READ = 50  # of what moved, so many are read with their histories


class TrackerData:
    """Everything there is: the sections of each view, and since when there is news."""

    def __init__(
        self,
        outlook: TrackerContext,
        since: int,
        views: Mapping[str, Sequence[DigestSection]],
        histories: Mapping[str, Recommendation] | None = None,
    ) -> None:
        """`histories`: those that moved, read with their histories, by id."""
        self.outlook = outlook
        self.since = since
        self.views = views
        self.histories = histories or {}

    def why(self, item: Recommendation, section: str) -> str:
        """Return why it is in a section of the first view, or in the second: what moved, and by whom."""
        return why_text(self.histories.get(item.id, item), section or "moved", self.since, self.outlook)

    @cached_property
    def entries(self) -> Mapping[str, SearchableRecommendation]:
        """Every recommendation with its text for the filter; made when somebody first filters."""
        return {item.id: make_searchable(item, self.outlook) for item in self.items}

    @property
    def items(self) -> Sequence[Recommendation]:
        """Return all of them, worst first."""
        return self.views[ALL][0].items

    def count(self, view: str) -> int:
        """Count the recommendations of a view; the first view counts those that need attention."""
        if view == MONDAY:
            return len(needing_attention(self.views[view]))
        return sum(len(section.items) for section in self.views[view])


def build_tracker_data(
    items: Iterable[Recommendation],
    since: int,
    outlook: TrackerContext,
    read: Callable[[Sequence[Recommendation]], Sequence[Recommendation]] = tuple,
) -> TrackerData:
    """Sorts everything once, so that turning to a view, or a keystroke in the filter, only has to choose.

    `read`: reads the histories of those that moved.
    """
    ordered = sort_by_urgency(items, outlook)
    tests: Mapping[str, Callable[[Recommendation], bool]] = {
        MOVED: lambda item: moved_since(item, since) or slipped_since(item, since),
        "Overdue": lambda item: is_overdue(item, outlook),
        "Slipped": lambda item: item.is_open and item.slips > 0,
        "Silent": lambda item: is_stale(item, outlook),
        "Unaccepted": lambda item: is_unaccepted(item, outlook),
        ALL: lambda item: True,
    }
    views = {name: [DigestSection("", tuple(filter(holds, ordered)))] for name, holds in tests.items()}
    moved = views[MOVED][0].items
    histories = {item.id: item for item in (read(moved[:MOST_READ]) if moved else ())}
    return TrackerData(
        outlook, since, {MONDAY: attention_sections(ordered, since, outlook), **views}, histories
    )


GROUPS: Mapping[str, Callable[[Recommendation, TrackerContext], str]] = {
    "status": lambda item, outlook: item.status.replace("-", " "),
    "owner": lambda item, outlook: item.owner or "nobody",
    "incident": lambda item, outlook: outlook.handle(item.incident),
    "label": lambda item, outlook: item.label or "no label",
    "age": lambda item, outlook: _age(item, outlook),
}
ORDERS: Mapping[str, Callable[[Recommendation, TrackerContext], tuple[object, ...]]] = {
    "date": lambda item, outlook: (item.due or "9999",),
    "owner": lambda item, outlook: (item.owner or "~",),
    "title": lambda item, outlook: (item.title.casefold(),),
    "newest": lambda item, outlook: (-item.created_at,),
    "longest silent": lambda item, outlook: (-days_untouched(item, outlook),),
    "rank": lambda item, outlook: (item.rank or 10_000,),
}
GROUP_ORDER = {word.replace("-", " "): place for place, word in enumerate(STATUSES)} | {
    word: place for place, (_, word) in enumerate(AGES)
}


def visible_sections(
    tracked: TrackerData, view: str, wanted: Filter, group: str = "", order: str = ""
) -> list[DigestSection]:
    """Return the sections of a view that the filter lets through, grouped and ordered otherwise if that was asked
    for.
    """
    shown = list(tracked.views[view])
    if wanted != Filter():
        shown = [DigestSection(each.name, tuple(_matching(each.items, tracked, wanted))) for each in shown]
    if group:
        shown = _grouped([item for section in shown for item in section.items], group, tracked.outlook)
    if order:
        by = ORDERS[order]
        shown = [
            DigestSection(each.name, tuple(sorted(each.items, key=lambda item: by(item, tracked.outlook))))
            for each in shown
        ]
    return [section for section in shown if section.items]


def _matching(items: Sequence[Recommendation], tracked: TrackerData, wanted: Filter) -> list[Recommendation]:
    entries = (tracked.entries[item.id] for item in items)
    return [item for item, _ in filter_recommendations(entries, wanted, tracked.outlook)]


def _grouped(items: list[Recommendation], group: str, outlook: TrackerContext) -> list[DigestSection]:
    name = GROUPS[group]

    def place(item: Recommendation) -> tuple[int, str]:
        word = name(item, outlook)
        return GROUP_ORDER.get(word, 99), word

    ordered = sorted(items, key=place)
    return [DigestSection(word, tuple(each)) for (_, word), each in groupby(ordered, key=place)]


def _age(item: Recommendation, outlook: TrackerContext) -> str:
    days = days_between(outlook.day(item.created_at), outlook.today)
    return next(word for most, word in AGES if days <= most)
