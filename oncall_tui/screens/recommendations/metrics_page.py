"""The overview for leads: every figure with a small plot, and Enter opens the rows behind it (R7, R9, R12-R15)."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from oncall_tui.domain.local_time import MONTHS
from oncall_tui.domain.recommendations.metrics import Metric, MonthCount, TrackerMetrics
from oncall_tui.screens.full_page import FullPage
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Rows, Span, rule
from oncall_tui.widgets.text_plots import sparkline, text_bar

NAME, COUNT, BAR = 26, 5, 40


class OverviewScreen(FullPage[str | None]):
    """Ends with the filter words of the figure that was opened, or None."""

    CHOOSES = "rows behind it"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f", "close", "back", id="overview.close"),
    ]

    def __init__(self, figures: TrackerMetrics, *, plain: bool) -> None:
        super().__init__()
        self._figures = figures
        self._plain = plain

    def title_row(self) -> Row:
        return (Span(" Overview of all recommendations", "strong"),)

    def rows(self, width: int) -> Rows:
        return FixedRows(overview_rows(self._figures, width, plain=self._plain))

    @on(RowList.Chosen)
    def _open(self, message: RowList.Chosen) -> None:
        self.dismiss(message.row_id)

    def action_close(self) -> None:
        self.dismiss(None)


def overview_rows(figures: TrackerMetrics, width: int, *, plain: bool) -> list[FixedRow]:
    """Return rows whose ids are the filter words of their figures."""
    return [
        *_section("how they stand", figures.standing, width, plain),
        *_section("status", figures.statuses, width, plain),
        *_section("age of the open ones", figures.ages, width, plain),
        *_section("intended outcome of the open ones", figures.outcomes, width, plain),
        *_grid(figures, width),
        *_months(figures.months, width, plain),
    ]


def _section(title: str, figures: Iterable[Metric], width: int, plain: bool) -> Iterator[FixedRow]:
    shown = list(figures)
    most = max((figure.count for figure in shown), default=0)
    yield FixedRow(f"divider {title}", rule(title, width - 1), selectable=False)
    for figure in shown:
        drawn = text_bar(figure.count, most, min(BAR, width - NAME - COUNT - 4), plain=plain)
        yield FixedRow(figure.words, _figure_row(figure, drawn))


def _figure_row(figure: Metric, drawn: str) -> Row:
    return (
        Span(f" {figure.name:<{NAME}}"),
        Span(f"{figure.count:>{COUNT}} ", "strong"),
        Span(drawn, "badge"),
    )


def _grid(figures: TrackerMetrics, width: int) -> Iterator[FixedRow]:
    """Impact against effort: what pays at once comes first (R7)."""
    title = "impact against effort, open: what pays at once comes first"
    yield FixedRow("divider grid", rule(title, width - 1), selectable=False)
    for row in figures.impact_and_effort:
        for figure in row:
            if figure.count:
                yield FixedRow(figure.words, _figure_row(figure, ""))


def _months(months: Iterable[MonthCount], width: int, plain: bool) -> Iterator[FixedRow]:
    """Two lines of columns, then the months that have something to open."""
    shown = list(months)
    yield FixedRow("divider months", rule("written and ended, by month", width - 1), selectable=False)
    opened = sparkline([month.opened.count for month in shown], plain=plain)
    ended = sparkline([month.ended.count for month in shown], plain=plain)
    letters = "".join(MONTHS[int(month.month[5:]) - 1][0] for month in shown)
    for name, drawn in (("written", opened), ("ended", ended), ("", letters)):
        yield FixedRow(
            f"divider {name} months", (Span(f" {name:<{NAME}}"), Span(drawn, "badge")), selectable=False
        )
    for month in reversed(shown):
        for figure in (month.opened, month.ended):
            if figure.count:
                yield FixedRow(figure.words, _figure_row(figure, ""))
