"""Rows that are there twice: the same words at the same instant, as when a file was imported again (T4)."""

from collections.abc import Iterator
from itertools import groupby

from oncall_tui.domain.plural import count_text
from oncall_tui.domain.timeline.question import Answer, Question, QuestionContext, RecordChange
from oncall_tui.domain.timeline.row_descriptions import STAYS, source_excerpts
from oncall_tui.domain.timeline.timeline import Timeline

MANY = 5


def duplicate_questions(asking: QuestionContext) -> Iterator[Question]:
    """Yield a question for each group of equal rows; many groups are one question."""
    groups = [rows for rows in equal_rows(asking.timeline) if f"same:{rows[0]}" not in asking.closed]
    if len(groups) >= MANY:
        yield _look(
            asking,
            groups,
            f"{count_text(len(groups), 'row')} occur more than once, with the same time and words.",
        )
        return
    for rows in groups:
        times = "twice" if len(rows) == 2 else f"{len(rows)} times"
        yield _look(asking, [rows], f"This row occurs {times}, with the same time and words.")


def equal_rows(timeline: Timeline) -> list[list[str]]:
    """Return the groups of rows with one instant and one text, each in the order of the timeline."""
    found = []
    for _, keys in groupby(timeline.keys, key=lambda key: key[0]):
        rows = [key[4] for key in keys]
        if len(rows) > 1:
            by_words: dict[str, list[str]] = {}
            for row in rows:
                if timeline.instant(row) is not None:
                    by_words.setdefault(" ".join(timeline.text(row).split()), []).append(row)
            found += [group for group in by_words.values() if len(group) > 1]
    return found


def _look(asking: QuestionContext, groups: list[list[str]], text: str) -> Question:
    joins: tuple[RecordChange, ...] = tuple(
        ("events", row, {"merged_into": rows[0]}) for rows in groups for row in rows[1:]
    )
    apart = tuple(asking.close(f"same:{rows[0]}") for rows in groups)
    first = groups[0]
    return Question(
        key=f"same:{first[0]}",
        kind="duplicate",
        rows=tuple(row for rows in groups for row in rows),
        text=text,
        evidence=source_excerpts(asking.timeline, first),
        choices=(
            Answer("join them", "each happened once", STAYS, joins),
            Answer("keep them all", "it happened more than once", STAYS, apart),
        ),
    )
