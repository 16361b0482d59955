"""The sections of a report, and the place that each proposes for its lines (SCREENS, an import has destinations)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from oncall_tui.domain.destinations import CLAIM, IDEA, KEPT, MILESTONE, ROW, WRITE_UP
from oncall_tui.domain.timeline.durations import figure_in
from oncall_tui.domain.timeline.milestones import stated_milestone
from oncall_tui.formats.readers.markdown import bare
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stampish import opens_with_stamp

# Each section by the words that reports give it; a word stands for itself and its plural.
SECTIONS = {
    MILESTONE: ("key event", "milestone", "key time", "key moment"),
    ROW: (
        "context",
        "timeline",
        "chronology",
        "sequence of events",
        "event",
        "incident timeline",
        "what happened",
    ),
    IDEA: (
        *(
            "action",
            "review action",
            "action item",
            "follow-up",
            "follow up",
            "follow-up action",
            "next step",
        ),
        *("recommendation", "to do", "todo", "corrective action", "remediation item"),
    ),
}
# Sections that are a field of the write-up, by the field's name.
FIELDS = {
    "summary": ("summary", "executive summary", "overview"),
    "impact": ("impact", "customer impact", "user impact"),
    "identified": ("identified", "identification", "cause", "trigger", "detection"),
    "resolution": ("resolution", "mitigation", "recovery"),
    "went_well": ("what went well", "went well"),
    "could_be_better": (
        *("what could have been done better", "what could be better", "what went wrong", "what went poorly"),
        *("lessons learned", "lesson learned"),
    ),
}
DESTINATION_OF = {word: place for place, words in SECTIONS.items() for word in words}
FIELD_OF = {word: field for field, words in FIELDS.items() for word in words}

HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<label>.*?)\s*#*|\s{0,3}(?P<underlined>\S[^\n]*)\n\s*(?:=+|-+)\s*")
MARKER = r"\s*(?:(?:[-*+•]|\d{1,3}[.)])\s+)?"
BOLD = re.compile(MARKER + r"(?:\*\*|__)(?P<label>[^*_]{1,60}?):?(?:\*\*|__)\s*:?\s*(?P<rest>.*)", re.DOTALL)
PLAIN = re.compile(
    MARKER.removeprefix(r"\s*") + r"(?P<label>[A-Za-z][A-Za-z '’/-]{2,40}):(?:\s+(?P<rest>.*))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Label:
    """A heading, or the bold or plain label of a section, with what stands behind it on its line."""

    name: str
    rest: str
    is_heading: bool


def field_of(section: str | None) -> str | None:
    """The field of the write-up that a section's name stands for."""
    return FIELD_OF.get(_key(section or ""))


def placed(lines: Iterable[SourceLine]) -> list[SourceLine]:
    """The text lines of a source with their sections and places. Rough notes without sections are all rows."""
    kept = list(lines)
    labels = [_label(line) for line in kept]
    if not any(labels):
        return kept
    return list(_in_sections(kept, labels))


def _in_sections(lines: list[SourceLine], labels: list[Label | None]) -> Iterator[SourceLine]:
    section: str | None = None
    for line, label in zip(lines, labels, strict=True):
        if label is None:
            yield replace(line, section=section, destination=_place(line, section))
        elif label.is_heading:
            section = label.name
            yield replace(line, section=section, destination=KEPT)
        elif figure_in(f"{label.name}: {label.rest}"):
            yield replace(line, section=label.name, destination=CLAIM)
        elif stated_milestone(label.name) and opens_with_stamp(label.rest):
            yield replace(line, section=section, destination=MILESTONE)
        elif label.rest and not _is_section(label.name):
            yield replace(line, section=section, destination=_place(line, section))
        else:
            section = label.name
            yield _labelled(line, label)


def _labelled(line: SourceLine, label: Label) -> SourceLine:
    """A section's first line: what stands behind the label is its first content, the label alone is kept."""
    if not label.rest:
        return replace(line, section=label.name, destination=KEPT)
    content = replace(line, text=label.rest, section=label.name)
    return replace(content, destination=_place(content, label.name))


def _place(line: SourceLine, section: str | None) -> str:
    if line.destination == KEPT:
        return KEPT
    if section is None:
        return ROW
    if figure_in(line.text):
        return CLAIM
    if field_of(section):
        return WRITE_UP
    place = DESTINATION_OF.get(_key(section))
    if place == MILESTONE:
        return MILESTONE if stated_milestone(line.text) else ROW
    if place is None:
        return ROW if opens_with_stamp(line.text) or opens_with_stamp(line.stamp or "") else KEPT
    return place


def _label(line: SourceLine) -> Label | None:
    if heading := HEADING.fullmatch(line.raw):
        return Label(heading["label"] or heading["underlined"] or "", "", True)
    if line.destination == KEPT or line.continues:
        return None
    if (bold := BOLD.fullmatch(line.raw)) and not opens_with_stamp(bold["label"]):
        return Label(bold["label"].strip(), _content(bold["rest"]), False)
    plain = PLAIN.fullmatch(line.raw)
    if plain and (_is_section(plain["label"]) or figure_in(line.raw) or _is_key_event(plain)):
        return Label(plain["label"], _content(plain["rest"] or ""), False)
    return None


def _is_key_event(plain: re.Match[str]) -> bool:
    """`Detected: 2024-05-02 09:10`, wherever it stands."""
    return stated_milestone(plain["label"]) is not None and opens_with_stamp(plain["rest"] or "")


def _content(rest: str) -> str:
    """What stands behind a label, the indentation of its further lines taken off."""
    return bare("\n".join(line.strip() for line in rest.strip().split("\n")))


def _is_section(name: str) -> bool:
    return _key(name) in DESTINATION_OF or _key(name) in FIELD_OF


def _key(name: str) -> str:
    """The name as the tables have it: lower case, one space, singular."""
    words = " ".join(name.lower().replace("*", "").strip(" :").split())
    return words if words in DESTINATION_OF or words in FIELD_OF else words.removesuffix("s")
