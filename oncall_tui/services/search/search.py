"""Search over everything, everywhere: notes, events, recommendations and the fields of every incident (R6)."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from oncall_tui.domain.errors import OncallError
from oncall_tui.read_models.search_index import SearchIndex
from oncall_tui.read_models.search_passages import IncidentPassages, SearchHit
from oncall_tui.storage.derived_texts import DerivedTexts
from oncall_tui.storage.waiting_notes import Inbox


class Search:
    """Search documents from `kept`, a block for each incident, and inboxes directly.

    `with_waiting` makes the block of an incident and its waiting notes, `unfiled` that of the notes that no
    incident has: both are loaded when needed.
    """

    def __init__(
        self,
        kept: DerivedTexts,
        inbox: Inbox,
        with_waiting: Callable[[str], str],
        unfiled: Callable[[], str],
    ) -> None:
        self._kept = kept
        self._inbox = inbox
        self._with_waiting = with_waiting
        self._unfiled = unfiled
        self._haystack = SearchIndex()

    @property
    def damaged(self) -> dict[str, str]:
        """The incidents that could not be read at the last look, with why; a search passes them by."""
        return self._kept.damaged

    def refresh(self) -> None:
        """Read what changed, which may take a moment: screens do it in a thread. Searches see what this saw."""
        waiting = [id for id in self._inbox.incidents() if self._inbox.ids(id)]
        unfiled = [self._unfiled()] if self._inbox.ids(None) else []
        blocks = {id: kept.text for id, kept in self._kept.texts().items()}
        for id in waiting:  # asked before the documents were: what is filed meanwhile stands in those
            with suppress(OncallError):
                blocks[id] = self._with_waiting(id)
        self._haystack = SearchIndex([*unfiled, *sorted(blocks.values(), reverse=True)])

    def hits(self, text: str) -> Iterator[SearchHit]:
        """Every record that holds the text, whatever its case; newest incident first. Those that are taken from the
        beginning cost no more than to look through what stands before them."""
        return self._haystack.hits(text)

    def places_of(self, key: str) -> Iterator[tuple[str, str, str]]:
        """Incident, table and id of every record whose id begins or ends with `key`, as the kept texts know them."""
        for incident, kept in self._kept.texts().items():
            yield from ((incident, *place) for place in IncidentPassages(kept.text).places_of(key))

    def incidents_with(self, word: str) -> frozenset[str]:
        """Return the ids of the incidents that hold a word anywhere, whatever its case."""
        return self._haystack.incidents_with(word)
