"""The pane: the section under the cursor, or beside the list the whole page; wording findings with their questions."""

from collections.abc import Iterator, Mapping, Sequence

from oncall_tui.domain.visible import escape_controls
from oncall_tui.domain.word_diff import word_diff
from oncall_tui.domain.writeup.sections import (
    ANALYSIS,
    DURATIONS,
    RECOMMENDATIONS,
    STARRED,
    TIMELINE,
    Section,
)
from oncall_tui.screens.writeup.data import WriteupData
from oncall_tui.widgets.rows import Row, Span, divider

# What opens a section that nobody types.
ENTER = {
    TIMELINE: "Enter opens the timeline",
    DURATIONS: "Made from the milestones of the timeline; Enter opens it",
    ANALYSIS: "Enter opens the analysis",
    RECOMMENDATIONS: "Enter opens the recommendations",
}


def section_rows(data: WriteupData, section: Section, body: Sequence[Row]) -> list[Row]:
    """Return a section with its heading, its text or block (`body`), and what the language check found in it."""
    rows: list[Row] = [divider(section.title)]
    if section.name in data.drafts:
        rows.append((Span(" There is an unsaved text of this section; e opens it.", "warn"),))
    if section.versions:
        rows += _version_rows(section.versions)
    elif body:
        rows += body
    elif section.text.strip():
        rows += [(Span(f" {line}"),) for line in escape_controls(section.text.rstrip()).split("\n")]
    else:
        rows.append((Span(f" {_nothing(section)}", "muted"),))
    return [*rows, *_imported_rows(section), *_wording_rows(data, section)]


def page_rows(data: WriteupData, bodies: Mapping[str, Sequence[Row]]) -> tuple[list[Row], dict[str, int]]:
    """Return the whole page, and the index of the row at which each section begins."""
    rows: list[Row] = []
    starts: dict[str, int] = {}
    for section in data.writeup.sections:
        starts[section.name] = len(rows)
        rows += [*section_rows(data, section, bodies.get(section.title, ())), ()]
    return rows, starts


def _nothing(section: Section) -> str:
    if section.is_text:
        star = " · * picks rows of the timeline" if section.name in STARRED else ""
        return f"Nothing is written yet. e writes it{star}"
    return ENTER.get(section.name, "Nothing yet.")


def _version_rows(versions: Sequence[str]) -> Iterator[Row]:
    """All texts, with the words that only one has in signs and tone."""
    yield (
        Span(
            f" {len(versions)} versions, written without seeing each other. C chooses one, or both.", "warn"
        ),
    )
    for number, text in enumerate(versions):
        other = versions[1] if number == 0 else versions[0]
        pieces = word_diff(text, other)
        spans = [
            Span(escape_controls(piece.text) if piece.side == "both" else f"[+{escape_controls(piece.text)}+]",
                 "" if piece.side == "both" else "good")
            for piece in pieces
            if piece.side != "second"
        ]  # fmt: skip
        yield (Span(f" {number + 1}  ", "key"), *spans)


def _imported_rows(section: Section) -> Iterator[Row]:
    if section.imported:
        yield (Span(" Imported, and nobody has looked at it yet. Space accepts it, e edits it.", "warn"),)
    elif section.state == "early":
        yield (Span(" Something else changed since. Space says that it is still true.", "idea"),)


def _wording_rows(data: WriteupData, section: Section) -> Iterator[Row]:
    for place, finding in data.wording.get(section.name, ()):
        where = "" if place.id == section.name else f"{place.title}: "
        sure = "" if finding.sureness == "plain" else f", {finding.sureness}"
        times = f", {finding.count} times" if finding.count > 1 else ""
        yield (
            Span(f" {where}“{finding.words}”", "warn"),
            Span(f" ({finding.family}{sure}{times}) ", "muted"),
            Span(finding.question),
        )
    if data.wording.get(section.name):
        yield (Span(" x keeps the words, with a reason", "muted"),)
