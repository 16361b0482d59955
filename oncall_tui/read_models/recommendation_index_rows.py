"""A recommendation as one row of the ledger, and back: what lists need of it, as texts (DESIGN, the store).

The order of `Recommendation`'s fields is the order of a row, so that reading one is little more than splitting it.
A change of them is a new VERSION of the ledger.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.recommendations.attention_status import TrackerIncident
from oncall_tui.domain.recommendations.recommendation import FollowUpComment, Recommendation

if TYPE_CHECKING:
    from oncall_tui.domain.incident import Incident

NAMES = Recommendation._fields
TEXTS = NAMES.index("incidents")
SETS = TEXTS + 4
NUMBERS = NAMES.index("slip_reason")
# What lists do not know, as it is where nobody has read the document.
NOT_LISTED = tuple(Recommendation._field_defaults[name] for name in NAMES[NAMES.index("last_word") + 1 :])
BETWEEN = "\x1f"


def encode_row(item: Recommendation) -> list[str]:
    """Texts, sets, numbers, why it slipped last, the last word."""
    last = item.last_word
    values: tuple[Any, ...] = item
    return [
        *values[:TEXTS],
        *(BETWEEN.join(elements) for elements in values[TEXTS:SETS]),
        *("" if number is None else str(number) for number in values[SETS:NUMBERS]),
        item.slip_reason,
        *((str(last.at), last.by, last.text) if last else ("", "", "")),
    ]


def decode_row(row: list[str]) -> Recommendation:
    """Return the recommendation that lists show. Raises ValueError for a row of another shape."""
    incidents, tickets, closed, labels, rank, *numbers = row[TEXTS:NUMBERS]
    slip_reason, at, by, text = row[NUMBERS:]
    return Recommendation._make(
        (
            *row[:TEXTS],
            tuple(incidents.split(BETWEEN)),
            tuple(tickets.split(BETWEEN)) if tickets else (),
            tuple(closed.split(BETWEEN)) if closed else (),
            tuple(labels.split(BETWEEN)) if labels else (),
            int(rank) if rank else None,
            *map(int, numbers),
            slip_reason,
            FollowUpComment(text, by, int(at)) if at else None,
            *NOT_LISTED,
        )
    )


def encode_head(incident: "Incident", mended: Iterable[tuple[str, str]] = ()) -> list[str]:
    """Encode an incident's head for the index. `mended`: (recommendation, record of the analysis that it changes)."""
    people = {role for role in (incident.lead, incident.comms, incident.scribe) if role}
    return [
        incident.handle,
        incident.title,
        incident.severity or "",
        str(incident.created_at),
        BETWEEN.join(f"{recommendation} {record}" for recommendation, record in mended),
        *sorted(people),
    ]


def decode_head(id: str, head: list[str]) -> TrackerIncident:
    """Decode an incident's head from the index."""
    handle, title, severity, begun, _, *people = head
    return TrackerIncident(id, handle, title, severity, int(begun), frozenset(people))


def mended_in(head: list[str]) -> list[tuple[str, str]]:
    """(recommendation, record of the analysis that it changes), as an incident's document says."""
    pairs = (pair.partition(" ") for pair in head[4].split(BETWEEN) if pair)
    return [(recommendation, record) for recommendation, _, record in pairs]
