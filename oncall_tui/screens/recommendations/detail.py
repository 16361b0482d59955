"""One recommendation in the pane: what a lead has to know for the next word, in few lines. Pure."""

from collections.abc import Iterator

from oncall_tui.domain.recommendations.attention_status import TrackerContext
from oncall_tui.domain.recommendations.hints import hints
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.formats.writers.recommendation_text import history_lines, people_text, recommendation_facts
from oncall_tui.widgets.rows import Row, Span

NAME = 12
WARNED = ("over", "closed there", "nobody has said yet", "Which is right")


def detail_rows(item: Recommendation, outlook: TrackerContext, *, folded: bool = True) -> list[Row]:
    """Title, people, facts, what to ask next; unfolded also its history."""
    rows: list[Row] = [
        (Span(item.title, "strong"),),
        (Span("S " if item.label == "strategic" else "", "badge"), Span(people_text(item, outlook))),
    ]
    rows += [_fact(name, text) for name, text in recommendation_facts(item, outlook)]
    rows += list(_hints(item, outlook))
    if not folded and item.history:
        rows.append((Span("History", "muted"),))
        rows += [(Span(f"  {line}", "muted"),) for line in history_lines(item, outlook)]
    return rows


def _fact(name: str, text: str) -> Row:
    tone = "warn" if any(word in text for word in WARNED) else ""
    return (Span(f"{name:<{NAME}}", "muted"), Span(text, tone))


def _hints(item: Recommendation, outlook: TrackerContext) -> Iterator[Row]:
    for hint in hints(item, outlook):
        yield (Span(f"{'Ask':<{NAME}}", "idea"), Span(hint.message))
