"""Output of the readers: every non-empty line of a source, with its text, its stamp and a proposed destination."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oncall_tui.domain.destinations import ROW


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """Fields of a row from our own export beyond its words: `zone` is that of its day, `fields` those of its event."""

    kind: str | None = None
    precision: str | None = None
    approximate: bool = False
    zone: str | None = None
    tags: tuple[str, ...] | None = None
    people: tuple[str, ...] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a source, or a group of lines that belong together (an item with its code block).

    Several events on one physical line (compact JSON) share its number: the first holds the whole line as
    `raw`, the others their own slice of it.
    """

    line: int  # 1-based number of the first physical line
    raw: str  # the exact text of all its physical lines, joined by newlines
    text: str  # what to show
    stamp: str | None = None  # the text that holds the stamp; "" where the format knows that there is none
    behind: str = ""  # what the line has behind its stamp: a zone or a second stamp there tells about it too
    instant: int | None = None  # exact epoch known by the format, UTC microseconds
    zone: str | None = None  # a zone that the format gives this line
    zone_said: str | None = None  # the zone that a person gave its section
    author: str | None = None
    references: tuple[str, ...] = ()
    section: str | None = None  # the label or heading that it stands under
    destination: str = ROW
    continues: bool = False  # belongs to the line before it (a code block), and so to its time
    is_listed: bool = (
        False  # one of a list that a program printed, so that its place says nothing about its time
    )
    is_untimed_cell: bool = False  # a row of a table of which no column was taken for its time
    is_undated_mail: bool = False  # a mail or notification without a field that dates it
    heading: int = 0  # the depth of a heading, from 1; 0 for any other line
    exported: ExportedRow | None = None  # of a row that this program wrote
    read_as: str = ""  # the text that was read in place of `raw`: of HTML what a reader sees

    @property
    def searched(self) -> str:
        """The text in which a stamp is looked for."""
        return self.seen if self.stamp is None else self.stamp + self.behind

    @property
    def seen(self) -> str:
        """The whole text as its readers saw it."""
        return self.read_as or self.raw


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A whole source as it was read: which format, why it was taken for that, and its lines in order.

    `turns`: in a mixed paste, the indexes of the lines at which another shape begins.
    """

    format: str
    why: str
    lines: tuple[SourceLine, ...]
    turns: frozenset[int] = frozenset()
