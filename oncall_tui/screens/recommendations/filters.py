"""The keys that choose what the tracker shows: a filter in words, groups, an order, kept filters, figures."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.recommendations.filter import FLAGS, VOCABULARY
from oncall_tui.screens.actions.filter import FilterActions, FilterVocabulary
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.recommendations.detail_pages import RecommendationPages
from oncall_tui.screens.recommendations.tracker_views import ALL, GROUPS, MONDAY, ORDERS
from oncall_tui.widgets.prompt_options import Choice, Option

GROUP_CHOICES = (
    *(Choice(key, name, name) for key, name in zip("soila", GROUPS, strict=True)),
    Choice("-", "as they were", ""),
)


class RecommendationFilters(RecommendationPages, FilterActions):
    """A filter looks through everything, whatever view was shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "filter", id="recs.filter",
                tooltip="Words such as status:planned owner:ana overdue; Tab completes"),
        Binding("b", "group", "Group by", show=False, id="recs.group",
                tooltip="Group by status, owner, incident, label or age"),
        Binding("O", "order", "Order", show=False, id="recs.order",
                tooltip="Another order inside the groups"),
        Binding("F", "kept", "Kept filters", show=False, id="recs.kept",
                tooltip="Take a kept filter, or keep this one"),
        Binding("f", "figures", "Figures", show=False, id="recs.figures",
                tooltip="The overview: figures, each opens its rows"),
    ]  # fmt: skip

    view = MONDAY
    group = ""
    order = ""

    def show_list(self) -> None:
        """Show what the view, the filter, the groups and the order want. Raises RefusedError."""
        raise NotImplementedError

    def filter_vocabulary(self) -> FilterVocabulary:
        return FilterVocabulary(VOCABULARY, FLAGS)

    def filter_names(self) -> Mapping[str, Sequence[str]]:
        """Make ready, too, what a filter looks through."""
        if self.tracked is None:
            return {}
        items, outlook = [each.recommendation for each in self.tracked.entries.values()], self.tracked.outlook
        return {
            "owner": sorted({item.owner for item in items if item.owner}),
            "incident": sorted({outlook.handle(item.incident) for item in items}),
            "tag": sorted({label for item in items for label in item.labels}),
        }

    def show_filtered(self) -> None:
        """Show what the filter finds in all views."""
        if self.filter_words:
            self.view = ALL
        self.show_list()

    def count_text(self) -> str:
        return f"{sum(map(self.row_list.rows.selectable, range(len(self.row_list.rows))))} shown"

    @prompting_action
    async def action_group(self) -> None:
        group = await self.choose("Group by", *GROUP_CHOICES)
        if group is not None:
            self.group = group
            self.show_list()

    @prompting_action
    async def action_order(self) -> None:
        order = await self.pick(
            "Which first?", Option("", "worst first"), *(Option(name, name) for name in ORDERS)
        )
        if order is not None:
            self.order = order
            self.show_list()

    @prompting_action
    async def action_kept(self) -> None:
        """Kept filters, and this one to be kept or forgotten."""
        kept = self.services.looks.filters()
        options = [Option(words, words, "shows these") for words in kept]
        if self.filter_words:
            verb = "forget" if self.filter_words in kept else "keep"
            options.append(Option("", f"{verb}: {self.filter_words}"))
        if not options:
            raise RefusedError("No filter is kept yet. / finds; then F keeps it.")
        chosen = await self.pick("Kept filters", *options)
        if chosen:
            self.apply_filter(chosen)
        elif chosen is not None:
            self.services.looks.toggle_saved_filter(self.filter_words)
            self.show_message(f"Kept filters: {len(self.services.looks.filters())}")

    @prompting_action
    async def action_figures(self) -> None:
        from oncall_tui.domain.recommendations.metrics import compute_metrics
        from oncall_tui.screens.recommendations.metrics_page import OverviewScreen

        if self.tracked is None:
            return
        items = self.tracked.items
        figures = await self.in_thread(lambda: compute_metrics(items, self.services.tracker.outlook()))
        await self.app.push_screen(
            OverviewScreen(figures, plain=self.services.settings.ascii), self._open_figure
        )

    def _open_figure(self, words: str | None) -> None:
        if words:
            self.apply_filter(words)
