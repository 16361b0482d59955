"""A timeline as plain text: time in the one zone, what happened, reference (T6). One row, one paragraph."""

from collections.abc import Iterator

from oncall_tui.domain.note import KIND_WORDS
from oncall_tui.domain.timeline.durations import elapsed_text, figure_words
from oncall_tui.domain.timeline.sheet import Sheet, SheetRow
from oncall_tui.domain.visible import visible

NO_TIME = "no time"


def timeline_text(sheet: Sheet) -> str:
    """Every row and the durations; the date stands in every row, so that each can be cut out and found."""
    title = visible(f"{sheet.title} · times in {sheet.zone}").replace("\n", " ")
    width = max((len(row.local or NO_TIME) for row in sheet.rows), default=0)
    return "\n".join([title, "", *(_row(row, width) for row in sheet.rows), *_durations(sheet)]) + "\n"


def _row(row: SheetRow, width: int) -> str:
    """`~` marks an approximate time, `!` a row that needs a look."""
    event = row.event
    mark = "!" if set(row.flags) - {"untimed"} else " "
    time = ("~" if event.approximate else " ") + (row.local or NO_TIME).ljust(width)
    kind = KIND_WORDS.get(event.kind or "", "")
    first, *rest = visible(event.text).split("\n")
    milestones = [f"‹{name}›" for name in event.milestones]
    ends = [*milestones, *(visible(link) for link in event.references if link not in event.text)]
    indent = "\n" + " " * (len(mark) + len(time) + 7)
    return indent.join(["  ".join([f"{mark}{time}  {kind:4} {first}".rstrip(), *ends]), *rest])


def _durations(sheet: Sheet) -> Iterator[str]:
    """Always from one milestone to another, since a figure without its ends means nothing (L1)."""
    known = [found for found in sheet.durations.values() if found is not None]
    if known:
        yield ""
    for found in known:
        yield f"{found.start} → {found.end}  {elapsed_text(found.seconds)}"
    for odd in sheet.inversions:
        yield f"{odd.late} came after {odd.early}: {elapsed_text((odd.late_at - odd.early_at) // 1_000_000)}"
    yield from map(figure_words, sheet.figures)
