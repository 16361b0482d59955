"""Registers of versions: the one data type that replicas exchange (DESIGN, the incident document).

A version knows its dot (who wrote it, in which of their transactions) and the context it replaced: all that
its writer had been shown. Joining two registers keeps every version that no other's context covers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from oncall_tui.replication.canonical_json import Json, to_bytes


class Dot(NamedTuple):
    """The n-th transaction of an actor; written `actor:n`."""

    actor: str
    n: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raise ValueError for what is not `actor:n`."""
        actor, _, n = text.rpartition(":")
        return cls(actor, int(n))

    def __str__(self) -> str:
        return f"{self.actor}:{self.n}"


# A value that stands in a file without saying who wrote it. Every stamped version replaces it.
UNSTAMPED = Dot("", 0)

# For each actor the last transaction that is included: {actor: n}.
Context = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Version:
    """One value of one field, as one transaction wrote it. `at` is a hybrid clock's text, `by` the author."""

    value: Json
    dot: Dot
    over: Context = field(default_factory=dict)
    at: str = ""
    by: str = ""
    # What a newer program wrote beside the version, carried along verbatim.
    more: Mapping[str, Json] = field(default_factory=dict)


# The one field that is written once: what somebody noted, as it was noted.
WRITTEN_ONCE = "raw"
# In `more`: the redactions of the field that the writer had seen, as ids of records in `redactions`.
REDACTIONS_SEEN = "redactions"

# The heads of one field in canonical order: the one that a reader of scalars shows comes first.
Register = tuple[Version, ...]


def join(a: Register, b: Register) -> Register:
    """Return the heads of both sides: commutative, associative and idempotent, and no unseen write is lost."""
    if a == b:
        return a
    versions = list({_identity(version): version for version in (*a, *b)}.values())
    # Only contexts that lie can cover one another in a circle; then nothing is dropped.
    return sort_heads(_not_replaced(versions, by=versions) or versions)


def join_written_once(a: Register, b: Register) -> Register:
    """Join a field that is written once, as a note's raw text: another value never replaces the first one.

    A context may be forged, so that only a version which says again what was written first replaces others: that is
    how a person settles it. What a redaction replaces is dropped by whoever knows the redaction (`join_tables`).
    """
    if a == b:
        return a
    versions = list({_identity(version): version for version in (*a, *b)}.values())
    first = [version for version in versions if not version.over]
    later = [version for version in versions if version.over]
    return written_once_in_order([*first, *_not_replaced(later, by=_settling(versions))])


def written_once_in_order(versions: Iterable[Version]) -> Register:
    """Return what settled it, then what was written first, then the others: what is shown does not change."""
    ordered = sort_heads(versions)
    if len(ordered) < 2 or redactions_in(ordered):
        return ordered
    dots = {head.dot for head in ordered}
    settled = [
        head for head in _settling(ordered) if all(covers(head.over, dot) for dot in dots - {head.dot})
    ]
    first = [head for head in reversed(ordered) if not head.over]
    return (*settled, *first, *(head for head in ordered if head.over and head not in settled))


def without_replaced(heads: Register) -> Register:
    """Return the heads that no other's context covers."""
    return sort_heads(_not_replaced(heads, by=heads) or heads)


def sort_heads(versions: Iterable[Version]) -> Register:
    """Later clock first; ties by actor, then by value. What was written before a redaction was seen comes last."""
    ordered = sorted(versions, key=_rank, reverse=True)
    redactions = redactions_in(ordered)
    if redactions:
        ordered.sort(
            key=lambda version: (not redactions <= redactions_seen(version), not redactions_seen(version))
        )
    return tuple(ordered)


def redactions_seen(version: Version) -> frozenset[str]:
    """Return the redactions of this field that the version's writer had seen."""
    seen = version.more.get(REDACTIONS_SEEN)
    return frozenset(id for id in seen if isinstance(id, str)) if isinstance(seen, list) else frozenset()


def redactions_in(heads: Iterable[Version]) -> frozenset[str]:
    """Return the redactions of a field that any of its heads has seen."""
    return frozenset().union(*(redactions_seen(head) for head in heads if head.more))


def shown_heads(heads: Register) -> Register:
    """Return the heads without those whose writers had not seen a redaction of the field; the first one always
    stays.
    """
    redactions = redactions_in(heads)
    if not redactions:
        return heads
    return tuple(head for head in heads if redactions <= redactions_seen(head)) or heads[:1]


def hidden_heads(heads: Register) -> Register:
    """Return the heads that `shown_heads` passes by: written before a redaction of the field was seen."""
    shown = shown_heads(heads)
    return tuple(head for head in heads if head not in shown)


def context_of(register: Register) -> dict[str, int]:
    """Return all that a person who is shown this register has seen: its dots and their contexts."""
    return merge_contexts(
        *(version.over for version in register), *(_as_context(version.dot) for version in register)
    )


def covers(context: Context, dot: Dot) -> bool:
    """Return whether somebody with this context had seen the dot."""
    return context.get(dot.actor, 0) >= dot.n


def merge_contexts(*contexts: Context) -> dict[str, int]:
    """Return the union of the contexts: everything that any of them has seen."""
    merged: dict[str, int] = {}
    for context in contexts:
        for actor, n in context.items():
            if n > merged.get(actor, 0):
                merged[actor] = n
    return merged


def _as_context(dot: Dot) -> Context:
    return {dot.actor: dot.n}


def _settling(versions: Iterable[Version]) -> list[Version]:
    """Return the later versions that say again what was written first."""
    found = list(versions)
    said = {to_bytes(version.value) for version in found if not version.over}
    return [version for version in found if version.over and to_bytes(version.value) in said]


def _not_replaced(versions: Sequence[Version], by: Iterable[Version]) -> list[Version]:
    """Return the versions that no context of another one covers. Linear: hundreds of heads may be hostile."""
    best: dict[str, tuple[int, Dot]] = {}
    second: dict[str, tuple[int, Dot]] = {}  # the highest claim of another version than the best one's
    dots = set()
    for other in by:
        dots.add(other.dot)
        for actor, n in other.over.items():
            _, dot = top = best.get(actor, (0, other.dot))
            if dot == other.dot:
                best[actor] = max(top, (n, dot))
            elif n > top[0]:
                best[actor], second[actor] = (n, other.dot), top
            else:
                second[actor] = max(second.get(actor, (0, other.dot)), (n, other.dot))
    return [version for version in versions if not _is_covered(version.dot, best, second, dots)]


def _is_covered(
    dot: Dot,
    best: Mapping[str, tuple[int, Dot]],
    second: Mapping[str, tuple[int, Dot]],
    dots: Collection[Dot],
) -> bool:
    if dot == UNSTAMPED:  # what nobody stamped yields to whatever somebody did
        return any(other != dot for other in dots)
    n, whose = best.get(dot.actor, (0, dot))
    if whose == dot:
        n, _ = second.get(dot.actor, (0, dot))
    return n >= dot.n


def _rank(version: Version) -> tuple[str, str, int, bytes]:
    return version.at, version.dot.actor, version.dot.n, _identity(version)


def _identity(version: Version) -> bytes:
    return to_bytes([version.value, str(version.dot), version.over, version.at, version.by, version.more])
