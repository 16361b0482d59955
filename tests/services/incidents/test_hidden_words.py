"""What a redaction hides is told beside the note, by its author and its field."""

from oncall_tui.domain.timeline.event import Event
from oncall_tui.read_models.incident_text import incident_text
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.replication.document_join import join_records
from oncall_tui.replication.encoding import Stamp
from oncall_tui.replication.record_edits import write_fields
from oncall_tui.replication.versions import Dot
from oncall_tui.screens.timeline.detail import RowDetails, detail_rows
from oncall_tui.timestamps.zones import parse_zone

WRITTEN = write_fields(
    None, {"text": "key AAA-111"}, Stamp(Dot("ana", 1), "2026-11-21T03:00:00.000Z.0000", "ana")
)
REDACTED = write_fields(
    WRITTEN,
    {"text": "key [redacted]"},
    Stamp(Dot("ana", 2), "2026-11-21T03:05:00.000Z.0000", "ana"),
    redactions={"text": ["r1"]},
)
UNAWARE = write_fields(
    WRITTEN, {"text": "rotated by hand"}, Stamp(Dot("bo", 1), "2026-11-21T03:09:00.000Z.0000", "bo")
)
SENTENCE = "bo’s text is not shown: written before the redaction was seen"


def view_of(event: dict[str, object]) -> IncidentView:
    note = write_fields(
        None,
        {"raw": "key [redacted]", "recorded_at": "2026-11-21T03:00:00Z"},
        Stamp(Dot("ana", 3), "2026-11-21T03:00:00.000Z.0000", "ana"),
    )
    return IncidentView(
        "i", {"incident": {"i": {"title": "t"}}, "notes": {"n": note}, "events": {"n": event}}, {}
    )


def test_show_tells_what_a_redaction_hides() -> None:
    assert SENTENCE in incident_text(view_of(join_records(REDACTED, UNAWARE)))
    assert "not shown" not in incident_text(view_of(REDACTED))


def test_the_pane_tells_it_too() -> None:
    hidden = view_of(join_records(REDACTED, UNAWARE)).hidden_words("events", "n")
    rows = detail_rows(
        RowDetails(Event("n", None, "key [redacted]"), (), hidden=hidden), parse_zone("UTC").info
    )
    assert any(SENTENCE in "".join(span.text for span in row) for row in rows)
