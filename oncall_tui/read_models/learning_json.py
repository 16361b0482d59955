"""Output of `oncall learn --json`, its CSV and `oncall similar --json` (RETROSPECTIVE 10)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.incident import STAGES
from oncall_tui.domain.instants import DAY, parse_instant_or_none
from oncall_tui.domain.learning.facts import DatedText, LearningFacts
from oncall_tui.domain.learning.figures import DurationMetric, duration_figures, stage_figures
from oncall_tui.domain.review.records import fold_name
from oncall_tui.domain.timeline.duration_ends import DURATIONS

if TYPE_CHECKING:
    from oncall_tui.domain.learning.similar import Similar


def learn_json(
    facts: Sequence[LearningFacts], controls: list[dict[str, Any]], author: str, now: int
) -> dict[str, Any]:
    """Return everything that the learning page shows. `author`: whose read marks; `now`: UTC microseconds."""
    return {
        "durations": {
            **{name: _duration(DurationMetric(name, (), None, None)) for name in sorted(DURATIONS)},
            **{figure.name: _duration(figure) for figure in duration_figures(facts)},
        },
        "stages": {
            **{name: _stage(DurationMetric(name, (), None, None)) for name in STAGES},
            **{figure.name: _stage(figure) for figure in stage_figures(facts, STAGES)},
        },
        "controls": controls,
        "writeups": [writeup_json(each, author, now) for each in facts],
        "insights": _found(facts, lambda each: each.insights),
        "questions": _found(facts, lambda each: each.questions),
        "dissents": _found(facts, lambda each: each.dissents),
        "near_misses": [
            {"handle": each.handle, "title": each.title, "created_at": each.created_at}
            for each in facts
            if each.is_near_miss
        ],
        "repeated": _repeated(facts),
    }


def writeup_json(facts: LearningFacts, author: str, now: int) -> dict[str, Any]:
    """Return one write-up: its stage, for how many days, whose turn it is, and whether that person has read it."""
    since = parse_instant_or_none(facts.since) or parse_instant_or_none(facts.created_at)
    return {
        "handle": facts.handle,
        "title": facts.title,
        "stage": facts.stage,
        "days": None if since is None else max(0, (now - since) // DAY),
        "turn": facts.turn or None,
        "read": fold_name(author) in {fold_name(name) for name in facts.readers},
    }


def similar_json(found: "Iterable[Similar]") -> dict[str, Any]:
    """Return similar incidents with why, what was learned, and what is still to be done."""
    return {
        "similar": [
            {
                "id": each.facts.id,
                "handle": each.facts.handle,
                "title": each.facts.title,
                "score": round(each.score, 3),
                "because": {"words": list(each.because.words), "controls": list(each.because.controls)},
                "insights": [insight.text for insight in each.facts.insights],
                "recommendations": _titles(each.facts.open_recommendations),
                "done": _titles(each.facts.done_recommendations),
            }
            for each in found
        ]
    }


def _titles(recommendations: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": id, "title": title} for id, title in recommendations]


def learn_csv(facts: Sequence[LearningFacts]) -> str:
    """Return a row an incident and duration, for spreadsheets (L1)."""
    from oncall_tui.formats.writers.csv_text import csv_text

    rows = [
        (each.handle, each.title, name, took.start, took.end, str(took.seconds))
        for each in facts
        for name, took in sorted(each.durations.items())
    ]
    return csv_text(("incident", "title", "duration", "from", "to", "seconds"), rows)


def _duration(figure: DurationMetric) -> dict[str, Any]:
    dots = [
        {"handle": dot.handle, "seconds": dot.seconds, "from": dot.start, "to": dot.end}
        for dot in figure.dots
    ]
    return {"n": figure.n, "median": figure.median, "p90": figure.p90, "incidents": dots}


def _stage(figure: DurationMetric) -> dict[str, Any]:
    dots = [{"handle": dot.handle, "seconds": dot.seconds} for dot in figure.dots]
    return {"n": figure.n, "median": figure.median, "incidents": dots}


def _found(
    facts: Sequence[LearningFacts], pick: Callable[[LearningFacts], tuple[DatedText, ...]]
) -> list[dict[str, Any]]:
    return [
        {"id": found.id, "handle": each.handle, "text": found.text, "month": found.month or None}
        for each in facts
        for found in pick(each)
    ]


def _repeated(facts: Sequence[LearningFacts]) -> list[dict[str, Any]]:
    counts: Counter[str] = Counter()
    handles: dict[str, list[str]] = {}
    for each in facts:
        for command, count in each.repeated.items():
            counts[command] += count
            handles.setdefault(command, []).append(each.handle)
    return [
        {"command": command, "count": count, "incidents": handles[command]}
        for command, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
