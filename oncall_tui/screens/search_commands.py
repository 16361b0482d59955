"""Any text that stands anywhere, found from where one is: what `oncall search` finds, a row for each (R6)."""

from textual.message import Message

from oncall_tui.domain.folding import fold
from oncall_tui.read_models.search_passages import SearchHit
from oncall_tui.screens.messages import NotesRequested, RecommendationsRequested, TimelineRequested


def matching_line(text: str, wanted: str) -> str:
    """Return the line in which the words begin: a paste is found by one of its lines."""
    folded = fold(wanted.partition("\n")[0])
    return next((line.strip() for line in text.splitlines() if folded in fold(line)), text)


def open_request(found: SearchHit) -> Message:
    """Return the message that opens a search hit."""
    if found.table == "events":
        return TimelineRequested(found.incident, found.id)
    if found.table == "recommendations":
        return RecommendationsRequested(found.incident, found.id)
    return NotesRequested(found.incident, found.id if found.table == "notes" else None)
