"""Cache the output of `oncall recs` without a filter, while no incident changes and the day is the same."""

from collections.abc import Callable

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.days import local_date
from oncall_tui.services.display_zone import display_zone
from oncall_tui.settings.settings import Settings
from oncall_tui.storage.output_cache import OutputCache
from oncall_tui.storage.recommendation_index import RecommendationIndex
from oncall_tui.storage.waiting_notes import Inbox


class CachedListText:
    """A text over all recommendations: how they stand depends on the incidents' files, the day and the zone only."""

    def __init__(
        self, ledger: RecommendationIndex, kept: OutputCache, inbox: Inbox, clock: Clock, settings: Settings
    ) -> None:
        self._ledger = ledger
        self._kept = kept
        self._inbox = inbox
        self._clock = clock
        self._zone = settings.zone

    def text(self, make: Callable[[], str]) -> str:
        """Return the cached text, or make it now. Waiting notes may hold ideas: then it is made, which files them."""
        if any(map(self._inbox.ids, self._inbox.incidents())):
            return make()
        key = f"{local_date(self._clock(), display_zone(self._zone))} {self._zone} {self._ledger.signature()}"
        text = self._kept.get(key)
        if text is None:
            text = make()
            if not self._ledger.damaged:  # what is missing from a list is told each time
                self._kept.keep(key, text)
        return text
