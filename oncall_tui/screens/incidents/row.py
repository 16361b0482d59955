"""One incident as one row of the list, and what the list says when it is empty. Pure."""

from oncall_tui.domain.duration_text import duration_text
from oncall_tui.domain.instants import DAY, HOUR, SECOND, parse_instant_or_none
from oncall_tui.domain.plural import count_text
from oncall_tui.services.incidents.listing import IncidentRow
from oncall_tui.widgets.rows import Row, Span, justify_row, row_width, truncate_row

HANDLE_CELLS = 22
STAGE_TONES = {
    "responding": "bad",
    "timeline": "warn",
    "write-up": "warn",
    "review": "idea",
    "complete": "muted",
}
EMPTY = (
    "No incident yet. Is something on fire?",
    "",
    "n    opens a new incident: a title is enough, and not even that is needed",
    "1    writes notes at once; they are kept unfiled until an incident is there",
    "I    reads a file into a new incident: a chat, a log, a report, an export",
    "?    shows all keys",
    "",
    "From a shell: oncall note 'what I see'   oncall demo shows worked incidents.",
)


def incident_row(listed: IncidentRow, current: bool, now: int, width: int) -> Row:
    """`▸ checkout-5xx  SEV1 responding  47m  214 notes  Checkout fails for 1 in 10`."""
    if listed.damaged is not None:
        return truncate_row((Span(" ! ", "bad"), Span(f"{listed.handle}  {listed.damaged}", "bad")), width)
    mark = Span(" ▸ " if current else "   ", "key")
    handle = _column(Span(listed.handle), HANDLE_CELLS)
    severity = _column(Span(listed.severity or "-"), 6)
    stage = _column(Span(listed.stage, STAGE_TONES.get(listed.stage, "")), 11)
    left = (
        mark,
        *handle,
        *severity,
        *stage,
        *_column(Span(age_text(listed.created_at, now)), 6),
        *_title(listed),
    )
    return justify_row(left, _counts(listed), width)


def heading_row(width: int) -> Row:
    """Return the names of the columns."""
    names = f"   {'incident':<{HANDLE_CELLS}} {'sev':<6} {'stage':<11} {'age':<6} title"
    return justify_row((Span(f" {names}", "muted"),), (Span("notes", "muted"),), width)


def age_text(created_at: str, now: int) -> str:
    """`47m`, `5h12m`, `3d`: how old an incident is."""
    created = parse_instant_or_none(created_at)
    if created is None:
        return ""
    age = max(0, now - created)
    if age >= 2 * DAY:
        return f"{age // DAY}d"
    return duration_text(age // SECOND) if age >= HOUR else f"{age // (60 * SECOND)}m"


def _title(listed: IncidentRow) -> Row:
    kind = f"{listed.type} · " if listed.type else ""
    return (Span(kind), Span(listed.title))


def _counts(listed: IncidentRow) -> Row:
    spans = [Span(f"{listed.notes + listed.waiting}")]
    if listed.recommendations:
        spans.insert(0, Span(f"{listed.recommendations} rec ", "idea"))
    if listed.conflicts:
        spans.insert(0, Span(f"!{listed.conflicts} ", "warn"))
    return tuple(spans)


def _column(span: Span, width: int) -> Row:
    """Return the span in exactly so many cells and a blank."""
    cut = truncate_row((span,), width)
    return (*cut, Span(" " * (width - row_width(cut) + 1)))


def incident_lines(listed: IncidentRow, now: int) -> list[Row]:
    """Build the detail pane of an incident."""
    pairs = (
        ("title", listed.title or "none yet"),
        ("severity", listed.severity or "none yet"),
        ("type", listed.type or "none yet"),
        ("stage", listed.stage),
        ("zone", listed.zone),
        ("opened", f"{listed.created_at}, {age_text(listed.created_at, now)} ago"),
        (
            "notes",
            f"{listed.notes + listed.waiting}"
            + (f", {listed.waiting} in the inbox" if listed.waiting else ""),
        ),
        ("ideas", f"{count_text(listed.recommendations, 'recommendation')}, ideas included"),
        ("conflicts", f"{listed.conflicts} to settle" if listed.conflicts else "none"),
        ("id", listed.id),
    )
    rows: list[Row] = [(Span(f" {listed.handle}", "strong"),)]
    if listed.damaged:
        rows.append((Span(f" {listed.damaged}", "bad"),))
    return rows + [(Span(f" {name:<10}", "muted"), Span(words)) for name, words in pairs]
