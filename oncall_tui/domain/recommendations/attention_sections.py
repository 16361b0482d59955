"""List the recommendations that need attention: a lead's Monday view and the status digest (R9, R11).

Every recommendation stands in one section only, the worst that is true of it.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from oncall_tui.domain.days import ago, days_between, short_day
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.recommendations.attention_status import (
    TrackerContext,
    days_untouched,
    has_recurred,
    is_closed_in_ticket_system,
    is_due_soon,
    is_effect_check_due,
    is_overdue,
    is_revisit_due,
    is_stale,
    is_unaccepted,
)
from oncall_tui.domain.recommendations.recommendation import Recommendation

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
TIMES = {1: "once", 2: "twice"}
DIGEST = (*MONDAY[:-1], "due soon", "moved")


class DigestSection(NamedTuple):
    """Recommendations that need the same kind of word, most urgent first."""

    name: str
    items: tuple[Recommendation, ...]


def attention_sections(
    items: Iterable[Recommendation], since: int, outlook: TrackerContext
) -> list[DigestSection]:
    """Group by what changed or went wrong since the last visit (an instant), worst first; leave empty sections out."""
    return _sections(items, since, outlook, MONDAY)


def digest_sections(
    items: Iterable[Recommendation], since: int, outlook: TrackerContext
) -> list[DigestSection]:
    """Group as `monday` does, and add what is due in the next two weeks."""
    return _sections(items, since, outlook, DIGEST)


def needing_attention(sections: Iterable[DigestSection]) -> list[Recommendation]:
    """Return the recommendations that a follow-up meeting steps through: all but those that simply moved."""
    return [item for section in sections if section.name != "moved" for item in section.items]


# What the sections are called in lists, with their number; others by their names.
SECTION_TITLES = {
    "closed there": "closed in the ticket system {}",
    "moved": "moved {}, for your information",
}


def section_title(section: DigestSection) -> str:
    """Return what stands above a section of a list: `overdue 3`."""
    return SECTION_TITLES.get(section.name, section.name + " {}").format(len(section.items))


def why_text(item: Recommendation, section: str, since: int, outlook: TrackerContext) -> str:
    """Return why it is in that section: `11 days over`, `slipped twice`, `asked 40 days ago`, `new, by ana`."""
    if section == "overdue":
        return f"{count_text(days_between(item.due, outlook.today), 'day')} over"
    if section == "slipped":
        return f"slipped {TIMES.get(item.slips, f'{item.slips} times')}"
    if section == "silent":
        return f"silent {count_text(days_untouched(item, outlook), 'day')}"
    if section == "unaccepted":
        return (
            f"asked {ago(days_between(outlook.day(item.asked_at), outlook.today))}"
            if item.asked_at
            else "asked"
        )
    if section == "to revisit":
        return f"look again {short_day(item.revisit, outlook.today)}"
    if section == "due soon":
        return (
            f"due in {count_text(days_between(outlook.today, item.due), 'day')}"
            if item.due > outlook.today
            else "due today"
        )
    fixed = {"closed there": "closed there", "effect to check": "did it help?"}
    return fixed.get(section) or moved_text(item, since, outlook)


def moved_text(item: Recommendation, since: int, outlook: TrackerContext) -> str:
    """Return what moved and by whom, from its history: `planned → in progress, bo`, `4 Dec → 20 Dec, ana`, `new, li`.

    Of one whose history is not read, its status.
    """
    recent = [change for change in item.history if change.at >= since]
    if item.created_at >= since:
        now = "" if item.status == "idea" else f", {item.status.replace('-', ' ')}"
        return f"new{now}, {item.author}" if item.author else f"new{now}"
    for field, words in (("status", _status_words), ("due", lambda day: short_day(day, outlook.today))):
        moves = [change for change in recent if change.field == field]
        if moves:
            before, after = (
                words(str(value)) if value else "none" for value in (moves[0].before, moves[-1].after)
            )
            return f"{before} → {after}, {moves[-1].by}"
    return item.status.replace("-", " ")


def _status_words(status: str) -> str:
    return status.replace("-", " ")


def slipped_since(item: Recommendation, since: int) -> bool:
    """Return whether an open recommendation's due date slipped since the instant."""
    return item.is_open and item.slips > 0 and item.slipped_at >= since


def moved_since(item: Recommendation, since: int) -> bool:
    """Its status changed, or it was written, after that instant."""
    return item.status_at >= since or item.created_at >= since


def _sections(
    items: Iterable[Recommendation], since: int, outlook: TrackerContext, names: tuple[str, ...]
) -> list[DigestSection]:
    found: dict[str, list[Recommendation]] = {name: [] for name in names}
    for item in items:
        name = _section(item, since, outlook)
        if name in found:
            found[name].append(item)
    return [DigestSection(name, tuple(_urgent(name, found[name]))) for name in names if found[name]]


def _section(item: Recommendation, since: int, outlook: TrackerContext) -> str | None:
    if not item.is_open:
        return _ended(item, since, outlook)
    return next((name for name, holds in TESTS.items() if holds(item, since, outlook)), None)


# Worst first: the first that holds is the section.
TESTS: Mapping[str, Callable[[Recommendation, int, TrackerContext], bool]] = {
    "overdue": lambda item, since, outlook: is_overdue(item, outlook),
    "slipped": lambda item, since, outlook: slipped_since(item, since),
    "closed there": lambda item, since, outlook: is_closed_in_ticket_system(item, outlook),
    "silent": lambda item, since, outlook: is_stale(item, outlook),
    "unaccepted": lambda item, since, outlook: is_unaccepted(item, outlook),
    "to revisit": lambda item, since, outlook: is_revisit_due(item, outlook),
    "due soon": lambda item, since, outlook: is_due_soon(item, outlook),
    "moved": lambda item, since, outlook: moved_since(item, since),
}


def _ended(item: Recommendation, since: int, outlook: TrackerContext) -> str | None:
    if is_effect_check_due(item, outlook) or has_recurred(item, outlook):
        return "effect to check"
    return "moved" if moved_since(item, since) else None


def _urgent(name: str, items: list[Recommendation]) -> list[Recommendation]:
    if name == "moved":
        return sorted(items, key=lambda item: -max(item.status_at, item.created_at))
    if name in ("overdue", "slipped", "due soon"):
        return sorted(items, key=lambda item: (item.due or "9999", item.id))
    return sorted(items, key=attrgetter("touched_at"))
