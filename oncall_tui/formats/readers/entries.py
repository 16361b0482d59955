"""Headings that are entries of a timeline: `### 09:10 alert fired`, and what is written below them."""

from collections.abc import Sequence
from dataclasses import replace

from oncall_tui.domain.destinations import KEPT, ROW
from oncall_tui.formats.readers.markdown import strip_inline_markup
from oncall_tui.formats.readers.section_names import is_section, place_of
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stamp_prefix import (
    DOTTED_CLOCK,
    is_only_a_stamp,
    opens_with_stamp,
    opens_with_time,
)


def with_entries(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Return the lines, with each heading that is an entry and the lines below it as one row."""
    if not any(line.heading and opens_with_stamp(name_of(line)) for line in lines):
        return list(lines)
    merged: list[SourceLine] = []
    at, timeline = 0, 0
    while at < len(lines):
        line = lines[at]
        if line.heading and (not timeline or line.heading <= timeline):
            timeline = line.heading if place_of(name_of(line)) == ROW else 0
        if line.heading and _is_entry(lines, at, bool(timeline)):
            end = _body_end(lines, at)
            merged.append(_entry(lines[at:end]))
            at = end
        else:
            merged.append(line)
            at += 1
    return merged


def name_of(line: SourceLine) -> str:
    """Return the name of a heading, without its marks."""
    return strip_inline_markup((line.stamp or line.text).lstrip("# ")).strip()


def _is_entry(lines: Sequence[SourceLine], at: int, in_timeline: bool) -> bool:
    """Return whether a heading is an entry: one with a time, or a day inside a timeline, unless it is the day of
    the lines below.
    """
    name = name_of(lines[at])
    if not opens_with_stamp(name) or _has_sections(lines, at):
        return False
    if DOTTED_CLOCK.match(name):
        return in_timeline
    if opens_with_time(name):
        return True
    is_day_of_others = any(_is_stamped(line) for line in _below(lines, at))
    has_words = not is_only_a_stamp(name) or any(line.destination == ROW for line in _below(lines, at))
    return in_timeline and has_words and not is_day_of_others


def _below(lines: Sequence[SourceLine], at: int) -> Sequence[SourceLine]:
    """Return the lines up to the next heading of the same depth or above."""
    for end in range(at + 1, len(lines)):
        if lines[end].heading and lines[end].heading <= lines[at].heading:
            return lines[at + 1 : end]
    return lines[at + 1 :]


def _has_sections(lines: Sequence[SourceLine], at: int) -> bool:
    return any(line.heading and is_section(name_of(line)) for line in _below(lines, at))


def _is_stamped(line: SourceLine) -> bool:
    words = name_of(line) if line.heading else line.text
    return opens_with_stamp(words) or opens_with_stamp(line.stamp or "")


def _body_end(lines: Sequence[SourceLine], at: int) -> int:
    """After the lines below an entry that are nothing of their own, as far as they stand together in the source."""
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if (line.heading and line.heading <= lines[at].heading) or _is_stamped(line) or not line.text.strip():
            break
        end += 1
    return end


def _entry(lines: Sequence[SourceLine]) -> SourceLine:
    """Return the heading and its body as one row, its raw text as it stands in the source."""
    head, name = lines[0], name_of(lines[0])
    raw = head.raw
    for line in lines[1:]:
        raw += "\n" * max(1, line.line - head.line - raw.count("\n")) + line.raw
    body = "\n".join(line.text for line in lines[1:])
    text = body if is_only_a_stamp(name) and body else f"{name}\n{body}".strip()
    stamp = f"{'#' * min(head.heading, 6)} {name}"
    if is_only_a_stamp(name):
        stamp += f" {body.split(chr(10), 1)[0]}" if body else ""
        text = f"{name} {body}".strip()
    return replace(head, raw=raw, text=text, stamp=stamp, destination=ROW if body or name else KEPT)
