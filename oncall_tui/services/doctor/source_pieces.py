"""Check the pieces of large sources: what is missing, damaged, or named by no document (SHARE 7)."""

from collections.abc import Iterator
from itertools import chain

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.instants import DAY
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.source_text import SourceText
from oncall_tui.domain.visible import escape_line
from oncall_tui.services.doctor.finding import DoctorFinding
from oncall_tui.services.sources.source_files import text_of
from oncall_tui.storage.source_pieces import SourcePieces
from oncall_tui.storage.store import Store, reporting_save_errors
from oncall_tui.storage.stray_copies import set_aside

# A piece that nothing names may belong to a record that is on its way: from a copy of the data, or from the share.
UNNAMED_FOR = 30 * DAY


def source_findings(store: Store, pieces: SourcePieces) -> Iterator[DoctorFinding]:
    """Yield what there is to say of large sources; nothing where there are none."""
    for incident, name, text in _sources(store):
        missing = [names for names in text.pieces if not any(map(pieces.has, names))]
        if missing:
            total = len(text.pieces)
            words = f"{len(missing)} of {count_text(total, 'piece')} of {name} not here yet: `oncall sync` brings them"
            yield DoctorFinding(incident, words, False)
        if damaged := [
            each for each in sorted(text.names) if pieces.has(each) and not _is_whole(pieces, each)
        ]:
            pieces_text = count_text(len(damaged), "piece")
            words = f"{pieces_text} of {name} damaged: `oncall doctor --repair`, then `oncall sync`"
            yield DoctorFinding(incident, words, False)
    if unnamed := _unnamed(store, pieces):
        yield DoctorFinding(
            "sources", f"{count_text(len(unnamed), 'piece')} that no incident here names, kept for 30 days"
        )


def repair_sources(store: Store, pieces: SourcePieces, now: int) -> Iterator[str]:
    """Set damaged pieces aside and remove old ones that nothing names; what was done, in sentences. Raises
    SaveFailedError.

    Nothing is removed unless every document here can be read: absence is no reason to delete.
    """
    damaged = [
        name
        for _, _, text in _sources(store)
        for name in sorted(text.names)
        if pieces.has(name) and not _is_whole(pieces, name)
    ]
    with reporting_save_errors("Nothing that counts was touched"):
        if damaged:
            yield f"damaged pieces of sources set aside: {', '.join(set_aside(pieces.path(each)) for each in damaged)}"
        old = [name for name in _unnamed(store, pieces) if pieces.changed(name) < now - UNNAMED_FOR]
        for name in old if _all_read(store) else ():
            pieces.remove(name)
    if old and _all_read(store):
        yield f"removed pieces of sources that no incident names: {len(old)}"


def _sources(store: Store) -> Iterator[tuple[str, str, SourceText]]:
    for incident in store.incident_ids():
        try:
            records = store.tables(incident).get("sources", {})
        except OncallError:
            continue
        for id, record in records.items():
            if (text := text_of(record)) is not None:
                yield incident, escape_line(str(record.get("name") or id)), text


def _unnamed(store: Store, pieces: SourcePieces) -> list[str]:
    named = frozenset(chain.from_iterable(text.names for _, _, text in _sources(store)))
    return [name for name in pieces.names() if name not in named]


def _all_read(store: Store) -> bool:
    try:
        for incident in store.incident_ids():
            store.tables(incident)
    except OncallError:
        return False
    return True


def _is_whole(pieces: SourcePieces, name: str) -> bool:
    try:
        pieces.piece(name)
    except (OSError, ValueError):
        return False
    return True
