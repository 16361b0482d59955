"""`J`: two recommendations that are one, marked by a person or likely by their words (R10)."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.recommendations.selection import ChosenRecommendations
from oncall_tui.widgets.prompt_options import Option

MOST_PAIRS = 40


class RecommendationMerging(ChosenRecommendations):
    """The one that stays keeps its fields, and the incidents and tickets of all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("J", "join", "join", id="recs.join",
                tooltip="Make the marked ones one, or one of the likely duplicates"),
    ]  # fmt: skip

    @prompting_action
    async def action_join(self) -> None:
        """With marks: these. Without: what is likely the same as this one, else any likely pair."""
        items = self.marked()
        if len(items) == 1:
            raise RefusedError(
                "One alone can't be joined. Nothing was changed. Mark two with Space, or none."
            )
        if items:
            await self._join(items)
            return
        pairs = await self.in_thread(self._likely)
        if not pairs:
            raise RefusedError(
                "No two of these look like the same. Nothing was changed. Space marks what you know."
            )
        options = [
            Option(str(place), f"{kept.title}  =  {gone.title}", f"“{gone.title}” becomes part of the first")
            for place, (kept, gone) in enumerate(pairs)
        ]
        chosen = await self.pick("Which two are one? The first stays.", *options)
        if chosen is not None:
            await self._join(pairs[int(chosen)])

    async def _join(self, items: Sequence[Recommendation]) -> None:
        options = [
            Option(item.id, item.title, "keeps its fields and gets the incidents and tickets of the others")
            for item in items
        ]
        kept = await self.pick("Which one stays?", *options)
        if kept is not None:
            await self.run_and_refresh(
                partial(self._merge, kept, [item for item in items if item.id != kept])
            )
            self.go_to(kept)

    def _merge(self, kept: str, gone: Sequence[Recommendation]) -> str:
        from oncall_tui.formats.writers.recommendation_text import seen_in_text

        for item in gone:
            merged = self.services.follow_up.merge(kept, item.id)
        self.note_change(*(item.incident for item in gone))
        return (
            f"One now · {merged.title} · {seen_in_text(merged, self.services.tracker.outlook())} · u undoes"
        )

    def _likely(self) -> list[tuple[Recommendation, Recommendation]]:
        """Likely pairs, those with the one under the cursor first."""
        from oncall_tui.domain.recommendations.likely_duplicates import find_duplicate_pairs

        here = self.chosen()[0].id
        items = [item for item in self.tracked.items if item.is_open] if self.tracked else []
        pairs = [
            (items[pair.first], items[pair.second])
            for pair in find_duplicate_pairs([f"{item.title} {item.statement}" for item in items])
        ]
        return sorted(pairs, key=lambda pair: here not in (pair[0].id, pair[1].id))[:MOST_PAIRS]
