"""A write-up for people who listen: a sentence a line, then the texts under their titles (RETROSPECTIVE 10)."""

from collections.abc import Iterator

from oncall_tui.domain.analysis.loose_ends import CODES
from oncall_tui.domain.analysis.records import Record
from oncall_tui.domain.handles import endings
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.visible import escape_controls, escape_line
from oncall_tui.domain.writeup.sections import STATE_WORDS, Section
from oncall_tui.formats.writers.analysis_text import ANSWERS, command_of
from oncall_tui.read_models.writeup_view import Left, WriteupView
from oncall_tui.timestamps.zones import parse_zone

# Sections that are not typed, and what answers them.
COMMANDS = {
    "timeline": "oncall timeline --check",
    "analysis": "oncall analysis ask",
    "recommendations": "oncall rec add TITLE",
}


def writeup_text(view: WriteupView) -> str:
    """Format the progress, each section with its state, then every text."""
    lines = [*_head(view), *(_state(section) for section in view.sections if section.state is not None)]
    for section in view.sections:
        if section.is_text and section.text.strip():
            lines += ["", section.title, escape_controls(section.text.rstrip())]
    return "\n".join(lines) + "\n"


def left_text(view: WriteupView) -> str:
    """Format the loose ends, a sentence a line, each with the command that answers it."""
    offered = {left.id: view.analysis.offered(left.id) for left in view.left if left.code in CODES}
    names = endings([*offered, *(record.id for record in offered.values() if record is not None)])
    imported = {section.name for section in view.sections if section.imported}
    lines = [
        f"{escape_line(left.text)} "
        + (_confirmation(left.id) if left.id in imported else _command(left, names, offered))
        for left in view.left
    ]
    return "\n".join([*lines, f"{count_text(len(lines), 'thing')} left."]) + "\n"


def _head(view: WriteupView) -> Iterator[str]:
    incident = view.view.incident
    done, all_of_it = view.written
    yield f"{escape_line(incident.name)}: {done} of {all_of_it} written."
    if incident.preparer:
        yield f"Prepared by {escape_line(incident.preparer)}."
    else:
        yield "Nobody prepares it yet. `oncall set preparer=NAME`"
    if view.flags:
        yield "Its preparer responded: somebody who did not would see more."
    if incident.due_at is not None:
        from oncall_tui.domain.deadlines import deadline_text

        yield f"Due {deadline_text(incident.due_at, parse_zone(view.zone or incident.zone).info)}."
    if view.next:
        yield f"Next: {view.next}."


def _state(section: Section) -> str:
    words = STATE_WORDS[section.state or ""]
    why = f", {section.left}" if section.left and section.left != words else ""
    rows = f", {count_text(section.rows, 'row')}" if section.rows else ""
    count = f", {count_text(section.words, 'word')}" if section.words else ""
    return f"{escape_line(section.title)}: {words}{why}{rows}{count} ({section.name})"


def _confirmation(section: str) -> str:
    return f"`oncall writeup confirm {section}`"


def _command(left: Left, names: dict[str, str], offered: dict[str, Record | None]) -> str:
    if left.code in ANSWERS:
        command = command_of(left.id, left.code, names, offered.get(left.id))
        return f"{left.code} ({names[left.id]}): {command}"
    if left.code == "section-early":
        return _confirmation(left.id)
    if left.code == "step-open":
        return f"`oncall process done '{escape_line(left.id)}'`"
    if left.code == "wording":
        where = left.id if left.table == "sections" else left.id[-6:]
        return f"({where}) `oncall language silence {where} WORDS REASON`, or write it anew"
    if left.code == "conflict":
        return f"({left.id[-6:]}) `oncall show --json` has both"
    return f"`{COMMANDS.get(left.id, f'oncall writeup set {left.id} TEXT')}`"
