"""Many blocks of texts, joined in small letters: looking through all of them is one `in`, however many they are."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from oncall_tui.domain.folding import fold
from oncall_tui.read_models.search_passages import BEGIN, WITHIN, IncidentPassages, SearchHit


class SearchIndex:
    """Its text never changes: what changed makes another one, while somebody may still look through this."""

    def __init__(self, blocks: Iterable[str] = ()) -> None:
        self._blocks = list(map(IncidentPassages, blocks))
        folded = [fold(block.body) for block in self._blocks]
        self._text = "".join(folded)
        self._starts = list(accumulate(map(len, folded), initial=0))
        # What was looked for last, and where it stands first.
        self._looked = "", 0

    def hits(self, text: str) -> Iterator[SearchHit]:
        """Every record that holds the text, whatever its case, in the order of the blocks; looked for as they are
        asked for."""
        wanted, shown = fold(text), None
        for block, number in self._places(_needle(wanted)):
            hit = self._blocks[block].hit(number)
            place = (hit.incident, hit.table, hit.id)
            if place != shown and wanted in fold(hit.text):
                shown = place
                yield hit

    def incidents_with(self, word: str) -> frozenset[str]:
        """Return the incidents whose blocks hold a word, whatever its case."""
        needle = _needle(fold(word))
        found = set()
        at = self._first(needle)
        while at >= 0:
            block = self._block_at(at)
            found.add(self._blocks[block].incident)
            at = self._text.find(needle, self._starts[block + 1])
        return frozenset(id for id in found if id is not None)

    def _places(self, needle: str) -> Iterator[tuple[int, int]]:
        """Block and number of every passage with the needle. Passages are counted by their beginnings."""
        block, number, counted, end = 0, 0, 0, 0
        at = self._first(needle)
        while at >= 0:
            if at >= end:
                block = self._block_at(at)
                number, counted, end = 0, self._starts[block], self._starts[block + 1]
            number += self._text.count(BEGIN, counted, at + len(BEGIN))
            counted = at + 1
            yield block, number
            after = self._text.find(BEGIN, counted)
            at = self._text.find(needle, after) if after >= 0 else after

    def _first(self, needle: str) -> int:
        """Return the first position of a text, -1 if there is none. A longer needle starts no earlier, so typing
        searches on from there.
        """
        before, at = self._looked
        start = at if needle.startswith(before) else 0
        first = self._text.find(needle, start) if start >= 0 else start
        self._looked = needle, first
        return first

    def _block_at(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1


def _needle(wanted: str) -> str:
    """As it stands in a body. Nothing stands in every passage."""
    return wanted.replace("\n", WITHIN) or BEGIN
