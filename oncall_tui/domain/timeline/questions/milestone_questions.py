"""Questions about milestones: several rows for one, links that point elsewhere, ones that no row has (T4, L1)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from oncall_tui.domain.instants import MINUTE, SECOND, format_instant
from oncall_tui.domain.local_time import day_text, time_of_day_text
from oncall_tui.domain.permalinks import permalink_instant
from oncall_tui.domain.timeline.durations import duration_text, out_of_order_milestones
from oncall_tui.domain.timeline.milestones import (
    DECIDED,
    ENDINGS,
    MILESTONES,
    SPOKEN,
    STATED,
    MilestoneClaim,
    MilestonePlacement,
    implied_milestone,
    may_be_milestone,
    resolve_milestones,
    stated_milestone,
)
from oncall_tui.domain.timeline.moments import TIMES, Moment, duration
from oncall_tui.domain.timeline.question import Answer, Question, QuestionContext, RecordChange
from oncall_tui.domain.timeline.row_descriptions import (
    STAYS,
    describe_moves,
    note_source_line,
    row_source_line,
)
from oncall_tui.domain.timeline.timeline import Timeline

# A sentence without any of these speaks of no milestone: asked of every row, so nothing slower comes first.
STEMS = (
    *("declar", "resolv", "mitigat", "repair", "fixed", "acknowledg", "detect", "noticed"),
    *("first", "initial", "started", "began"),
)
LINK = re.compile(r"\[([^\]\n]{3,60})\]\((https?://[^)\s]+)\)")
WHY = {
    SPOKEN: "its own sentence",
    STATED: "as the source's key events say",
    DECIDED: "set by a person",
}
FAR_LINK = 2 * MINUTE
MOST_CANDIDATES = 2


def implied_claims(timeline: Timeline) -> list[MilestoneClaim]:
    """Return the rows with a time whose own sentence speaks of a milestone that nobody decided about on that row."""
    claims = []
    for *_, row in timeline.keys:
        words = timeline.text(row)
        name = implied_milestone(words) if _may_speak(words.lower()) else None
        if name is not None and name not in timeline.confirmed_milestones(row):
            claims.append(MilestoneClaim(name, row, timeline.instant(row), SPOKEN))
    return [claim for claim in claims if claim.at is not None]


def claimed_milestones(timeline: Timeline) -> dict[str, MilestonePlacement]:
    """Return where each milestone is, with every other row that claims it, also by its own sentence."""
    return resolve_milestones([*timeline.claims(), *implied_claims(timeline)])


def _may_speak(words: str) -> bool:
    for stem in STEMS:  # noqa: SIM110  a loop is three times as fast as any() here
        if stem in words:
            return True
    return False


def milestone_questions(asking: QuestionContext) -> Iterator[Question]:
    """Yield milestones that several rows claim."""
    spoken = implied_claims(asking.timeline)
    for name, placed in resolve_milestones([*asking.timeline.claims(), *spoken]).items():
        if placed.rivals and f"twice:{name}" not in asking.closed:
            yield _twice(asking, name, placed)
    wanted = MILESTONES[:-2] if asking.ongoing else MILESTONES
    missing = [name for name in wanted if name not in asking.timeline.milestone_placements]
    open_ones = [name for name in missing if f"missing:{name}" not in asking.closed]
    if open_ones and len(asking.timeline):
        yield _missing(asking, open_ones, spoken)


def link_questions(asking: QuestionContext) -> Iterator[Question]:
    """Link named after a milestone (`[Issue detected](…)`) whose message was written at another time."""
    placed = asking.timeline.milestone_instants
    for note, label, url, at in _named_links(asking.timeline):
        name = stated_milestone(label)
        key = f"link:{note}:{name}"
        if name in placed and abs(at - placed[name]) > FAR_LINK and key not in asking.closed:
            yield _link_look(asking, key, name, label, at, _labels_of(url, asking.timeline))


def _twice(asking: QuestionContext, name: str, placed: MilestonePlacement) -> Question:
    claims = sorted((placed.claim, *placed.rivals), key=lambda claim: (claim.strength, claim.at or 0))
    apart = [claim.at for claim in claims if claim.at is not None]
    span = f", {duration_text((max(apart) - min(apart)) // SECOND)} apart" if len(apart) > 1 else ""
    choices = [_choose(asking, claim, [other for other in claims if other is not claim]) for claim in claims]
    if name == "detected" and len(claims) == 2 and "started" not in asking.timeline.milestone_placements:
        choices.insert(1, _found_later(asking, claims))
    return Question(
        key=f"twice:{name}",
        kind="milestone",
        rows=tuple(claim.row for claim in claims),
        text=f"“{name}” is set {TIMES.get(len(claims), f'{len(claims)} times')}{span}.",
        evidence=tuple(_said(asking, claim) for claim in claims),
        choices=(*choices, Answer("leave it open", _either(asking, name, claims))),
    )


def _choose(asking: QuestionContext, claim: MilestoneClaim, others: Sequence[MilestoneClaim]) -> Answer:
    name = claim.milestone
    why = _why(asking, claim)
    changes: list[RecordChange] = [("events", claim.row, {f"milestones:{name}": True})]
    changes += [("events", other.row, {f"milestones:{name}": False}) for other in others]
    label = f"{name} = {_clock(asking, claim, others)}"
    return Answer(label, why, _consequence(asking, {name: claim}), tuple(changes))


def _found_later(asking: QuestionContext, claims: list[MilestoneClaim]) -> Answer:
    """Report put the start of a trouble down as its detection: then time to detect is nothing."""
    early, late = sorted(claims, key=lambda claim: claim.at or 0)
    both = {"started": early, "detected": late}
    changes: tuple[RecordChange, ...] = (
        ("events", late.row, {"milestones:detected": True}),
        ("events", early.row, {"milestones:detected": False, "milestones:started": True}),
    )
    label = f"detected = {_clock(asking, late, claims)}, started = {_clock(asking, early, claims)}"
    return Answer(label, "the earlier row is the beginning", _consequence(asking, both), changes)


def _missing(asking: QuestionContext, names: list[str], spoken: list[MilestoneClaim]) -> Question:
    rows = [(key[4], asking.timeline.text(key[4])) for key in asking.timeline.keys]
    claims = [claim for name in names for claim in _candidates(asking, name, spoken, rows)]
    offered = [_choose(asking, claim, ()) for claim in claims]
    never = Answer(
        "not known",
        "do not ask for these again",
        STAYS,
        tuple(asking.close(f"missing:{name}") for name in names),
    )
    return Question(
        key="missing",
        kind="missing",
        rows=tuple(dict.fromkeys(claim.row for claim in claims)),
        text=f"No row is marked {_listed(names)}. Press m on a row to mark it.",
        evidence=tuple(dict.fromkeys(_said(asking, claim) for claim in claims)),
        choices=(*offered, never, Answer("leave it open", "some durations stay unknown")),
    )


def _candidates(
    asking: QuestionContext, name: str, spoken: list[MilestoneClaim], rows: Sequence[tuple[str, str]]
) -> list[MilestoneClaim]:
    """Return the rows that speak of a milestone, else the first that may be it; of an end the last.

    `rows`: all of them in order, each with its words.
    """
    timeline = asking.timeline
    own = [claim for claim in spoken if claim.milestone == name and _is_in_order(timeline, claim)]
    if own:
        return own
    order = rows if name not in ENDINGS else reversed(rows)
    found = (
        MilestoneClaim(name, row, timeline.instant(row), SPOKEN)
        for row, words in order
        if may_be_milestone(name, words) and _is_open(timeline, name, row)
    )
    return list(islice((claim for claim in found if _is_in_order(timeline, claim)), MOST_CANDIDATES))


def _is_in_order(timeline: Timeline, claim: MilestoneClaim) -> bool:
    """Return whether a milestone there would make no duration negative: `drain started` an hour after ‹detected›
    is not the start of the trouble."""
    if claim.at is None:
        return True
    instants = timeline.milestone_instants
    return len(out_of_order_milestones({**instants, claim.milestone: claim.at})) == len(
        out_of_order_milestones(instants)
    )


def _is_open(timeline: Timeline, name: str, row: str) -> bool:
    """Only rows with a time of day, that nobody decided about."""
    return (
        timeline.instant(row) is not None
        and row not in timeline.day_rows
        and name not in timeline.confirmed_milestones(row)
    )


def _link_look(
    asking: QuestionContext, key: str, name: str, label: str, at: int, labels: list[str]
) -> Question:
    claim = asking.timeline.milestone_placements[name].claim
    apart = duration_text(abs(at - (claim.at or at)) // SECOND)
    later = "after" if at > (claim.at or at) else "before"
    others = [other for other in labels if other != label]
    shared = (f"“{others[0]}” uses the same link.",) if others else ()
    return Question(
        key=key,
        kind="link",
        rows=(claim.row,),
        text=f"The link “{label}” points to {time_of_day_text(at, asking.zone)}, {apart} {later} the stated time.",
        evidence=(f"stated  {_said(asking, claim)}", *shared),
        choices=(
            Answer(
                f"{_clock(asking, claim)} is right",
                "the link is another message",
                STAYS,
                (asking.close(key),),
            ),
            _trust_link(asking, name, at),
            Answer("leave it open", "neither is sure"),
        ),
    )


def _trust_link(asking: QuestionContext, name: str, at: int) -> Answer:
    """Offer the message's own time, seconds included; never applied unasked."""
    row = asking.timeline.milestone_placements[name].claim.row
    fields = {"occurred_at": format_instant(at), "precision": "second", "approximate": False}
    shown = time_of_day_text(at, asking.zone)
    return Answer(
        f"{name} = {shown}",
        "as its link knows",
        describe_moves(asking.timeline, [(row, at)]),
        (("events", row, fields),),
    )


def _named_links(timeline: Timeline) -> Iterator[tuple[str, str, str, int]]:
    """Yield links with a label and a message's instant in them: (note, label, url, UTC microseconds)."""
    for id, note in timeline.records.notes.items():
        raw = str(note.get("raw") or "")
        if "](http" not in raw:
            continue
        for label, url in LINK.findall(raw):
            if (at := permalink_instant(url)) is not None:
                yield id, label, url, at


def _labels_of(url: str, timeline: Timeline) -> list[str]:
    return [label for _, label, other, _ in _named_links(timeline) if other == url]


def _consequence(asking: QuestionContext, chosen: Mapping[str, MilestoneClaim]) -> str:
    """Say which durations change, from -> to, when these rows are these milestones."""
    timeline = asking.timeline
    moments = {**timeline.moments(), **{name: _moments(timeline, [claim]) for name, claim in chosen.items()}}
    names = [name for name in MILESTONES if moments.get(name)]
    start = "detected" if "detected" in names and "started" not in chosen else names[0] if names else ""
    ends = [name for name in names if name != start and (name in chosen or start in chosen)]
    told = [f"→{end} becomes {duration(start, end, moments).text}" for end in ends][:2]
    return f"{start}{', '.join(told)}. No row moves." if told else STAYS


def _moments(timeline: Timeline, claims: Iterable[MilestoneClaim]) -> tuple[Moment, ...]:
    return tuple(timeline.moment(claim.row, claim.at) for claim in claims if claim.at is not None)


def _either(asking: QuestionContext, name: str, claims: list[MilestoneClaim]) -> str:
    """Say what durations show while this is open."""
    moments = {**asking.timeline.moments(), name: _moments(asking.timeline, claims)}
    if name == "detected" or not moments.get("detected") or not moments[name]:
        return "durations then show each of them"
    return f"durations then say {duration('detected', name, moments).alternatives_text}"


def _why(asking: QuestionContext, claim: MilestoneClaim) -> str:
    """Say what the claim rests on; `set by bea` where it is known who set it."""
    by = asking.timeline.records.events.get(claim.row, {}).get("_by") if claim.strength == DECIDED else ""
    return f"set by {by}" if by else WHY[claim.strength]


def _listed(names: Sequence[str]) -> str:
    """Return `started, acknowledged or mitigated`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _said(asking: QuestionContext, claim: MilestoneClaim) -> str:
    """Return the line that says so; of one that was typed, its time is told."""
    timeline = asking.timeline
    line = (
        row_source_line(timeline, claim.row) if claim.note is None else note_source_line(timeline, claim.note)
    )
    return line if line.startswith("line ") else f"{_clock(asking, claim)}  {line}"


def _clock(asking: QuestionContext, claim: MilestoneClaim, among: Iterable[MilestoneClaim] = ()) -> str:
    """Return the claim's time; with its day where the other claims are on other days."""
    if claim.at is None:
        return "an untimed row"
    days = {day_text(other.at, asking.zone) for other in (claim, *among) if other.at is not None}
    shown = time_of_day_text(claim.at, asking.zone, asking.timeline.timing(claim.row).get("precision"))
    return shown if len(days) < 2 else f"{shown} {day_text(claim.at, asking.zone, year=False)}"
