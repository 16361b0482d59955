"""What needs a word: the tracker as a lead opens it on a Monday, and the status digest (R9, R11).

Every recommendation stands in one section only, the worst that is true of it.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.domain.recommendations.standing import (
    Outlook,
    is_closed_there,
    is_due_soon,
    is_effect_check_due,
    is_overdue,
    is_revisit_due,
    is_seen_again,
    is_silent,
    is_unaccepted,
)

# The order in which sections are shown: what is late first, what went well last.
MONDAY = (
    "overdue",
    "slipped",
    "closed there",
    "silent",
    "unaccepted",
    "to revisit",
    "effect to check",
    "moved",
)
DIGEST = (*MONDAY[:-1], "due soon", "moved")


class Section(NamedTuple):
    """Recommendations that need the same kind of word, most urgent first."""

    name: str
    items: tuple[Recommendation, ...]


def monday(items: Iterable[Recommendation], since: int, outlook: Outlook) -> list[Section]:
    """What changed or went wrong since the last look (an instant), worst first; empty sections are left out."""
    return _sections(items, since, outlook, MONDAY)


def digest_sections(items: Iterable[Recommendation], since: int, outlook: Outlook) -> list[Section]:
    """The same for a digest, which also says what is due in the next two weeks."""
    return _sections(items, since, outlook, DIGEST)


def needs_word(sections: Iterable[Section]) -> list[Recommendation]:
    """What a follow-up meeting steps through: everything but what simply moved."""
    return [item for section in sections if section.name != "moved" for item in section.items]


def slipped_since(item: Recommendation, since: int) -> bool:
    return item.is_open and item.slips > 0 and item.slipped_at >= since


def moved_since(item: Recommendation, since: int) -> bool:
    """Its status changed, or it was written, after that instant."""
    return item.status_at >= since or item.created_at >= since


def _sections(
    items: Iterable[Recommendation], since: int, outlook: Outlook, names: tuple[str, ...]
) -> list[Section]:
    found: dict[str, list[Recommendation]] = {name: [] for name in names}
    for item in items:
        name = _section(item, since, outlook)
        if name in found:
            found[name].append(item)
    return [Section(name, tuple(_urgent(name, found[name]))) for name in names if found[name]]


def _section(item: Recommendation, since: int, outlook: Outlook) -> str | None:
    if not item.is_open:
        return _ended(item, since, outlook)
    return next((name for name, holds in TESTS.items() if holds(item, since, outlook)), None)


# Worst first: the first that holds is the section.
TESTS: Mapping[str, Callable[[Recommendation, int, Outlook], bool]] = {
    "overdue": lambda item, since, outlook: is_overdue(item, outlook),
    "slipped": lambda item, since, outlook: slipped_since(item, since),
    "closed there": lambda item, since, outlook: is_closed_there(item, outlook),
    "silent": lambda item, since, outlook: is_silent(item, outlook),
    "unaccepted": lambda item, since, outlook: is_unaccepted(item, outlook),
    "to revisit": lambda item, since, outlook: is_revisit_due(item, outlook),
    "due soon": lambda item, since, outlook: is_due_soon(item, outlook),
    "moved": lambda item, since, outlook: moved_since(item, since),
}


def _ended(item: Recommendation, since: int, outlook: Outlook) -> str | None:
    if is_effect_check_due(item, outlook) or is_seen_again(item, outlook):
        return "effect to check"
    return "moved" if moved_since(item, since) else None


def _urgent(name: str, items: list[Recommendation]) -> list[Recommendation]:
    if name == "moved":
        return sorted(items, key=lambda item: -max(item.status_at, item.created_at))
    if name in ("overdue", "slipped", "due soon"):
        return sorted(items, key=lambda item: (item.due or "9999", item.id))
    return sorted(items, key=attrgetter("touched_at"))
