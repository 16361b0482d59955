"""The tracker: every recommendation of every incident, as lists, digests and figures read them (R6, R10, R11).

Few imports, since `oncall recs` over a thousand incidents has six times the start of Python (BUDGETS).
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import NotFoundError, OncallError
from oncall_tui.domain.recommendations.attention_status import TrackerContext, tracker_context
from oncall_tui.domain.recommendations.merging import (
    merge_root,
    merge_targets,
    with_part_progress,
    without_merged,
)
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.read_models.recommendation_index_rows import decode_head, decode_row, mended_in
from oncall_tui.services.display_zone import display_zone
from oncall_tui.settings.settings import Settings
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.recommendation_index import IncidentBlock, RecommendationIndex
from oncall_tui.storage.waiting_notes import Inbox

if TYPE_CHECKING:
    from oncall_tui.replication.encoding import Tables

# What a list knows better than a document: it has seen what was merged in.
JOINED = (
    "incidents",
    "tickets",
    "closed_tickets",
    "labels",
    "created_at",
    "touched_at",
    "last_word",
    "parts",
    "parts_done",
    "mends",
)


class Tracker:
    """Reads only. Lists come from the ledger, so that a thousand incidents are not opened for them.

    `file_inbox` files the waiting notes of an incident, `tables` reads its document: both are loaded when needed.
    """

    def __init__(
        self,
        places: DataPaths,
        ledger: RecommendationIndex,
        file_inbox: Callable[[str], None],
        tables: "Callable[[str], Tables]",
        clock: Clock,
        settings: Settings,
    ) -> None:
        self._places = places
        self._ledger = ledger
        self._inbox = Inbox(places)
        self._file_inbox = file_inbox
        self._tables = tables
        self._clock = clock
        self._settings = settings

    def load_all(self) -> tuple[list[Recommendation], TrackerContext]:
        """Every recommendation that was not merged away, and the outlook on them: today and their incidents."""
        blocks = self._blocks()
        return with_part_progress(without_merged(_listed(blocks))), self._outlook(blocks)

    def outlook(self) -> TrackerContext:
        """Return the context of status checks, now."""
        return self._outlook(self._blocks())

    def find(self, name: str) -> str:
        """Return the id that a unique prefix names. Raises NotFoundError, or RefusedError when it could be several."""
        from oncall_tui.domain.handles import find
        from oncall_tui.storage.current_incident import read_current

        items = _listed(self._blocks())
        current = self._settings.incident or read_current(self._places)
        titles = {item.id: f"recommendation “{item.title}” (…{item.id[-6:]})" for item in items}
        here = {item.id for item in items if item.incident == current}
        return find(name, ((item.id, "") for item in items), "recommendation", titles, here)

    def incident_of(self, id: str) -> str:
        """Return the incident in whose document a recommendation lives. Raises NotFoundError."""
        return self._by_id(id)[id].incident

    def with_history(self, id: str) -> Recommendation:
        """One with its history, and with what was merged into it; merged away itself, it stands alone."""
        here = self._by_id(id)
        targets = merge_targets(here.values())
        family = {id, *(other for other in targets if merge_root(other, targets) == id)}
        homes = dict.fromkeys(here[each].incident for each in sorted(family))
        item = next(item for item in without_merged(self._read(homes, family)) if item.id == id)
        listed = with_part_progress([*(part for part in here.values() if part.part_of == id), item])
        return listed[-1]._replace(mends=here[id].mends)

    def details(self, item: Recommendation) -> Recommendation:
        """Return a listed one with what only its document knows; quick, since it is wanted at each move of a
        cursor.
        """
        read = next((each for each in self._read([item.incident]) if each.id == item.id), item)
        return read._replace(**{name: getattr(item, name) for name in JOINED})

    def all_with_history(self, listed: Sequence[Recommendation]) -> list[Recommendation]:
        """Return the listed ones with their histories: this reads the documents in which they, and what they
        absorbed, arose.
        """
        here = {item.id: item for item in _listed(self._blocks())}
        targets, wanted = merge_targets(here.values()), {item.id for item in listed}
        family = {id for id in here if merge_root(id, targets) in wanted}
        homes = dict.fromkeys(item.incident for id, item in here.items() if id in family)
        read = {item.id: item for item in without_merged(self._read(homes, family))}
        found = ((item, read.get(item.id, item)) for item in listed)
        return [
            whole._replace(parts=item.parts, parts_done=item.parts_done, mends=item.mends)
            for item, whole in found
        ]

    def state(self) -> object:
        """Return a fingerprint that changes when an incident is saved or a note waits: saving renames into one
        directory.
        """
        inboxes = [self._places.inbox_of(id) for id in self._inbox.incidents()]
        return [_modified(path) for path in (self._places.incidents, *inboxes)]

    def _read(self, homes: Iterable[str], wanted: set[str] | None = None) -> list[Recommendation]:
        from oncall_tui.read_models.recommendation_records import recommendations_in

        read = (item for home in homes for item in recommendations_in(home, self._tables(home)))
        return [item for item in read if wanted is None or item.id in wanted]

    def _by_id(self, id: str) -> dict[str, Recommendation]:
        here = {item.id: item for item in _listed(self._blocks())}
        if id not in here:
            raise NotFoundError(
                f"No recommendation has the id {id!r}. Nothing was changed. `oncall recs` lists them."
            )
        return here

    def _blocks(self) -> dict[str, IncidentBlock]:
        """Return ideas that wait in an inbox are filed first, so that they are among the others."""
        for incident in self._inbox.incidents():
            if self._inbox.ids(incident):
                with suppress(OncallError):  # what can't be filed now is safe where it is
                    self._file_inbox(incident)
        return self._ledger.blocks()

    def _outlook(self, blocks: dict[str, IncidentBlock]) -> TrackerContext:
        facts = {id: decode_head(id, block.head) for id, block in blocks.items()}
        return tracker_context(self._clock(), display_zone(self._settings.zone), facts, self._settings.author)


def _listed(blocks: dict[str, IncidentBlock]) -> list[Recommendation]:
    """Every recommendation as lists know it; what it changes may stand in the document of another incident."""
    items = [decode_row(row) for block in blocks.values() for row in block.rows]
    mended: dict[str, tuple[str, ...]] = {}
    for block in blocks.values():
        for recommendation, record in mended_in(block.head):
            mended[recommendation] = (*mended.get(recommendation, ()), record)
    if not mended:
        return items
    return [item._replace(mends=mended[item.id]) if item.id in mended else item for item in items]


def _modified(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except FileNotFoundError:
        return 0
