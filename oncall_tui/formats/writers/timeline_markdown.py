"""A timeline as a Markdown table: time in the one zone, who, what happened, reference (T6).

Others' text is never markup: what could open a tag, a link, an image or a cell is escaped.
"""

from oncall_tui.domain.links import split_link
from oncall_tui.domain.note import KIND_NAMES
from oncall_tui.domain.timeline.durations import reported_duration_text
from oncall_tui.domain.timeline.row_words import row_words
from oncall_tui.domain.timeline.timeline_export import ExportRow, TimelineExport
from oncall_tui.domain.visible import escape_line
from oncall_tui.formats.readers.markdown import escape_markdown
from oncall_tui.formats.writers.timeline_text import sheet_facts


def timeline_markdown(sheet: TimelineExport) -> str:
    """Return a heading, the state, the table, and the durations as a list. Without any author there is no column
    for one.

    `formats/readers/own_export.py` reads the table back, which it knows by its header and the line before that.
    """
    has_authors = any(row.event.author for row in sheet.rows)
    who = " Who |" if has_authors else ""
    lines = [f"# {escape_table_cell(sheet.title)}", ""]
    lines += [line for fact in sheet_facts(sheet) for line in (escape_table_cell(fact), "")]
    lines += [
        f"| Time ({escape_table_cell(sheet.zone)}) |{who} What happened | Reference |",
        f"|---|{who and '---|'}---|---|",
    ]
    lines += (_row(row, has_authors) for row in sheet.rows)
    said = [f"{found.start} → {found.end}: {found.text}" for found in sheet.known_durations]
    said += map(reported_duration_text, sheet.figures)
    if said:
        lines += ["", *(f"- {words}" for words in said)]
    return "\n".join(lines) + "\n"


def escape_table_cell(text: str) -> str:
    """Return the text inside a table's cell: one row of the table, and nothing in it is markup."""
    return "<br>".join(escape_markdown(line).replace("*", r"\*") for line in text.split("\n"))


def _row(row: ExportRow, has_authors: bool) -> str:
    event = row.event
    time = ("~" if event.approximate else "") + row.time_text
    kind = f"*{KIND_NAMES[event.kind]}*" if event.kind in KIND_NAMES else ""
    milestones = [f"**({name})**" for name in row.marks]
    said = " ".join(part for part in (kind, escape_table_cell(row_words(event)), *milestones) if part)
    references = " ".join(_reference(reference) for reference in event.references)
    who = f" {escape_table_cell(event.author)} |" if has_authors else ""
    return f"| {escape_table_cell(time)} |{who} {said} | {references} |"


def _reference(reference: str) -> str:
    """Only web addresses are links; a ticket's name is text."""
    address, name = split_link(reference)
    if address:
        return (
            f"[{escape_table_cell(name)}](<{escape_line(address)}>)" if name else f"<{escape_line(address)}>"
        )
    return escape_table_cell(reference)
