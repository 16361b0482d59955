"""Compute durations: always from one milestone to another, in any order (L1).

Reports count their "time to repair" from different milestones, so a figure without its two ends means nothing; a
figure that a report states is checked against every pair that its words allow.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from oncall_tui.domain.duration_text import duration_text as duration_text
from oncall_tui.domain.timeline.duration_ends import DURATIONS
from oncall_tui.domain.timeline.milestones import MILESTONES
from oncall_tui.domain.timeline.moments import Duration, Moment, Moments, duration

EITHER_WAY = (
    "declared",
    "acknowledged",
)  # who is paged often acknowledges before anybody declares an incident
STARTS = ("detected", "started", "declared", "acknowledged", "mitigated")
ENDS = {
    "detect": ("detected",),
    "detection": ("detected",),
    "discover": ("detected",),
    "declare": ("declared",),
    "declaration": ("declared",),
    "acknowledge": ("acknowledged",),
    "acknowledgement": ("acknowledged",),
    "acknowledgment": ("acknowledged",),
    "ack": ("acknowledged",),
    "respond": ("acknowledged",),
    "response": ("acknowledged",),
    "mitigate": ("mitigated", "resolved"),
    "mitigation": ("mitigated", "resolved"),
    "repair": ("mitigated", "resolved"),
    "fix": ("mitigated", "resolved"),
    "recover": ("mitigated", "resolved"),
    "recovery": ("mitigated", "resolved"),
    "restore": ("mitigated", "resolved"),
    "restoration": ("mitigated", "resolved"),
    "resolve": ("resolved",),
    "resolution": ("resolved",),
}
SHORT = {"d": "detect", "a": "acknowledge", "m": "mitigate", "r": "recover"}
PART = (
    r"\d{1,9}(?:\.\d{1,6})?\s*(?:d(?:ays?)?|h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)(?![a-z])"
)
FIGURE = re.compile(
    rf"\W*(?:(?:mean\s+)?time[\s-]to[\s-](?P<what>{'|'.join(ENDS)})|M?TT(?P<short>[DAMR]))\b[^\d\n]*(?P<span>{PART}(?:[\s,]*(?:and\s+)?{PART})*)",
    re.IGNORECASE,
)
# Seconds: a hundred years. Nothing in a write-up takes as long.
LONGEST_FIGURE = 3_200_000_000
NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*([dhms])", re.IGNORECASE)
UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}


@dataclass(frozen=True, slots=True)
class ReportedDuration:
    """A duration that a source states: what it says it is, its seconds, and the finest unit that it gives."""

    what: str
    seconds: int
    unit: int


@dataclass(frozen=True, slots=True)
class ReportedDurationCheck:
    """A stated figure and ours: `same` says which pair it is; if none fits, `ours` is the pair that it should be."""

    figure: ReportedDuration
    same: Duration | None
    ours: Duration | None


@dataclass(frozen=True, slots=True)
class OutOfOrderMilestones:
    """Two milestones in an order that one does not expect. A fact, not an error."""

    late: str
    late_at: int
    early: str
    early_at: int


def durations(moments: Moments) -> dict[str, Duration | None]:
    """Return the four durations by name, each from the first of its starts that is known; None without both ends."""
    return {name: next(_between(starts, (end,), moments), None) for name, (starts, end) in DURATIONS.items()}


def out_of_order_milestones(instants: Mapping[str, int]) -> tuple[OutOfOrderMilestones, ...]:
    """Each milestone that came after one which usually follows it, with the last such one."""
    found: dict[str, OutOfOrderMilestones] = {}
    known = [name for name in MILESTONES if name in instants]
    for late, early in combinations(known, 2):
        if instants[late] > instants[early] and (late, early) != EITHER_WAY:
            found[late] = OutOfOrderMilestones(late, instants[late], early, instants[early])
    return tuple(found.values())


def parse_reported_duration(text: str) -> ReportedDuration | None:
    """Return the figure that a line states at its start: `- **Time to resolve**: 35h 36m`; None for an absurd one."""
    match = FIGURE.match(text)
    if match is None:
        return None
    parts = NUMBER.findall(match["span"])
    seconds = sum(float(number) * UNITS[unit.lower()] for number, unit in parts)
    if seconds > LONGEST_FIGURE:
        return None
    what = match["what"] or SHORT[match["short"].lower()]
    return ReportedDuration(what.lower(), round(seconds), min(UNITS[unit.lower()] for _, unit in parts))


def check_reported_duration(figure: ReportedDuration, instants: Mapping[str, int]) -> ReportedDurationCheck:
    """Compare a stated figure with every pair of milestones that its words allow."""
    moments = {name: (Moment(at),) for name, at in instants.items()}
    pairs = tuple(_between(STARTS, ENDS[figure.what], moments))
    same = (pair for pair in pairs if abs(pair.seconds - figure.seconds) < figure.unit)
    return ReportedDurationCheck(figure, next(same, None), next(iter(pairs), None))


def reported_duration_text(check: ReportedDurationCheck) -> str:
    """`stated time to resolve 35h36m differs: detected → resolved is 53h36m`."""
    stated = f"stated time to {check.figure.what} {duration_text(check.figure.seconds)}"
    if check.same is not None:
        return f"{stated} is {check.same.start} → {check.same.end}"
    if check.ours is None:
        return f"{stated} can't be checked"
    return f"{stated} differs: {check.ours.start} → {check.ours.end} is {duration_text(check.ours.seconds)}"


def _between(starts: tuple[str, ...], ends: tuple[str, ...], moments: Moments) -> Iterator[Duration]:
    for end in ends:
        for start in starts:
            if moments.get(start) and moments.get(end) and start != end:
                yield duration(start, end, moments)
