"""Threads: a comment with its replies, and what it ended as, decided by who may end it when it is read (V2)."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from oncall_tui.domain.review.records import (
    ANSWERED,
    DISSENT,
    ENDINGS,
    RESOLVED,
    UNANSWERABLE,
    WITHDRAWN,
    Comment,
    Ending,
    Reply,
    Round,
    fold_name,
)

LONG_THREAD = 4  # replies after which a thread proposes itself for the meeting
TWICE = 2


class RejectedEnding(NamedTuple):
    """An ending that does not count, and who could have written one that does."""

    ending: Ending
    who_may: str


class Thread(NamedTuple):
    """A comment and all that was said to it. `ending` is None while it is open; several that count and disagree leave
    it open and are all in `contested`."""

    comment: Comment
    replies: tuple[Reply, ...] = ()
    ending: Ending | None = None
    contested: tuple[Ending, ...] = ()
    rejected: tuple[RejectedEnding, ...] = ()

    @property
    def is_open(self) -> bool:
        """True while nothing that counts ends it."""
        return self.ending is None

    @property
    def because(self) -> str:
        """Return why the thread belongs on the agenda, "" where it does not (V4)."""
        if len(self.replies) >= LONG_THREAD:
            return f"{len(self.replies)} replies"
        speakers = [fold_name(self.comment.by), *(fold_name(reply.by) for reply in self.replies)]
        twice = [name for name, count in Counter(speakers).items() if count >= TWICE]
        return f"{' and '.join(sorted(twice))} wrote twice each" if len(twice) >= TWICE else ""


class Deciders(NamedTuple):
    """The people who may decide in a review: the round that counts (None: none was opened) and the preparer."""

    round: Round | None = None
    preparer: str = ""


def make_thread(
    comment: Comment, replies: Iterable[Reply], endings: Iterable[Ending], deciders: Deciders
) -> Thread:
    """Return the thread of a comment: its replies in order, and which of its endings counts."""
    counting: list[Ending] = []
    rejected: list[RejectedEnding] = []
    for ending in sorted(endings, key=lambda each: (each.at, each.id)):
        who = who_may(comment, ending.kind, ending.by, ending.at, deciders)
        if who:
            rejected.append(RejectedEnding(ending, who))
        else:
            counting.append(ending)
    agree = len({ending.kind for ending in counting}) == 1
    return Thread(
        comment,
        tuple(sorted(replies, key=lambda reply: (reply.at, reply.id))),
        counting[0] if agree else None,
        () if agree else tuple(counting),
        tuple(rejected),
    )


def who_may(comment: Comment, ending: str, by: str, at: int, deciders: Deciders) -> str:
    """Return "" where that person may end the comment so at that instant, else who may, in words."""
    if ending not in ENDINGS.get(comment.kind, ()):
        return f"a {comment.kind} ends as {', '.join(ENDINGS.get(comment.kind, ()))}"
    author, person = fold_name(comment.by), fold_name(by)
    if ending in (WITHDRAWN, RESOLVED):
        return "" if person == author else f"only {comment.by} can"
    if ending in (ANSWERED, UNANSWERABLE):
        return (
            ""
            if person == author or is_past(deciders.round, at)
            else f"only {comment.by} can before the deadline"
        )
    return _who_may_dissent(person, at, deciders) if ending == DISSENT else ""


def _who_may_dissent(person: str, at: int, deciders: Deciders) -> str:
    """Return the preparer and the moderator, where neither is set who opened the review; after its deadline, if it
    has one.
    """
    held = deciders.round
    named = [name for name in (deciders.preparer, held.moderator if held else "") if name]
    if not named and held is not None and held.opened_by:
        named = [held.opened_by]
    if named and person not in {fold_name(name) for name in named}:
        return f"only {' or '.join(named)} can"
    if held is not None and held.until is not None and not held.closed and not is_past(held, at):
        return "not before the deadline of the review"
    return ""


def is_past(held: Round | None, at: int) -> bool:
    """Return whether the deadline of a round has passed; False where there is no round or no deadline."""
    return held is not None and held.until is not None and at > held.until


def is_late(comment: Comment, held: Round | None) -> bool:
    """Return whether a comment was written after the deadline."""
    return is_past(held, comment.at)
