"""The list of sections: title, state, and what there is to know beside it. Pure."""

from collections.abc import Iterator

from oncall_tui.domain.plural import count_text
from oncall_tui.domain.writeup.sections import (
    ANALYSIS,
    EMPTY,
    RECOMMENDATIONS,
    STATE_WORDS,
    TIMELINE,
    Section,
)
from oncall_tui.screens.writeup.data import WriteupData
from oncall_tui.widgets.rows import Row, Span, row_width, truncate_row

TITLE, STATE = 26, 25
NARROW = 70
TONES = {"empty": "warn", "begun": "warn", "written": "good", "early": "idea"}


class SectionRows:
    """The rows of a write-up; a section is known by its name."""

    def __init__(self, data: WriteupData | None) -> None:
        self._data = data
        self._sections = data.writeup.sections if data else ()
        self._places = {section.name: index for index, section in enumerate(self._sections)}

    def __len__(self) -> int:
        return len(self._sections)

    def row_id(self, index: int) -> str:
        return self._sections[index].name

    def index_of(self, row_id: str) -> int | None:
        return self._places.get(row_id)

    def selectable(self, index: int) -> bool:
        return True

    def row(self, index: int, width: int) -> Row:
        assert self._data is not None
        section = self._sections[index]
        title, state = (TITLE, STATE) if width >= NARROW else (19, 22)
        spans = (
            Span("  "),
            _column(section.title, title, ""),
            _column(state_words(self._data, section), state, TONES.get(section.state or "", "muted")),
            Span(", ".join(_facts(self._data, section)), "muted"),
        )
        return truncate_row(spans, width)


def state_words(data: WriteupData, section: Section) -> str:
    """`written, 14 rows`, `imported, not looked at`, `begun, 3 did not hold`."""
    if section.name in data.drafts:
        return "put aside, unsaved" if data.drafts[section.name].aside else "typed, not saved"
    if section.versions:
        return f"{len(section.versions)} versions: C"
    if section.imported:
        return section.left
    return ", ".join([STATE_WORDS.get(section.state or "", "computed"), *_amounts(data, section)])


def _amounts(data: WriteupData, section: Section) -> Iterator[str]:
    if section.state == EMPTY:
        return
    if section.name == ANALYSIS:
        if failed := sum(not finding.held for finding in data.writeup.analysis.findings):
            yield f"{failed} did not hold"
    elif section.name == RECOMMENDATIONS:
        items = data.writeup.analysis.recommendations.values()
        yield str(sum(not (item.left_out or item.is_merged) for item in items))
    elif rows := data.row_count(section):
        yield count_text(rows, "row")


def _facts(data: WriteupData, section: Section) -> Iterator[str]:
    if wording := len(data.wording.get(section.name, ())):
        yield f"{wording} wording"
    if section.is_text and section.words:
        yield count_text(section.words, "word")
    if section.name in (ANALYSIS, RECOMMENDATIONS, TIMELINE) and section.state != EMPTY and section.left:
        yield section.left


def _column(text: str, width: int, tone: str) -> Span:
    """Return the text in so many cells, with a blank behind it."""
    (span,) = truncate_row((Span(text, tone),), width - 1) or (Span("", tone),)
    return Span(span.text + " " * (width - row_width((span,))), tone)
