"""A timeline as a Markdown table: time in the one zone, what happened, reference (T6).

Others' text is never markup: what could open a tag, a link, an image or a cell is escaped.
"""

import re

from oncall_tui.domain.note import KIND_WORDS
from oncall_tui.domain.timeline.durations import elapsed_text, figure_words
from oncall_tui.domain.timeline.sheet import Sheet, SheetRow
from oncall_tui.domain.visible import visible_line
from oncall_tui.formats.readers.markdown import harmless

WEB = re.compile(r"https?://[^\s|<>\"]+")


def timeline_markdown(sheet: Sheet) -> str:
    """A heading, the table, and the durations as a list."""
    lines = [
        f"# {cell(sheet.title)}",
        "",
        f"| Time ({cell(sheet.zone)}) | What happened | Reference |",
        "|---|---|---|",
    ]
    lines += [_row(row) for row in sheet.rows]
    known = [found for found in sheet.durations.values() if found is not None]
    said = [f"{found.start} → {found.end}: {elapsed_text(found.seconds)}" for found in known]
    said += map(figure_words, sheet.figures)
    if said:
        lines += ["", *(f"- {words}" for words in said)]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    """The text inside a table's cell: one row of the table, and nothing in it is markup."""
    return "<br>".join(harmless(line) for line in text.split("\n"))


def _row(row: SheetRow) -> str:
    event = row.event
    time = ("~" if event.approximate else "") + row.local
    milestones = "".join(f" **({name})**" for name in event.milestones)
    kind = f"*{KIND_WORDS[event.kind]}* " if event.kind in KIND_WORDS else ""
    references = " ".join(_reference(reference) for reference in event.references)
    return f"| {cell(time)} | {kind}{cell(event.text)}{milestones} | {references} |"


def _reference(reference: str) -> str:
    """Only web addresses are links; a ticket's name is text."""
    return f"<{visible_line(reference)}>" if WEB.fullmatch(reference) else cell(reference)
