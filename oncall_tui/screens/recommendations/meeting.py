"""`w`: a follow-up meeting, which steps through what needs a word, worst first (R11)."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.screens.recommendations.filters import RecommendationFilters
from oncall_tui.screens.recommendations.tracker_views import MONDAY


class RecommendationMeeting(RecommendationFilters):
    """`meeting`: whether one is held; a word that is noted then goes on to the next row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "meeting", "Meeting", show=False, id="recs.meeting",
                tooltip="Step through what needs a word: c notes it and goes on, n and N step"),
        Binding("n", "step_word(1)", "Next", show=False, id="recs.word-next"),
        Binding("N", "step_word(-1)", "Previous", show=False, id="recs.word-previous"),
    ]  # fmt: skip

    meeting = False

    def action_meeting(self) -> None:
        """Begin at the first of them; once more ends it."""
        self.meeting = not self.meeting
        self.set_class(self.meeting, "-meeting")
        if self.meeting:
            self.view, self.filter_words, self.group, self.order = MONDAY, "", "", ""
        self.show_list()
        if self.meeting:
            self.row_list.action_first()
            self.mark_since()

    def next_row_id(self) -> str | None:
        """Return the next row: a meeting goes on by itself."""
        here = self.row_list.cursor
        if not self.meeting or here is None:
            return None
        rows = self.row_list.rows
        ahead = (index for index in range(here + 1, len(rows)) if rows.selectable(index))
        return next((rows.row_id(index) for index in ahead), None)

    def action_step_word(self, step: int) -> None:
        self.row_list.action_move(step)
