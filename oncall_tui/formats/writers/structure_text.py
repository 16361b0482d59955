"""The safety control structure as text of at most 79 cells a line, in box characters or in plain ASCII."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from oncall_tui.domain.analysis.records import Finding, MissingControl
from oncall_tui.domain.analysis.structure import UP, Arrow, Node, Structure
from oncall_tui.domain.visible import escape_line

WIDTH = 79
NAME_CELLS = 32
# Deeper than this nothing is moved to the right any more: the depth stands as a number.
DEEPEST = 12


class Signs(NamedTuple):
    """Characters for lines, arrows and states."""

    bar: str
    branch: str
    last: str
    down: str
    up: str
    held: str
    failed: str
    missing: str
    see: str
    cut: str


BOXES = Signs("│ ", "├ ", "└ ", "↓", "↑", "✓", "✗", "∅", "→", "…")
ASCII = Signs("| ", "+ ", "` ", "v", "^", "ok", "x", "o", "->", "...")
UNNAMED = "(nobody said who)"
NO_FEEDBACK = "(no feedback)"


class TreeLine(NamedTuple):
    """One line of the tree: its text in two columns, `right` at the edge. `record` is the id of the finding, control
    or missing control that it shows; "" for a line that only leads to others."""

    text: str
    state: str = ""
    right: str = ""
    record: str = ""


def structure_text(structure: Structure, *, ascii_only: bool = False) -> str:
    """Return the tree, what is missing beside nothing, and what is outside."""
    signs = ASCII if ascii_only else BOXES
    lines = [_whole(line, signs.cut) for line in structure_lines(structure, signs)]
    if ascii_only:
        lines = [line.encode("ascii", "backslashreplace").decode() for line in lines]
    return "\n".join(_fit(line, signs.cut) for line in lines) + "\n"


def structure_lines(structure: Structure, signs: Signs) -> Iterator[TreeLine]:
    """Yield the lines of the tree, then what is missing beside no control, then what is outside."""
    if not structure.nodes and not structure.missing:
        yield TreeLine("No controls yet.")
    open_above: list[bool] = []
    for node in structure.nodes:
        del open_above[max(0, node.depth - 1) :]
        yield from _node_lines(node, open_above, signs)
        if node.depth:
            open_above.append(not node.is_last)
    for missing in structure.missing:
        yield _missing_line(missing, signs)
    if structure.outside:
        yield TreeLine(f"outside: {escape_line(structure.outside)}")


def _whole(line: TreeLine, cut: str) -> str:
    if line.right:
        return _justified(line.text, line.right, cut)
    return f"{line.text}{line.state}".rstrip()


def _node_lines(node: Node, open_above: list[bool], signs: Signs) -> Iterator[TreeLine]:
    depth = min(node.depth, DEEPEST)
    lead = "".join(signs.bar if each else "  " for each in open_above[: max(0, depth - 1)])
    name = escape_line(node.name) or UNNAMED
    name = f"({node.depth}) {name}" if node.depth > DEEPEST else name
    branch = (signs.last if node.is_last else signs.branch) if node.depth else ""
    if node.refers:
        yield TreeLine(f"{lead}{branch}{signs.see} {name}, above")
        return
    yield TreeLine(f"{lead}{branch}{name}", right=node.where if node.arrows else "")
    inner = lead + ((signs.bar if not node.is_last else "  ") if node.depth else "")
    for arrow in node.arrows:
        for line in _arrow_lines(arrow, signs):
            yield line._replace(text=f"{inner}{signs.bar}{line.text}")


def _arrow_lines(arrow: Arrow, signs: Signs) -> Iterator[TreeLine]:
    sign = signs.up if arrow.direction == UP else signs.down
    name = _padded(f"{sign} {escape_line(arrow.control.name)}", signs.cut)
    if not arrow.findings:
        yield TreeLine(name, record=arrow.control.id)
    for number, finding in enumerate(arrow.findings):
        shown = _padded("", signs.cut) if number else name
        yield TreeLine(shown, _state(finding, signs), record=finding.id)
    if arrow.feedback is not None and arrow.direction != UP:
        told = escape_line(arrow.feedback) or NO_FEEDBACK
        yield TreeLine(f"{signs.up} {told}")
    for missing in arrow.missing:
        line = _missing_line(missing, signs)
        yield line._replace(text=_padded("", signs.cut), state=line.text)


def _missing_line(missing: MissingControl, signs: Signs) -> TreeLine:
    return TreeLine(f"{signs.missing} missing  {escape_line(missing.aspect)}", record=missing.id)


def _state(finding: Finding, signs: Signs) -> str:
    sign = signs.held if finding.held else signs.failed
    return f"{sign} {escape_line(finding.how) or 'not said how':12} {escape_line(finding.what)}".rstrip()


def _padded(text: str, cut: str) -> str:
    """Return the text in a column of its own; one that is longer keeps two cells of space behind it."""
    text = _cut(text, NAME_CELLS - 2, cut)
    return text + " " * (NAME_CELLS - _cells(text))


def _justified(left: str, right: str, cut: str) -> str:
    room = WIDTH - _cells(right) - 2
    left = _cut(left, room, cut)
    return f"{left}{' ' * (WIDTH - _cells(left) - _cells(right))}{right}" if right else left


def _fit(line: str, cut: str) -> str:
    return _cut(line, WIDTH, cut)


def _cut(text: str, cells: int, cut: str) -> str:
    if _cells(text) <= cells:
        return text
    room, kept = cells - len(cut), ""
    for character in text:
        if _cells(kept + character) > room:
            break
        kept += character
    return kept + cut


def _cells(text: str) -> int:
    """Count the terminal cells of a text."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
