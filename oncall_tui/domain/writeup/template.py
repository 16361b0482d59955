"""The team's `write-up.md`: which sections a write-up has, in which order, under which titles (W14).

A `## heading` that names a built-in section, by its title, its name or a usual word for it, stands for that section;
`## Who was hurt {impact}` gives one another title. Any other heading is a section of the team's own.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from oncall_tui.domain.writeup.sections import (
    ALWAYS,
    AMENDMENTS,
    ANALYSIS,
    COULD_BE_BETTER,
    DISSENTS,
    DURATIONS,
    GOT_LUCKY,
    IMPACT,
    QUESTIONS,
    RECOMMENDATIONS,
    RESOLUTION,
    SUMMARY,
    TIMELINE,
    TITLES,
    WENT_WELL,
    WHEN_FILLED,
    fold_heading,
    own_section_id,
    own_section_name,
    section_name,
)

# What a new share is seeded with.
BUILT_IN = "# {title}\n\n" + "\n".join(f"## {title}\n" for title in TITLES.values())
# What shares were seeded with before sections could be chosen: it chooses nothing.
BEFORE_SECTIONS = (
    "# {title}\n\n## Summary\n\n## Impact\n\n## Timeline\n\n## What went well\n\n"
    "## What could have been done better\n\n## Analysis\n\n## Recommendations\n"
)
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    SUMMARY: ("executive summary", "overview"),
    IMPACT: ("customer impact", "user impact"),
    RESOLUTION: ("mitigation", "recovery"),
    DURATIONS: ("time to detect and resolve", "metrics"),
    TIMELINE: ("chronology", "sequence of events"),
    WENT_WELL: ("went well",),
    GOT_LUCKY: ("got lucky", "luck"),
    COULD_BE_BETTER: ("what could be better", "what went wrong", "what went poorly", "what didn't go well"),
    RECOMMENDATIONS: ("action items", "actions", "follow-ups", "next steps"),
    QUESTIONS: ("open questions",),
    DISSENTS: ("dissent",),
    AMENDMENTS: ("changes since completion",),
}
# A disagreement and a later change are printed whatever the template says.
NEVER_HIDDEN = (DISSENTS, AMENDMENTS)
HEADING = re.compile(r" {0,3}##[ \t]+(?P<title>.*?)(?:[ \t]+#*)?[ \t]*")
NAMED = re.compile(r"(?P<title>.*?)\s*\{(?P<name>[\w-]+)\}")
FENCE = re.compile(r" {0,3}(```|~~~)")


class Heading(NamedTuple):
    """A section as a template has it. `id` is that of its record, for a heading of the team's own."""

    name: str
    title: str
    id: str = ""


class OwnSection(NamedTuple):
    """A section of the team's own as it was written in this incident."""

    id: str
    title: str
    text: str


def read_template(text: str) -> tuple[Heading, ...]:
    """Return the sections that a template names, each once; the built-in ones where it names none."""
    headings: dict[str, Heading] = {}
    if text.strip() not in ("", BUILT_IN.strip(), BEFORE_SECTIONS.strip()):
        for title in _titles(text):
            heading = _heading(title)
            headings.setdefault(heading.name, heading)
    if not headings:
        return tuple(Heading(name, title) for name, title in TITLES.items())
    return _with_required(tuple(headings.values()))


def lay_out(
    template: tuple[Heading, ...], own: Mapping[str, OwnSection], filled: frozenset[str]
) -> tuple[Heading, ...]:
    """Return the sections that this write-up has, in reading order. `own`: its own sections by id; `filled`: the
    built-in sections that have something.

    What a person wrote is never hidden: a section that the template leaves out stands at the end while it is
    filled.
    """
    placed = [each for each in template if each.name not in WHEN_FILLED or each.name in filled]
    names, ids = {each.name for each in placed}, {each.id for each in placed}
    orphans = [
        Heading(_free(own_section_name(each.title), names), each.title, each.id)
        for each in own.values()
        if each.id not in ids and each.text.strip()
    ]
    left_out = [Heading(name, TITLES[name]) for name in TITLES if name in filled and name not in names]
    kept = [each for each in left_out if each.name in NEVER_HIDDEN]
    written = [each for each in left_out if each.name not in (*NEVER_HIDDEN, *COMPUTED)]
    return (*placed, *written, *orphans, *kept)


# What a template may leave out although there is something: it can be had by other means.
COMPUTED = (DURATIONS, ANALYSIS, RECOMMENDATIONS, QUESTIONS)


def _free(name: str, taken: set[str]) -> str:
    """Two headings can have the same words with other signs between them."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _titles(text: str) -> Iterator[str]:
    """Yield the titles of its headings of the second level, those in code left aside."""
    fence = ""
    for line in text.splitlines():
        if match := FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        elif not fence and (heading := HEADING.fullmatch(line)) and heading["title"].strip("# "):
            yield heading["title"].strip()


def _heading(title: str) -> Heading:
    named = NAMED.fullmatch(title)
    if named and section_name(named["name"]) in TITLES:
        name = section_name(named["name"])
        return Heading(name, named["title"] or TITLES[name])
    known = BY_WORDS.get(fold_heading(title))
    if known is not None:
        return Heading(known, title)
    return Heading(own_section_name(title), title, own_section_id(title))


def _with_required(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Summary and timeline cannot be left out: first on the page, and behind the sections that come before it."""
    names = [each.name for each in headings]
    found = list(headings)
    for name in ALWAYS:
        if name not in names:
            before = list(TITLES)[: list(TITLES).index(name)]
            place = max((n for n, each in enumerate(found, 1) if each.name in before), default=0)
            found.insert(place, Heading(name, TITLES[name]))
    return tuple(found)


BY_WORDS = {
    fold_heading(words): name
    for name, title in TITLES.items()
    for words in (title, name.replace("_", " "), *ALSO_CALLED.get(name, ()))
}
