"""Taking a text out where a share is at hand: what colleagues have written comes in first, and word goes out after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.plural import count_text
from oncall_tui.services.notes.redaction import Redacted
from oncall_tui.settings.settings import Settings

if TYPE_CHECKING:
    from oncall_tui.services.notes.redaction import Redaction
    from oncall_tui.services.sharing.sync_service import SyncService

WAIT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class SharedRedacted:
    """Result of a redaction with sync: what was done here, replicas not seen since (`bo on web-1`), and why the
    share was not reached.
    """

    here: Redacted
    not_seen_since: tuple[str, ...] = ()
    not_shared: str = ""

    def sentences(self) -> list[str]:
        """Return messages for the person, most important first."""
        others = f", {count_text(self.here.notes, 'other note')} included" if self.here.notes else ""
        told = [f"Taken out everywhere on this machine{others}."]
        if self.here.handle_stays:
            told.append("The incident's handle was made of that text and stays: others call it by that name.")
        if self.here.elsewhere:
            told.append(
                f"The same text is in other incidents here: {', '.join(self.here.elsewhere)}. Take it out of each."
            )
        if self.not_shared:
            told.append(
                f"The share was not met: {self.not_shared} Others' copies follow after the next sync."
            )
        elif self.not_seen_since:
            told.append(
                f"Not seen since: {', '.join(self.not_seen_since)}. Their copies follow when they next sync."
            )
        return told


class SharedRedaction:
    """Redacts between two syncs. The record itself stays here until it is redacted."""

    def __init__(
        self, redaction: Redaction, synchronise: Callable[[], SyncService], settings: Settings
    ) -> None:
        self._redaction = redaction
        self._synchronise = synchronise
        self._settings = settings

    def redact(
        self, incident: str, id: str, text: str | None = None, *, table: str = "notes", field: str = ""
    ) -> SharedRedacted:
        """Redact as `Redaction.redact` does, which raises; a share that can't be met stops nothing."""

        def redact() -> Redacted:
            return self._redaction.redact(incident, id, text, table=table, field=field)

        if self._settings.share is None:
            return SharedRedacted(redact())
        withheld = {incident: id} if table != "incident" else None
        try:
            self._synchronise().sync(wait=WAIT_SECONDS, hold=True, withheld=withheld)
        except OncallError as error:
            return SharedRedacted(redact(), not_shared=str(error))
        here = redact()
        try:
            synced = self._synchronise().sync(wait=WAIT_SECONDS, hold=True)
        except OncallError as error:
            return SharedRedacted(here, not_shared=str(error))
        replicas = synced.outcome.replicas
        me = self._synchronise().replica()
        others = (f"{info.author} on {info.host}" for name, info in replicas.items() if name != me)
        return SharedRedacted(here, tuple(sorted(others)))
