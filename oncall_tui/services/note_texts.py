"""The texts of all notes, incident by incident, so that a filter over them is one `in` for each word."""

from oncall_tui.domain.errors import OncallError
from oncall_tui.storage.document_file import Signature
from oncall_tui.storage.store import Store


class NoteTexts:
    """Filed notes of every incident here, in small letters; only what changed is read again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, tuple[Signature | None, str]] = {}

    def read(self) -> None:
        """Takes its time, so it is called in a thread. Incidents that can't be read hold nothing."""
        for id in self._store.incident_ids():
            state = self._store.signature(id)
            if id not in self._texts or self._texts[id][0] != state:
                self._texts[id] = state, self._text(id)

    def hold(self, incident: str, word: str) -> bool:
        """Whether a note of that incident holds the word, which is in small letters."""
        return word in self._texts.get(incident, (None, ""))[1]

    def _text(self, id: str) -> str:
        try:
            notes = self._store.tables(id).get("notes", {})
        except OncallError:
            return ""
        return "\n".join(str(record.get("raw", "")) for record in notes.values()).casefold()
