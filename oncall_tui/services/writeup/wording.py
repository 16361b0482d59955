"""Wording of a write-up: the language check over the texts that somebody wrote for the report (W13).

Raw notes, accounts, and imported texts that nobody has accepted yet are testimony and are not looked at.
"""

from typing import TYPE_CHECKING

from oncall_tui.domain.errors import RefusedError
from oncall_tui.read_models.writeup_wording import SILENCES, WordingFinding

if TYPE_CHECKING:
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits
    from oncall_tui.storage.store import Store


class Silences:
    """Silences findings with a reason, while the sentence that holds them stays as it is."""

    def __init__(self, store: "Store", writeup: "WriteupEdits") -> None:
        self._store = store
        self._writeup = writeup

    def silence(self, incident: str, target: str, words: str, reason: str) -> WordingFinding:
        """Silence the findings in `target` (a section's name, a record's id, `ID.FIELD`) whose words hold `words`.

        Returns the first. Raises RefusedError where nothing is found there, or no reason is given.
        """
        if not reason.strip():
            raise RefusedError(
                "A finding is silenced with a reason. Nothing was changed. Say why the words are fair."
            )
        found = [
            each
            for each in self._writeup.view(incident).wording
            if target in (each.place.id, each.place.target)
            and words.strip().casefold() in each.finding.words.casefold()
        ]
        if not found:
            raise RefusedError(
                f"Nothing is found in {target} with the words “{words}”. Nothing was changed. "
                "`oncall language -i INC` lists what is found."
            )
        with self._store.transaction(incident) as unit:
            unit.label = f"silenced “{found[0].finding.words}”: {reason.strip()[:60]}"
            for each in found:
                values = {
                    "target": each.place.target,
                    "code": str(each.finding.family),
                    "words": each.sentence,
                    "reason": reason.strip(),
                }
                unit.put(SILENCES, unit.new_id(), values)
        return found[0]
