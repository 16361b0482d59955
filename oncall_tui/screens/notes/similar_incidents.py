"""`:seen`: the incidents that look like the one that is open (L2)."""

from collections.abc import Sequence
from functools import partial
from typing import Generic

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.learning.similar import Similar
from oncall_tui.screens.incident_screen import IncidentScreen
from oncall_tui.screens.messages import NotesRequested
from oncall_tui.screens.notes.incident_strip import seen_reason, seen_words
from oncall_tui.screens.polling_screen import Data
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.widgets.prompt_options import Option


class SimilarIncidentActions(IncidentScreen[Data], Generic[Data]):
    """`seen`: those incidents, the most alike first. They are looked for beside the first frame."""

    seen: Sequence[Similar] = ()

    def show_strip(self) -> None:
        """Draw the lines above the notes again."""
        raise NotImplementedError

    def similar_to(self, incident_id: str) -> Sequence[Similar]:
        """Return the incidents like this one, the most alike first. Runs in a thread."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.call_after_refresh(self._find_likes)

    def open_incident(self, incident_id: str | None) -> None:
        is_other = incident_id != self.incident_id
        super().open_incident(incident_id)
        if is_other:
            self.seen = ()
            if self.is_ready:
                self._find_likes()

    def _find_likes(self) -> None:
        self.run_in_background(self._look_for_likes, "seen", exclusive=True)

    async def _look_for_likes(self) -> None:
        """Look for similar incidents. It asks for what learning keeps of every incident."""
        if self.incident_id is not None:
            self.seen = await self.in_thread(partial(self.similar_to, self.incident_id))
            self.show_strip()

    @prompting_action
    async def action_seen(self) -> None:
        if not self.seen:
            raise RefusedError("No incident here looks like this one. Nothing was saved.")
        options = [Option(each.facts.id, seen_words(each), seen_reason(each)) for each in self.seen]
        chosen = await self.pick("Seen before: open which?", *options)
        if chosen is not None:
            self.post_message(NotesRequested(chosen))
