"""The keys of the tracker that lead elsewhere: one whole, the digest, the row that it came from.

What only a key needs is loaded with it: the first frame shows rows.
"""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.days import day_start
from oncall_tui.domain.recommendations.attention_status import TrackerContext
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.screens.clipboard import copy_to_clipboard
from oncall_tui.screens.messages import TimelineRequested
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.recommendations.edits import RecommendationEdits
from oncall_tui.widgets.prompt_options import Choice

TEXTS = (Choice("d", "digest", "digest"), Choice("r", "this one, whole", "whole"))


class RecommendationPages(RecommendationEdits):
    """Nothing here changes anything."""

    TEXTS = TEXTS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("Y", "texts", "digest", id="recs.texts",
                tooltip="Y d the status digest, Y r this one whole: to read, then y copies"),
        Binding("y", "copy", "Copy", show=False, id="recs.copy", tooltip="Copy this one"),
        Binding("o", "origin", "Its incident", show=False, id="recs.origin",
                tooltip="Open the row that it came from; 5 comes back"),
        Binding("enter", "unfold", "Whole", show=False, id="recs.unfold",
                tooltip="All of it, with its history"),
    ]  # fmt: skip

    @prompting_action
    async def action_texts(self) -> None:
        which = await self.choose("Text", *self.TEXTS)
        if which is not None:
            await self._show_text(which)

    @prompting_action
    async def action_show_text(self, name: str) -> None:
        """Show the text of that name."""
        await self._show_text(name)

    async def _show_text(self, which: str) -> None:
        if which == "digest" and self.tracked is not None:
            from oncall_tui.formats.writers.digest_markdown import digest_markdown

            text = digest_markdown(self.tracked.items, self.tracked.since, self.tracked.outlook)
            self._show_page("Status digest · y copies", text)
            self.mark_since()
        elif which == "whole":
            await self._show_whole()

    @prompting_action
    async def action_unfold(self) -> None:
        await self._show_whole()

    async def _show_whole(self) -> None:
        item, text = await self.in_thread(self._whole)
        self._show_page(item.title, text)

    def _show_page(self, title: str, text: str) -> None:
        from oncall_tui.screens.text_page import TextPage

        self.app.push_screen(TextPage(title, text))

    def _whole(self) -> tuple[Recommendation, str]:
        """Return the one under the cursor with all that is known of it, and that as text."""
        from oncall_tui.formats.writers.recommendation_text import recommendation_text

        item = self.services.tracker.with_history(self.chosen()[0].id)
        return item, recommendation_text(item, self.services.tracker.outlook())

    @prompting_action
    async def action_copy(self) -> None:
        item, text = await self.in_thread(self._whole)
        copy_to_clipboard(self.app, text)
        self.show_message(f"Copied · {item.title}")

    @prompting_action
    async def action_origin(self) -> None:
        item = await self.in_thread(partial(self.services.tracker.with_history, self.chosen()[0].id))
        self.post_message(TimelineRequested(item.incident, row_id=item.note or None))

    def since(self, outlook: TrackerContext) -> int:
        """Return the instant at which the day of the last meeting or digest began."""
        return day_start(self.services.looks.since(outlook.today), outlook.zone)

    def mark_since(self) -> None:
        """From tomorrow on, news begin today: a meeting was held, or a digest was made."""
        self.services.looks.mark(self.services.tracker.outlook().today)
