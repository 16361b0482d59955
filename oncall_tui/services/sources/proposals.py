"""A source as it would be imported: the preview, whose places can be changed before anything is saved. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from oncall_tui.domain.destinations import FOLDED, KEPT, WRITE_UP
from oncall_tui.formats.readers.headings import ITEM
from oncall_tui.formats.readers.section_names import writeup_field
from oncall_tui.formats.readers.source_line import ReadSource, SourceLine
from oncall_tui.read_models.source_notes import ParsedLine, day_assumed, effective_zone, read_lines, row_text
from oncall_tui.read_models.unread_lines import EVENTS, stamped_lines
from oncall_tui.timestamps.types import SourceContext

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ImportInput:
    """The input of an import: text and options. `captured`: UTC microseconds, now if None.

    `encoding`: what the bytes were in, as words to show.
    """

    text: str
    name: str = ""
    format: str | None = None
    zone: str | None = None
    date: str | None = None
    order: str | None = None
    t0: str | None = None
    captured: int | None = None
    encoding: str = "utf-8"

    def with_option(self, name: str, value: str | None) -> ImportInput:
        """Return it with another zone, date, order or format; None clears the option."""
        said = {"zone": self.zone, "date": self.date, "order": self.order, "format": self.format, name: value}
        return replace(self, zone=said["zone"], date=said["date"], order=said["order"], format=said["format"])


@dataclass(frozen=True, slots=True)
class Sample:
    """One line as it would be read: its moment (UTC microseconds) as fine as it is written, and why it is in doubt."""

    text: str
    instant: int | None
    precision: str
    zone: str | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """The lines of one section that would take the same place: how many, and what the first says.

    `samples`: the first of those that would be events; `asked`: how many of them are in doubt or have no time;
    `part`: which block of a mixed paste.
    """

    section: str | None
    place: str
    lines: int
    first: str
    part: int = field(default=0, compare=False)
    samples: tuple[Sample, ...] = field(default=(), compare=False)
    asked: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ImportProposal:
    """A source as it would be imported; nothing is saved. `zone` is the one in force for its bare times."""

    material: ImportInput
    source: ReadSource
    context: SourceContext
    lines: tuple[ParsedLine, ...]
    zone: str
    zone_origin: str
    day_assumed: str | None = None
    """YYYY-MM-DD of bare times of which no line said the day."""
    stamped_lines: int = 0
    """Lines that open with a time, where none became a row."""

    @property
    def is_day_of_name(self) -> bool:
        """Return whether the day comes from the file's name."""
        return self.day_assumed is not None and self.context.date == self.day_assumed

    @property
    def places(self) -> Mapping[str, int]:
        """Count lines by destination, in the order of their first lines."""
        return Counter(read.line.destination for read in self.lines)

    @property
    def sections(self) -> list[SectionPlace]:
        """The preview: each section with the place that its lines would take, in the order of the source."""
        found: dict[tuple[int, str | None, str], list[ParsedLine]] = {}
        for read in self.lines:
            found.setdefault(_section_key(read), []).append(read)
        return [_section_place(key, lines) for key, lines in found.items()]

    def with_place(self, moved: SectionPlace, place: str) -> ImportProposal:
        """Return it with a section's lines moved to another destination; future rows are read for their time."""
        lines = tuple(
            replace(line, destination=place)
            if _section_key(read) == (moved.part, moved.section, moved.place)
            else line
            for line, read in zip(self.source.lines, self.lines, strict=True)
        )
        return self._with_lines(lines)

    def with_zone(self, section: SectionPlace, zone: str | None) -> ImportProposal:
        """Return it with the bare times of a section's lines in another zone; None takes that back."""
        lines = tuple(
            replace(line, zone_said=zone)
            if _section_key(read) == (section.part, section.section, section.place)
            else line
            for line, read in zip(self.source.lines, self.lines, strict=True)
        )
        return self._with_lines(lines)

    def _with_lines(self, lines: tuple[SourceLine, ...]) -> ImportProposal:
        again = proposal_of(self.material, replace(self.source, lines=lines), self.context)
        return replace(again, day_assumed=self.day_assumed) if self.is_day_of_name else again

    @property
    def write_up(self) -> dict[str, str]:
        """Return the texts for the fields of the write-up: a list where it is one, else its paragraphs."""
        said: dict[str, list[SourceLine]] = {}
        for read in self.lines:
            if read.line.destination == WRITE_UP and (name := writeup_field(read.line.section)):
                said.setdefault(name, []).append(read.line)
        return {name: _paragraphs(lines) for name, lines in said.items()}

    @property
    def is_log(self) -> bool:
        """Return whether machines wrote all of it: it starts folded."""
        return set(self.places) <= {FOLDED, KEPT} and FOLDED in self.places


def _section_key(read: ParsedLine) -> tuple[int, str | None, str]:
    """Return the lines that are shown together. The records of a list are each a part of their own, and one block."""
    return (-1 if read.line.is_listed else read.part, read.line.section, read.line.destination)


def _section_place(key: tuple[int, str | None, str], lines: Sequence[ParsedLine]) -> SectionPlace:
    part, section, place = key
    events = lines if place in EVENTS else ()
    samples = tuple(_sample(read) for read in events[:SAMPLES])
    asked = sum(bool(read.reading.flags) or read.reading.instant is None for read in events)
    return SectionPlace(section, place, len(lines), lines[0].line.text, part, samples, asked)


def _sample(read: ParsedLine) -> Sample:
    reading = read.reading
    text = row_text(read.line, reading)[1]
    return Sample(text, reading.instant, reading.precision, reading.zone_used, reading.flags)


def _paragraphs(lines: Sequence[SourceLine]) -> str:
    """Return the lines of a field: one alone as it is, items below one another, paragraphs apart from what is above
    them.
    """
    text = ""
    previous: SourceLine | None = None
    for line in lines:
        is_item = len(lines) > 1 and not _is_paragraph(line)
        if previous is not None:
            is_next = line.line == previous.line + previous.raw.count("\n") + 1
            text += "\n" if is_next or (is_item and ITEM.match(previous.seen)) else "\n\n"
        text += f"- {line.text}" if is_item else line.text
        previous = line
    return text


def _is_paragraph(line: SourceLine) -> bool:
    """Return whether a line is prose: no item of a list, and a whole sentence or more."""
    return ITEM.match(line.seen) is None and line.text.rstrip().endswith((".", "!", "?", ":", "。"))


def proposal_of(material: ImportInput, source: ReadSource, context: SourceContext) -> ImportProposal:
    """Return the proposal that a source makes when it is read in this context."""
    lines = read_lines(source, context)
    readings = [read.reading for read in lines]
    zone, origin = effective_zone(readings, context.zone, context.default_zone)
    return ImportProposal(
        material,
        source,
        context,
        tuple(lines),
        zone,
        origin,
        day_assumed(readings),
        stamped_lines([read.line for read in lines], readings),
    )
