"""The keys of the tracker that lead elsewhere: duplicates, digest, figures, the meeting, the row it came from.

What only a key needs is loaded with it: the first frame shows rows.
"""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.days import start_of
from oncall_tui.domain.errors import Refused
from oncall_tui.domain.recommendation import Recommendation
from oncall_tui.domain.recommendation_standing import Outlook
from oncall_tui.screens.clipboard import copy
from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.messages import TimelineRequested
from oncall_tui.screens.recommendation_edits import RecommendationEdits
from oncall_tui.screens.tracker_groups import Tracked
from oncall_tui.widgets.choices import Choice, Option

TEXTS = (Choice("d", "digest", "digest"), Choice("r", "this one, whole", "whole"))
MOST_PAIRS = 40


class RecommendationPages(RecommendationEdits):
    """Nothing here changes anything but joining two that are one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "Y",
            "texts",
            "digest",
            id="recs.texts",
            tooltip="Y d the status digest, Y r this one whole: to read, then y copies",
        ),
        Binding("y", "copy", "Copy", show=False, id="recs.copy", tooltip="Copy this one"),
        Binding(
            "o",
            "origin",
            "Its incident",
            show=False,
            id="recs.origin",
            tooltip="Open the row that it came from; 5 comes back",
        ),
    ]

    tracked: Tracked | None = None

    def go_to(self, row_id: str | None) -> None:
        self.listed.move_to(row_id or "")

    def marked(self) -> list[Recommendation]:
        raise NotImplementedError

    @conversation
    async def action_join(self) -> None:
        """With marks: these. Without: what is likely the same as this one, else any likely pair."""
        items = self.marked()
        if len(items) == 1:
            raise Refused("One alone can't be joined. Nothing was changed. Mark two with Space, or none.")
        if items:
            await self._join(items)
            return
        pairs = await self.in_thread(self._likely)
        if not pairs:
            raise Refused(
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
            Option(item.id, item.title, "keeps its fields; incidents and tickets of all") for item in items
        ]
        kept = await self.pick("Which one stays?", *options)
        if kept is not None:
            await self.change(partial(self._merge, kept, [item for item in items if item.id != kept]))
            self.go_to(kept)

    def _merge(self, kept: str, gone: Sequence[Recommendation]) -> str:
        from oncall_tui.formats.recommendation_text import seen_in_words

        for item in gone:
            merged = self.services.follow_up.merge(kept, item.id)
        self.note_change(*(item.incident for item in gone))
        return (
            f"One now · {merged.title} · {seen_in_words(merged, self.services.tracker.outlook())} · u undoes"
        )

    def _likely(self) -> list[tuple[Recommendation, Recommendation]]:
        """Likely pairs, those with the one under the cursor first."""
        from oncall_tui.domain.likely_duplicates import likely_pairs

        here = self.chosen()[0].id
        items = [item for item in self.tracked.items if item.is_open] if self.tracked else []
        pairs = [
            (items[pair.first], items[pair.second])
            for pair in likely_pairs([f"{item.title} {item.statement}" for item in items])
        ]
        return sorted(pairs, key=lambda pair: here not in (pair[0].id, pair[1].id))[:MOST_PAIRS]

    @conversation
    async def action_texts(self) -> None:
        which = await self.choose("Text", *TEXTS)
        if which == "digest" and self.tracked is not None:
            from oncall_tui.formats.digest import digest

            text = digest(self.tracked.items, self.tracked.since, self.tracked.outlook)
            self._show_page("Status digest · y copies", text)
        elif which == "whole":
            await self._show_whole()

    async def _show_whole(self) -> None:
        item, text = await self.in_thread(self._whole)
        self._show_page(item.title, text)

    def _show_page(self, title: str, text: str) -> None:
        from oncall_tui.screens.text_page import TextPage

        self.app.push_screen(TextPage(title, text))

    def _whole(self) -> tuple[Recommendation, str]:
        """The one under the cursor with all that is known of it, and that as text."""
        from oncall_tui.formats.recommendation_text import recommendation_text

        item = self.services.tracker.whole(self.chosen()[0].id)
        return item, recommendation_text(item, self.services.tracker.outlook())

    @conversation
    async def action_copy(self) -> None:
        item, text = await self.in_thread(self._whole)
        copy(self.app, text)
        self.say(f"Copied · {item.title}")

    @conversation
    async def action_origin(self) -> None:
        item = await self.in_thread(partial(self.services.tracker.whole, self.chosen()[0].id))
        self.post_message(TimelineRequested(item.incident, row_id=item.note or None))

    def since(self, outlook: Outlook) -> int:
        """The instant at which the day of the last look began."""
        return start_of(self.services.looks.since(outlook.today), outlook.zone)
