"""Rows that are there twice: the same words at the same instant, as when a file was imported again (T4)."""

from collections.abc import Iterator
from itertools import groupby

from oncall_tui.domain.counted import counted
from oncall_tui.domain.timeline.look import Asking, Change, Choice, Look
from oncall_tui.domain.timeline.moves import STAYS, evidence
from oncall_tui.domain.timeline.timeline import Timeline

MANY = 5


def duplicate_looks(asking: Asking) -> Iterator[Look]:
    """Yield a question for each group of equal rows; many groups are one question."""
    groups = [rows for rows in equal_rows(asking.timeline) if f"same:{rows[0]}" not in asking.closed]
    if len(groups) >= MANY:
        yield _look(
            asking,
            groups,
            f"{counted(len(groups), 'row')} occur more than once, with the same time and words.",
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
                    by_words.setdefault(" ".join(timeline.words(row).split()), []).append(row)
            found += [group for group in by_words.values() if len(group) > 1]
    return found


def _look(asking: Asking, groups: list[list[str]], text: str) -> Look:
    joins: tuple[Change, ...] = tuple(
        ("events", row, {"merged_into": rows[0]}) for rows in groups for row in rows[1:]
    )
    apart = tuple(asking.close(f"same:{rows[0]}") for rows in groups)
    first = groups[0]
    return Look(
        key=f"same:{first[0]}",
        kind="duplicate",
        rows=tuple(row for rows in groups for row in rows),
        text=text,
        evidence=evidence(asking.timeline, first),
        choices=(
            Choice("join them", "each happened once", STAYS, joins),
            Choice("keep them all", "it happened more than once", STAYS, apart),
        ),
    )
