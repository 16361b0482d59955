"""Taking words out of large sources: the bytes become `#`, as many as before, in every copy of the piece (SHARE 7)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.redacted_texts import REPLACEMENT
from oncall_tui.domain.source_text import Cut, SourceText, cut_field, cut_out, cuts_of, piece_field
from oncall_tui.services.sources.source_files import SourceFiles, text_of
from oncall_tui.storage.source_pieces import Piece, SourcePieces
from oncall_tui.storage.store import Store, reporting_save_errors


@dataclass(frozen=True, slots=True)
class CutLines:
    """Lines that were, or would be, cut: how many places, on which lines; `notes`: picked there, or with the same
    words.
    """

    places: int
    lines: frozenset[int]
    notes: tuple[str, ...]

    def words(self) -> str:
        return f"{count_text(self.places, 'place')} on {count_text(len(self.lines), 'line')} of the source"


class Cutting:
    """The use cases of redacting large sources."""

    def __init__(
        self,
        store: Store,
        pieces: SourcePieces,
        files: SourceFiles,
        redact: Callable[[str, str, str], object],
    ) -> None:
        self._store = store
        # Takes a text out of a note of an incident, and out of all else that holds it.
        self._redact = redact
        self._pieces = pieces
        self._files = files

    def preview(self, incident: str, source: str, line: int | None, words: str | None) -> CutLines:
        """Preview a cut: words (None: all) of one line, or words everywhere. Raises RefusedError where nothing is."""
        cuts = self._cuts(incident, source, line, words)
        lines = frozenset(cut.line for cut in cuts)
        return CutLines(len(cuts), lines, self._notes(incident, source, lines, words))

    def cut(self, incident: str, source: str, line: int | None, words: str | None) -> CutLines:
        """Cut it from the pieces that are here, and say so in the document, so that every replica does."""
        preview = self.preview(incident, source, line, words)
        fields: dict[str, Any] = {cut_field(cut): True for cut in self._cuts(incident, source, line, words)}
        with self._store.transaction(incident) as unit:
            unit.put("sources", source, fields, silent=True)
        self.clean(incident)
        return preview

    def clean(self, incident: str) -> None:
        """Rewrite the pieces here that lack a cut, and remove those that others replaced. Raises SaveFailedError."""
        records = self._store.tables(incident).get("sources", {})
        for source, text in ((id, text) for id, record in records.items() if (text := text_of(record))):
            changes = {}
            with reporting_save_errors("Nothing was changed"):
                for name, piece in self._lacking(text):
                    whole = replace(piece, text=cut_out(piece.text, piece.line, text.cuts))
                    changes[piece_field(piece.number, name)] = False
                    if not self._has_clean(text, piece.number):
                        changes[piece_field(piece.number, self._pieces.make(whole))] = True
            if changes:
                with self._store.transaction(incident) as unit:
                    unit.put("sources", source, changes, silent=True)
            self._remove_replaced(incident, source)
            self._clean_picked(incident, source)

    def _clean_picked(self, incident: str, source: str) -> None:
        """Take what was cut out of notes that were picked before the cut was known where they were picked."""
        tables = self._store.tables(incident)
        text = text_of(tables["sources"][source])
        lines: dict[int, list[Cut]] = {}
        for cut in text.cuts if text else ():
            lines.setdefault(cut.line, []).append(cut)
        for id, note in tables.get("notes", {}).items() if lines else ():
            if note.get("source") == source:
                for words in _held(str(note.get("raw") or ""), note.get("line"), lines):
                    with suppress(RefusedError):  # another of its texts took it out
                        self._redact(incident, id, words)

    def _lacking(self, text: SourceText) -> Iterator[tuple[str, Piece]]:
        """Yield the pieces here that hold what was cut."""
        for name in sorted(text.names | text.replaced) if text.cuts else ():
            with suppress(FileNotFoundError, ValueError):
                piece = self._pieces.piece(name)
                if (
                    piece.number < len(text.pieces)
                    and cut_out(piece.text, piece.line, text.cuts) != piece.text
                ):
                    yield name, piece

    def _has_clean(self, text: SourceText, number: int) -> bool:
        """Return whether a piece of this number without what was cut is here."""
        return any(self._is_clean(name, text) for name in text.pieces[number])

    def _is_clean(self, name: str, text: SourceText) -> bool:
        try:
            piece = self._pieces.piece(name)
        except (FileNotFoundError, ValueError):
            return False
        return cut_out(piece.text, piece.line, text.cuts) == piece.text

    def _remove_replaced(self, incident: str, source: str) -> None:
        text = text_of(self._store.tables(incident)["sources"][source])
        for name in sorted(text.replaced) if text else ():
            if self._pieces.has(name):
                self._pieces.remove(name)

    def _cuts(self, incident: str, source: str, line: int | None, words: str | None) -> list[Cut]:
        file = self._files.open(incident, source)
        sought = None if words is None else words.encode("utf-8", "surrogateescape")
        if line is not None:
            text = file.line_text(line).encode("utf-8", "surrogateescape")
            cuts = cuts_of(text, line, sought)
        else:
            cuts = [cut for piece in file.pieces() for cut in _cuts_in(piece, sought or b"")]
        if not cuts:
            where = "This source" if line is None else f"Line {line}"
            raise RefusedError(
                f"{where} does not hold that text. Nothing was changed. `--search` finds its lines."
            )
        return cuts

    def _notes(self, incident: str, source: str, lines: frozenset[int], words: str | None) -> tuple[str, ...]:
        def holds(note: Mapping[str, Any]) -> bool:
            if words is None:
                return note.get("source") == source and note.get("line") in lines
            return any(words in str(note.get(name) or "") for name in ("raw", "text"))

        notes = self._store.tables(incident).get("notes", {})
        return tuple(id for id, note in notes.items() if holds(note))


def _held(raw: str, first: Any, cuts: Mapping[int, list[Cut]]) -> Iterator[str]:
    """Yield the words that were cut and that a note's written lines still hold."""
    for number, line in enumerate(raw.split("\n"), first if type(first) is int else 0):
        if REPLACEMENT in line:
            continue  # it was redacted already, so that the places are not those of the log any more
        data = line.encode("utf-8", "surrogateescape")
        for cut in cuts.get(number, ()):
            words = data[cut.first : cut.last + 1]
            if words.strip(b"#"):
                yield words.decode("utf-8", "surrogateescape")


def _cuts_in(piece: Piece, words: bytes) -> Iterator[Cut]:
    if not words or words not in piece.text:
        return
    for number, line in enumerate(piece.text.split(b"\n"), piece.line):
        yield from cuts_of(line, number, words)
