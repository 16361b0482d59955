"""The line and the talk that the keys of Review act on."""

from collections.abc import Callable

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.review.threads import Thread
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.screens.actions.copy_texts import CopyTextActions
from oncall_tui.screens.actions.undo import UndoActions
from oncall_tui.screens.actions.zone import ZoneActions
from oncall_tui.screens.review.data import ReviewRead, ReviewServices
from oncall_tui.screens.review.lines import ReviewLine
from oncall_tui.screens.review.rows import ReviewRows
from oncall_tui.widgets.prompt_options import Option
from oncall_tui.widgets.row_list import RowList

MOST_WORDS = 50


class ChosenLine(
    CopyTextActions[ReviewRead | None], ZoneActions[ReviewRead | None], UndoActions[ReviewRead | None]
):
    """The line is the one under the cursor; the talk that of the pane, else the one about the line."""

    NO_ROW = "There is nothing under the cursor to say something about. Nothing was changed."

    services: ReviewServices
    review: ReviewRead | None = None

    @property
    def incident_view(self) -> IncidentView | None:
        return self.review.view.writeup.view if self.review else None

    @property
    def talks(self) -> RowList:
        """The pane of talks about the line."""
        return self.query_one("#detail", RowList)

    def under_cursor(self) -> ReviewLine | None:
        """Return the line under the cursor."""
        rows = self.row_list.rows
        return rows.line(self.row_list.cursor_id) if isinstance(rows, ReviewRows) else None

    def changed_incidents(self) -> tuple[str, ...]:
        return (self.incident(),)

    def idea_row(self) -> str | None:
        line = self.under_cursor()
        return line.target.id if line and line.target and line.target.table == "events" else None

    def now_read(self) -> ReviewRead:
        """Return the data loaded last. Raises RefusedError where no incident is open."""
        self.incident()
        if self.review is None:
            raise RefusedError(self.NO_INCIDENT)
        return self.review

    async def chosen_thread(self) -> Thread | None:
        """Return the talk under the pane's cursor, else the open one about the line; asks which where there are
        several.

        None if that is taken back. Raises RefusedError where there is none.
        """
        line = self.under_cursor()
        threads = line.threads if line else ()
        if not threads:
            raise RefusedError("Nobody has said anything here. Nothing was changed. c comments.")
        if self.talks.has_focus:
            here = self.talks.cursor_id
            found = next((thread for thread in threads if thread.comment.id == here), None)
            if found is not None:
                return found
        open_ones = [thread for thread in threads if thread.is_open] or list(threads)
        if len(open_ones) == 1:
            return open_ones[0]
        options = [
            Option(
                each.comment.id, f"{each.comment.kind}, {each.comment.by}: {each.comment.text[:MOST_WORDS]}"
            )
            for each in open_ones
        ]
        id = await self.pick("Which talk?", *options)
        return next((each for each in open_ones if each.comment.id == id), None)

    async def end_as(
        self, thread: Thread, ending: str, text: str = "", fields: dict[str, str] | None = None
    ) -> None:
        """End a talk and say so."""
        incident, id = self.incident(), thread.comment.id

        def work() -> str:
            self.services.reviews.end(incident, id, ending, text, fields)
            return f"Ended: {ending}. Nobody has to do more about it."

        await self.run_and_refresh(work)

    async def told(self, work: Callable[[], object], words: str) -> None:
        """Do some work in a thread, then say these words."""

        def done() -> str:
            work()
            return words

        await self.run_and_refresh(done)
