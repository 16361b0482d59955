"""The sections of a report, and the place that each proposes for its lines (SCREENS, an import has destinations).

A section holds until the next heading of its depth or above, so the headings below it belong to it. One that opens
with a stamp is an entry: a row, with what is written below it as its text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from oncall_tui.domain.destinations import CLAIM, IDEA, KEPT, MILESTONE, ROW, WRITE_UP
from oncall_tui.domain.timeline.durations import parse_reported_duration
from oncall_tui.domain.timeline.milestones import stated_milestone
from oncall_tui.formats.readers.entries import name_of
from oncall_tui.formats.readers.markdown import strip_inline_markup
from oncall_tui.formats.readers.section_names import (
    is_date_label,
    is_plain_label,
    is_section,
    place_of,
    writeup_field,
)
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stamp_prefix import opens_with_stamp, opens_with_time

MARKER = r"\s*(?:(?:[-*+•]|\d{1,3}[.)])\s+)?"
BOLD = re.compile(MARKER + r"(?:\*\*|__)(?P<label>[^*_]{1,60}?):?(?:\*\*|__)\s*:?\s*(?P<rest>.*)", re.DOTALL)
PLAIN = re.compile(
    MARKER.removeprefix(r"\s*") + r"(?P<label>[^\W\d_][\w '’/&()-]{1,40}?):(?:\s+(?P<rest>.*))?", re.DOTALL
)
_LABEL_DEPTH = 7  # a bold or plain label is deeper than any heading


@dataclass(frozen=True, slots=True)
class SectionLabel:
    """A heading, or the bold or plain label of a section, with what stands behind it on its line."""

    name: str
    rest: str
    depth: int

    @property
    def is_heading(self) -> bool:
        """Return whether it is a heading rather than a plain label."""
        return self.depth < _LABEL_DEPTH


def assign_destinations(lines: Iterable[SourceLine]) -> list[SourceLine]:
    """Return the text lines of a source with their sections and places. Rough notes without sections are all rows."""
    kept = list(lines)
    labels = [_label(line) for line in kept]
    if not any(labels):
        return kept
    return list(_Sections(kept, labels).placed())


class _Sections:
    """Walks the lines of a source; the stack holds the known sections that are open, by depth."""

    def __init__(self, lines: Sequence[SourceLine], labels: Sequence[SectionLabel | None]) -> None:
        self._lines = lines
        self._labels = labels
        self._open: list[tuple[int, str]] = []
        self._section: str | None = None
        self._lead_end = _lead_end(lines, labels)
        self._title = _title(labels)
        self._has_timeline = _has_timeline(lines, labels)

    def placed(self) -> Iterator[SourceLine]:
        for at, (line, label) in enumerate(zip(self._lines, self._labels, strict=True)):
            if at < self._lead_end and not (label and (label.rest or label.is_heading)):
                yield replace(line, destination=KEPT)
            elif label is None:
                yield self._content(line)
            elif label.is_heading:
                self._enter(at, label)
                yield replace(line, section=label.name, destination=KEPT)
            else:
                yield self._labelled(at, line, label)

    def _labelled(self, at: int, line: SourceLine, label: SectionLabel) -> SourceLine:
        """Take the words behind a section's label as its first content; keep the label alone."""
        if parse_reported_duration(f"{label.name}: {label.rest}"):
            return replace(line, section=label.name, destination=CLAIM)
        if is_date_label(label.name) and label.rest:
            return replace(line, section=self._section, destination=KEPT)
        if stated_milestone(label.name) and opens_with_stamp(label.rest):
            return replace(line, section=self._section, destination=MILESTONE)
        if label.rest and not is_section(label.name):
            return self._content(line)
        self._enter(at, label)
        if not label.rest:
            return replace(line, section=label.name, destination=KEPT)
        return self._content(replace(line, text=label.rest))

    def _enter(self, at: int, label: SectionLabel) -> None:
        """Open a section. One inside another belongs to it, unless its own name says something else."""
        while self._open and self._open[-1][0] >= label.depth:
            self._open.pop()
        outer = self._open[-1][1] if self._open else None
        own = label.name if is_section(label.name) else None
        governs = own if outer is None or self._says_more(at, own, outer) else outer
        self._section = governs or label.name
        if governs and at != self._title:
            self._open.append((label.depth, governs))

    def _says_more(self, at: int, own: str | None, outer: str) -> bool:
        """Return whether a known section inside another one has a place of its own."""
        if own is None:
            return False
        outer_place, own_place = place_of(outer), place_of(own)
        if outer_place == IDEA:
            return False
        if outer_place in (ROW, MILESTONE):
            return own_place in (ROW, MILESTONE) or not self._has_entries(at)
        return own_place is not None or writeup_field(outer) == "summary" or writeup_field(own) != "summary"

    def _has_entries(self, at: int) -> bool:
        """Return whether a line with a stamp stands below this label, up to the next one."""
        for line, label in zip(self._lines[at + 1 :], self._labels[at + 1 :], strict=True):
            if label is not None and not label.rest:
                return False
            if _opens_with_time(line):
                return True
        return False

    def _content(self, line: SourceLine) -> SourceLine:
        return replace(line, section=self._section, destination=self._place(line))

    def _place(self, line: SourceLine) -> str:
        section = self._section
        if line.destination in (KEPT, MILESTONE):
            return line.destination
        if section is None or line.heading:
            return ROW
        if parse_reported_duration(line.text):
            return CLAIM
        if writeup_field(section):
            return ROW if not self._has_timeline and _opens_with_time(line) else WRITE_UP
        place = place_of(section)
        if place == MILESTONE:
            return MILESTONE if stated_milestone(line.text) else ROW
        if place is None:
            return ROW if opens_with_stamp(line.text) or opens_with_stamp(line.stamp or "") else KEPT
        return place


def _opens_with_time(line: SourceLine) -> bool:
    return line.destination == ROW and (opens_with_time(line.text) or opens_with_time(line.stamp or ""))


def _lead_end(lines: Sequence[SourceLine], labels: Sequence[SectionLabel | None]) -> int:
    """Count the lines of a report's lead, above its first heading: prose, of which none opens with a time."""
    first = next((at for at, label in enumerate(labels) if label and label.is_heading), 0)
    is_report = any(label and label.is_heading and is_section(label.name) for label in labels)
    lead = zip(lines[:first], labels[:first], strict=True)
    is_prose = not any(_opens_with_time(line) or (label and not label.rest) for line, label in lead)
    return first if is_report and is_prose else 0


def _title(labels: Sequence[SectionLabel | None]) -> int | None:
    """Return the heading above all others: its name is the incident's, no section's, whatever it is called."""
    headings = [(at, label.depth) for at, label in enumerate(labels) if label and label.is_heading]
    if len(headings) < 3 or any(depth <= headings[0][1] for _, depth in headings[1:]):
        return None
    return headings[0][0]


def _has_timeline(lines: Sequence[SourceLine], labels: Sequence[SectionLabel | None]) -> bool:
    """Return whether a section of events holds a line with a time; else those of the other sections are the events."""
    is_events = False
    for line, label in zip(lines, labels, strict=True):
        if label is not None and (label.is_heading or not label.rest):
            is_events = place_of(label.name) in (ROW, MILESTONE) or (
                is_events and not is_section(label.name) and not label.is_heading
            )
        elif is_events and _opens_with_time(line):
            return True
    return False


def _label(line: SourceLine) -> SectionLabel | None:
    if line.heading:
        return (
            SectionLabel(name_of(line), "", min(line.heading, _LABEL_DEPTH - 1))
            if line.destination == KEPT
            else None
        )
    if line.destination == KEPT or line.continues:
        return None
    if (bold := BOLD.fullmatch(line.raw)) and not opens_with_stamp(bold["label"]):
        return SectionLabel(bold["label"].strip(), _content(bold["rest"]), _LABEL_DEPTH)
    plain = PLAIN.fullmatch(line.raw)
    if plain and (is_plain_label(plain["label"]) or parse_reported_duration(line.raw) or _is_fact(plain)):
        return SectionLabel(plain["label"], _content(plain["rest"] or ""), _LABEL_DEPTH)
    return None


def _is_fact(plain: re.Match[str]) -> bool:
    """Return whether it is a fact: `Detected: 2024-05-02 09:10` or `Date: 2024-05-02`, anywhere."""
    is_named = stated_milestone(plain["label"]) is not None or is_date_label(plain["label"])
    return is_named and opens_with_stamp(plain["rest"] or "")


def _content(rest: str) -> str:
    """Return the words behind a label, without the indentation of its further lines."""
    return strip_inline_markup("\n".join(line.strip() for line in rest.strip().split("\n")))
