"""Identify writers: an actor is one counter on one host, since one boot, in one data directory.

A copied home directory, a restored backup or a cloned machine would otherwise give the same dot to two different
writes, and one of them would be lost.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from oncall_tui.replication.versions import Context, Dot

RANDOM_BYTES = 8
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class ActorLocation:
    """Identity of a counter file: host, boot, file. A copied file has another one."""

    host: str
    boot: str
    # What tells the file that holds the counter from a copy of it.
    file: str


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor and the number of its last transaction."""

    name: str
    last: int
    place: ActorLocation

    @property
    def dot(self) -> Dot:
        return Dot(self.name, self.last)


def next_actor(
    kept: Actor | None, place: ActorLocation, elsewhere: Context, name: Callable[[], str]
) -> Actor:
    """Return the actor whose dot the next transaction takes; it has to be durable before that dot is used.

    `elsewhere` is the highest number of each actor that was seen in a document; `name` gives a fresh name.
    """
    if kept is None or kept.place != place or elsewhere.get(kept.name, 0) > kept.last:
        return Actor(name(), 1, place)
    return replace(kept, last=kept.last + 1)


@dataclass(frozen=True, slots=True)
class Replica:
    """The owner of a folder on the share: the data directory that writes it."""

    name: str
    host: str
    file: str


def current_replica(kept: Replica | None, place: ActorLocation, name: Callable[[], str]) -> Replica:
    """Return the replica of this data directory: another host or a copied directory is another one, a boot is not."""
    if kept is None or (kept.host, kept.file) != (place.host, place.file):
        return Replica(name(), place.host, place.file)
    return kept


def actor_name(random_bytes: Callable[[int], bytes]) -> str:
    """64 random bits as 13 characters that may stand in a file name."""
    number = int.from_bytes(random_bytes(RANDOM_BYTES), "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(60, -1, -5))
