"""`:seen`: the incidents that look like the one that is open (L2)."""

from collections.abc import Sequence
from typing import Generic

from oncall_tui.domain.errors import Refused
from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.live import Read
from oncall_tui.screens.messages import NotesRequested
from oncall_tui.screens.notes.strip import seen_words
from oncall_tui.screens.one_incident import OneIncident
from oncall_tui.services.incidents.listing import Listed
from oncall_tui.services.incidents.seen_before import seen_before
from oncall_tui.widgets.choices import Option


class SeenActions(OneIncident[Read], Generic[Read]):
    """`seen`: those incidents, the most alike first. They are looked for beside the first frame."""

    seen: Sequence[Listed] = ()

    def show_strip(self) -> None:
        """Draw the lines above the notes again."""
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
        self.begin(self._look_for_likes, "seen", exclusive=True)

    async def _look_for_likes(self) -> None:
        """It asks for every incident's title."""
        if self.incident_id is not None:
            rows = await self.in_thread(self.services.listings.rows)
            self.seen = seen_before(self.incident_id, rows)
            self.show_strip()

    @conversation
    async def action_seen(self) -> None:
        if not self.seen:
            raise Refused("No incident here looks like this one. Nothing was saved.")
        options = [Option(row.id, seen_words(row), "its notes are shown; 0 comes back") for row in self.seen]
        chosen = await self.pick("Seen before: open which?", *options)
        if chosen is not None:
            self.post_message(NotesRequested(chosen))
