"""The sections of a write-up: their reading order, their writing order, and the state of each (W2-W4).

The page reads summary first; it is written last. A state follows from the document alone.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SUMMARY, IMPACT, IDENTIFIED, RESOLUTION = "summary", "impact", "identified", "resolution"
DURATIONS, TIMELINE, ANALYSIS, RECOMMENDATIONS = "durations", "timeline", "analysis", "recommendations"
WENT_WELL, GOT_LUCKY, COULD_BE_BETTER = "went_well", "got_lucky", "could_be_better"
QUESTIONS, DISSENTS, AMENDMENTS = "questions", "dissents", "amendments"

# In reading order.
TITLES: Mapping[str, str] = {
    SUMMARY: "Summary",
    IMPACT: "Impact",
    IDENTIFIED: "Identified",
    RESOLUTION: "Resolution",
    DURATIONS: "Durations",
    TIMELINE: "Timeline",
    WENT_WELL: "What went well",
    GOT_LUCKY: "Where we got lucky",
    COULD_BE_BETTER: "What could have been done better",
    ANALYSIS: "Analysis",
    RECOMMENDATIONS: "Recommendations",
    QUESTIONS: "Open questions",
    DISSENTS: "Dissents",
    AMENDMENTS: "Amendments",
}
# The sections that a person writes; each is a field of the incident.
TEXTS = (SUMMARY, IMPACT, IDENTIFIED, RESOLUTION, WENT_WELL, GOT_LUCKY, COULD_BE_BETTER)
# The texts that starred rows belong to (W3).
STARRED = (WENT_WELL, GOT_LUCKY)
# Where each section that is not typed is changed.
MADE_FROM: Mapping[str, str] = {
    DURATIONS: "from the milestones of the timeline; `oncall event ROW milestone=NAME` sets one",
    TIMELINE: "from the rows of the timeline; `oncall event` edits them",
    ANALYSIS: "from the records of the analysis; `oncall analysis ask` and `analysis add` write them",
    RECOMMENDATIONS: "from the recommendations; `oncall rec` edits them",
    QUESTIONS: "from the questions of the analysis; `oncall analysis set ID answer=TEXT` answers one",
    DISSENTS: "from the review",
    AMENDMENTS: "from what changed since the write-up was completed",
}
# Shown only when there is something.
WHEN_FILLED = (IDENTIFIED, RESOLUTION, QUESTIONS, DISSENTS, AMENDMENTS)
# No template can leave these out.
ALWAYS = (SUMMARY, TIMELINE)
WRITING_ORDER = (
    IMPACT,
    TIMELINE,
    WENT_WELL,
    GOT_LUCKY,
    ANALYSIS,
    RECOMMENDATIONS,
    COULD_BE_BETTER,
    SUMMARY,
)
# May stay empty, and are never next; got_lucky counts once it has something.
OPTIONAL = (GOT_LUCKY, IDENTIFIED, RESOLUTION)
# Written last, so that a later change elsewhere may make them untrue.
WRITTEN_LAST = (SUMMARY, COULD_BE_BETTER)
# A change of these is no change of what could be better: they are written after it.
AFTER_COULD_BE_BETTER = (SUMMARY,)

# Said once, to who makes a responder the preparer; afterwards it is a flag (W1).
PREPARER_RESPONDED = (
    "{preparer} took notes or held a role in this incident. Somebody who did not would ask what they no longer "
    "see; it is fine all the same."
)

EMPTY, BEGUN, WRITTEN, EARLY = "empty", "begun", "written", "early"
STATE_WORDS = {EMPTY: "empty", BEGUN: "begun", WRITTEN: "written", EARLY: "written before the rest"}
OWN = "own:"
UNFINISHED = re.compile(r"\b(?:TODO|TBD)\b|\?\?\?|(?:…|\.\.\.)\s*\Z")
ID_LENGTH = 26


class Section(NamedTuple):
    """One section as it stands. `state` is None for what the program computes; `text` "" for what nobody types.

    `imported`: an import wrote it and nobody has looked at it. `versions`: all texts of it where people wrote without
    seeing each other, the shown one first. `rows`: how many starred rows it holds. `left`: why it is not written yet.
    """

    name: str
    title: str
    state: str | None = None
    text: str = ""
    imported: bool = False
    versions: tuple[str, ...] = ()
    rows: int = 0
    left: str = ""

    @property
    def words(self) -> int:
        """Count the words of its text."""
        return len(self.text.split())

    @property
    def is_text(self) -> bool:
        """Return whether a person types it."""
        return self.name in TEXTS or self.name.startswith(OWN)

    @property
    def may_stay_empty(self) -> bool:
        """Return whether the section may be left empty."""
        return self.state is None or self.name in OPTIONAL or self.name.startswith(OWN)

    @property
    def counts(self) -> bool:
        """Return whether `N of M written` counts it."""
        return not self.may_stay_empty or (self.name == GOT_LUCKY and self.state != EMPTY)

    @property
    def is_written(self) -> bool:
        """Return whether the section has a text of ours."""
        return self.state in (WRITTEN, EARLY)


def text_state(text: str, *, imported: bool = False, rows: int = 0, early: bool = False) -> tuple[str, str]:
    """Return the state of a text, and why it is not written yet ("" if it is)."""
    if not text.strip():
        return (WRITTEN, "") if rows else (EMPTY, "nothing is written yet")
    if imported:
        return BEGUN, "imported, not looked at"
    found = UNFINISHED.search(text.rstrip())
    if found:
        word = found[0].strip()
        return BEGUN, "it ends in …" if word in ("…", "...") else f"it still says {word}"
    return (EARLY, "written before the rest") if early else (WRITTEN, "")


def next_section(sections: Sequence[Section]) -> str | None:
    """Return the section to write next: the first in writing order that is empty or begun, then what was written
    early.
    """
    by_name = {section.name: section for section in sections}
    ordered = [by_name[name] for name in WRITING_ORDER if name in by_name and name not in OPTIONAL]
    unwritten = (section.name for section in ordered if section.state in (EMPTY, BEGUN))
    early = (section.name for section in ordered if section.state == EARLY)
    return next(unwritten, None) or next(early, None)


def written_count(sections: Sequence[Section]) -> tuple[int, int]:
    """N and M of `N of M written`."""
    counted = [section for section in sections if section.counts]
    return sum(section.is_written for section in counted), len(counted)


def fold_heading(heading: str) -> str:
    """Return the heading without regard to case, width and spacing: two that fold to the same are one section."""
    if not heading.isascii():
        import unicodedata

        heading = unicodedata.normalize("NFKC", heading)
    return " ".join(heading.casefold().split())


def own_section_id(heading: str) -> str:
    """Return the id of the record of a heading of the team's own: the same wherever it is first written."""
    import hashlib  # takes a tenth of the time that `oncall writeup show` has

    return hashlib.sha256(fold_heading(heading).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def own_section_name(heading: str) -> str:
    """`own:customer-communication`: its words in lower case with dashes."""
    return OWN + ("-".join(re.findall(r"\w+", fold_heading(heading))) or own_section_id(heading))


def section_name(typed: str) -> str:
    """Return the name that a typed word means, as far as spelling goes: `Went-Well` is went_well."""
    folded = fold_heading(typed)
    return folded if folded.startswith(OWN) else folded.replace("-", "_").replace(" ", "_")
