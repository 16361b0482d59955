"""A timeline as plain text: time in the one zone, who, what happened, reference (T6). One row, one paragraph."""

from collections.abc import Iterator, Sequence

from oncall_tui.domain.duration_text import duration_text
from oncall_tui.domain.handles import endings
from oncall_tui.domain.links import split_link
from oncall_tui.domain.local_time import local_text
from oncall_tui.domain.note import KIND_NAMES
from oncall_tui.domain.timeline.durations import reported_duration_text
from oncall_tui.domain.timeline.row_words import row_words
from oncall_tui.domain.timeline.timeline_export import ExportRow, TimelineExport
from oncall_tui.domain.visible import escape_controls, escape_line

NO_TIME = "no time"
LONGEST_NAME = 16


def timeline_text(sheet: TimelineExport) -> str:
    """Every row and the durations; the date stands in every row, so that each can be cut out and found."""
    head = [escape_line(f"{sheet.title} · times in {sheet.zone}"), *sheet_facts(sheet)]
    widths = _widths(sheet.rows)
    names = endings([row.event.id for row in sheet.rows])
    rows = (_row(row, widths, names[row.event.id]) for row in sheet.rows)
    return "\n".join([*head, "", *rows, *_durations(sheet)]) + "\n"


def sheet_facts(sheet: TimelineExport) -> Iterator[str]:
    """Yield the incident's handle and severity with the state that this is of, and how many questions are open."""
    incident = sheet.incident
    facts = [escape_line(word) for word in (incident.handle, incident.severity, incident.type) if word]
    if incident.changed_at is not None:
        by = f" by {escape_line(incident.changed_by)}" if incident.changed_by else ""
        changed = local_text(incident.changed_at, sheet.zone_rules, "minute")
        facts.append(f"last changed {changed}{by}")
    if facts:
        yield " · ".join(facts)
    if sheet.questions_text:
        yield f"{sheet.questions_text}: this timeline is not settled."


def _widths(rows: Sequence[ExportRow]) -> tuple[int, int, int]:
    """Return the cells of the columns for time, author and kind."""
    times = max((len(row.time_text or NO_TIME) for row in rows), default=0)
    authors = max((len(_author(row)) for row in rows), default=0)
    kinds = max((len(KIND_NAMES.get(row.event.kind or "", "")) for row in rows), default=0)
    return times, authors, max(4, kinds)


def _author(row: ExportRow) -> str:
    name = escape_line(row.event.author)
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _row(row: ExportRow, widths: tuple[int, int, int], ending: str) -> str:
    """`~` marks an approximate time, `!` a row that needs a look; the end of its id stands last."""
    event, (times, authors, kinds) = row.event, widths
    mark = "!" if set(row.flags) - {"untimed"} else " "
    time = ("~" if event.approximate else " ") + (row.time_text or NO_TIME).ljust(times)
    who = f"  {_author(row):{authors}}" if authors else ""
    kind = KIND_NAMES.get(event.kind or "", "")
    first, *rest = escape_controls(row_words(event)).split("\n")
    milestones = [f"‹{name}›" for name in row.marks]
    links = [escape_line(_link(link)) for link in event.references if _named(link) not in event.text]
    indent = "\n" + " " * (len(mark) + len(time) + len(who) + kinds + 3)
    ends = [part for part in (first, *milestones, *links) if part]
    head = f"{mark}{time}{who}  {kind:{kinds}} "
    return indent.join([f"{(head + '  '.join(ends)).rstrip()} ({ending})", *rest])


def _named(reference: str) -> str:
    address, name = split_link(reference)
    return address or name


def _link(reference: str) -> str:
    address, name = split_link(reference)
    return f"{name} {address}" if address and name else reference


def _durations(sheet: TimelineExport) -> Iterator[str]:
    """Yield durations, always from one milestone to another, since a figure without its ends means nothing (L1)."""
    if sheet.known_durations:
        yield ""
    for found in sheet.known_durations:
        yield f"{found.start} → {found.end}  {found.text}"
    for odd in sheet.inversions:
        yield f"{odd.late} came after {odd.early}: {duration_text((odd.late_at - odd.early_at) // 1_000_000)}"
    yield from map(reported_duration_text, sheet.figures)
