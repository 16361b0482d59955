"""One recommendation as a row of the tracker, in columns that the width decides; and the rows of a list. Pure."""

from collections.abc import Callable, Sequence

from oncall_tui.domain.days import short_day
from oncall_tui.domain.local_time import MONTHS
from oncall_tui.domain.recommendations.attention_sections import DigestSection, section_title
from oncall_tui.domain.recommendations.attention_status import (
    TrackerContext,
    days_untouched,
    is_closed_in_ticket_system,
    is_overdue,
    is_stale,
)
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.formats.writers.recommendation_table import owner_label
from oncall_tui.widgets.rows import Row, Span, justify_row, row_width, rule, truncate_row

STATE, DATE, WHO, EXTRA, PLACE, TICKET = 8, 7, 8, 4, 16, 12
WIDE, WIDEST = 92, 112
WHY, WIDE_WHY = 18, 28
STATES = {"in-progress": "progress"}
TONES = {"done": "good", "dropped": "muted", "idea": "idea"}
DIVIDER = "divider "


class RecommendationRows:
    """Rows for a `RowList`: sections with their dividers. Only those in sight are ever drawn."""

    def __init__(
        self,
        sections: Sequence[DigestSection],
        outlook: TrackerContext,
        why: Callable[[Recommendation, str], str] | None = None,
    ) -> None:
        """`why`: says why a recommendation is in a section; None for lists that need no reason."""
        self._outlook = outlook
        self._rows: list[Recommendation | str] = []
        self._why = why
        self._section: dict[str, str] = {}
        for section in sections:
            if section.name:
                self._rows.append(section_title(section))
            self._rows.extend(section.items)
            self._section |= {item.id: section.name for item in section.items}
        self._places = {self.row_id(index): index for index in range(len(self._rows))}

    def __len__(self) -> int:
        return len(self._rows)

    def row_id(self, index: int) -> str:
        row = self._rows[index]
        return DIVIDER + row if isinstance(row, str) else row.id

    def index_of(self, row_id: str) -> int | None:
        return self._places.get(row_id)

    def selectable(self, index: int) -> bool:
        return not isinstance(self._rows[index], str)

    def row(self, index: int, width: int) -> Row:
        row = self._rows[index]
        if isinstance(row, str):
            return rule(row, width)
        why = self._why(row, self._section[row.id]) if self._why else None
        return recommendation_row(row, self._outlook, width, why)

    def item(self, row_id: str | None) -> Recommendation | None:
        """Return the recommendation of a row, if it is one."""
        index = self.index_of(row_id) if row_id else None
        row = None if index is None else self._rows[index]
        return None if isinstance(row, str) else row


def heading_row(width: int, *, has_why: bool = False) -> Row:
    """Return the names of the columns."""
    who = WHO if has_why else WHO + EXTRA + 1
    left = f"    {'state':<{STATE}} {'date':>{DATE}} {'who':<{who}} what"
    right = f"{'why':<{_why_width(width)}} " if has_why else ""
    return justify_row((Span(left, "muted"),), (Span(right + _right_heading(width), "muted"),), width)


def recommendation_row(
    item: Recommendation, outlook: TrackerContext, width: int, why: str | None = None
) -> Row:
    """`! S planned  30 Sep kim?  Move off personal tokens  4`; with `why` the reason instead of `3×` and `61d`."""
    late = is_overdue(item, outlook)
    left = (
        Span("!" if is_flagged(item, outlook) else " ", "warn"),
        Span("S " if item.label == "strategic" else "  ", "badge"),
        *_column(Span(STATES.get(item.status, item.status), TONES.get(item.status, "")), STATE),
        Span(f"{date_label(item.due, outlook.today):>{DATE}} ", "bad" if late else ""),
        *_column(Span(owner_label(item), "warn" if owner_label(item).endswith("?") else ""), WHO),
        *([Span(f"{attention_label(item, outlook):>{EXTRA}} ", "warn")] if why is None else []),
        Span(f"{' ' if why is None else ''}{item.title}", "strong" if item.is_committed else ""),
    )
    reason = () if why is None else (*truncate_row((Span(why, "warn"),), _why_width(width)),)
    padding = Span(" " * (_why_width(width) - row_width(reason) + 1)) if why is not None else Span("")
    return justify_row(left, (*reason, padding, *_right(item, outlook, width)), width)


def _why_width(width: int) -> int:
    return WHY if width < WIDE else WIDE_WHY


def is_flagged(item: Recommendation, outlook: TrackerContext) -> bool:
    """Return whether a row has its `!`: overdue, or closed in the ticket system and open here."""
    return is_overdue(item, outlook) or is_closed_in_ticket_system(item, outlook)


def date_label(day: str, today: str) -> str:
    """`14 Nov`; a day of another year as `Nov ’25`."""
    if not day:
        return "-"
    return short_day(day, today) if day[:4] == today[:4] else f"{MONTHS[int(day[5:7]) - 1]} ’{day[2:4]}"


def attention_label(item: Recommendation, outlook: TrackerContext) -> str:
    """`61d` nobody touched it, `3×` slipped."""
    if is_stale(item, outlook):
        return f"{days_untouched(item, outlook)}d"
    return f"{item.slips}×" if item.is_open and item.slips else ""


def _right(item: Recommendation, outlook: TrackerContext, width: int) -> Row:
    spans: list[Span] = []
    if width >= WIDEST:
        spans += _column(Span(item.tickets[0] if item.tickets else "", "link"), TICKET)
    if width >= WIDE:
        spans += _column(Span(outlook.handle(item.incident), "muted"), PLACE)
    return (*spans, Span(f"{len(item.incidents):>2}", "muted"))


def _right_heading(width: int) -> str:
    if width < WIDE:
        return "seen in"
    return (
        f"{'ticket':<{TICKET}} {'from':<{PLACE - 6}}seen in"
        if width >= WIDEST
        else f"{'from':<{PLACE - 6}}seen in"
    )


def _column(span: Span, width: int) -> Row:
    """Return the span in exactly so many cells and a blank."""
    cut = truncate_row((span,), width)
    return (*cut, Span(" " * (width - row_width(cut) + 1)))
