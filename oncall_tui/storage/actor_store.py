"""The actor of this data directory: its counter is on the disk before any document that uses its number.

The replica lock is taken second, after an incident's, and for as long as one small file takes to write.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from oncall_tui.domain.clock import Clock
from oncall_tui.replication.actors import (
    Actor,
    ActorLocation,
    Replica,
    actor_name,
    current_replica,
    next_actor,
)
from oncall_tui.replication.canonical_json import from_bytes, to_bytes
from oncall_tui.replication.encoding import Stamp
from oncall_tui.replication.hybrid_clock import HybridClock, parse_clock_or_zero
from oncall_tui.replication.versions import Context
from oncall_tui.storage.atomic import make_private_directory, write_durably
from oncall_tui.storage.checked import content_bytes, json_with_checksum
from oncall_tui.storage.paths import DataPaths

VERSION = 1
BOOT_ID = "/proc/sys/kernel/random/boot_id"


class ActorStore:
    """Gives every transaction its stamp. Raises OSError where the disk refuses; then no stamp was used."""

    def __init__(self, places: DataPaths, clock: Clock, random_bytes: Callable[[int], bytes]) -> None:
        self._directory = places.actors
        self._clock = clock
        self._random_bytes = random_bytes

    def next_stamp(self, by: str, unfit: Callable[[str], bool] = lambda actor: False) -> Stamp:
        """Return the stamp of the next transaction, durable before it is returned.

        `unfit` says of an actor that it must not write this one (`writing.needs_new_actor`).
        """
        with self._locked():
            kept, clock, retired = self._load()
            usable = kept if kept is not None and not retired and not unfit(kept.name) else None
            place = self._place()
            actor = next_actor(usable, place, {}, self._new_name)
            if kept is not None and actor.name != kept.name and not retired:
                self._give_up(kept, place)
            ticked = clock.tick(self._clock())
            self._save(actor, ticked)
        return Stamp(actor.dot, ticked.text, by)

    def current(self) -> tuple[str, int]:
        """Our actor and its last number; ("", 0) before the first transaction."""
        kept = self._load()[0]
        return (kept.name, kept.last) if kept is not None else ("", 0)

    def observe(self, elsewhere: Context, latest: str) -> None:
        """After reading what others wrote: follows their clock, and gives up an actor whose numbers came back.

        `elsewhere` is the highest number seen of each actor, `latest` the latest hybrid clock text.
        """
        with self._locked():
            kept, clock, retired = self._load()
            if kept is None:
                return
            self._doubt(elsewhere)
            copied = retired or elsewhere.get(kept.name, 0) > kept.last
            followed = clock.follow(parse_clock_or_zero(latest), self._clock())
            if (copied, followed) != (retired, clock):
                self._save(kept, followed, retired=copied)

    def replica(self) -> str:
        """Return the name of this data directory on a share: another one for every copy of it."""
        with self._locked():
            kept = self._load_replica()
            replica = current_replica(kept, self._place(), lambda: actor_name(self._random_bytes))
            if replica != kept:
                write_durably(self._file("replica.json"), to_bytes(asdict(replica)))
        return replica.name

    def own_actor_names(self) -> frozenset[str]:
        """Every actor that ever wrote here, the given up ones too."""
        return frozenset(self._own())

    def written(self) -> dict[str, int]:
        """Return the number of the last transaction of each actor that wrote here and nowhere else, as far as that
        is known.

        Not of one that came with a copy or a backup of this directory: it may have gone on elsewhere.
        """
        known = {name: int(last) for name, last in self._own().items() if last}
        kept, _, retired = self._load()
        if kept is not None and not retired and kept.place == self._place():
            known[kept.name] = kept.last
        return known

    def _own(self) -> dict[str, str]:
        """Each actor of ours, and the number of its last transaction once it was given up; blank where that is open."""
        try:
            with open(self._file("own"), encoding="ascii") as file:
                found = [line.split(maxsplit=1) for line in file.read().splitlines()]
        except (OSError, UnicodeDecodeError):
            return {}
        return {name: "".join(last) if "".join(last).isdigit() else "" for name, *last in filter(None, found)}

    def _keep_own(self, own: dict[str, str]) -> None:
        lines = (f"{name} {last}".rstrip() + "\n" for name, last in sorted(own.items()))
        write_durably(self._file("own"), "".join(lines).encode())

    def _give_up(self, actor: Actor, place: ActorLocation) -> None:
        """Keep the last number of an actor that writes no more, if all that it wrote was written here."""
        if (actor.place.host, actor.place.file) == (place.host, place.file):
            self._keep_own({**self._own(), actor.name: str(actor.last)})

    def _doubt(self, elsewhere: Context) -> None:
        """Forget the last number of an actor that was seen to have gone on elsewhere."""
        own = self._own()
        copied = [name for name, last in own.items() if last and elsewhere.get(name, 0) > int(last)]
        if copied:
            self._keep_own({**own, **dict.fromkeys(copied, "")})

    def _new_name(self) -> str:
        name = actor_name(self._random_bytes)
        self._keep_own({**self._own(), name: ""})
        return name

    def _load_replica(self) -> Replica | None:
        try:
            with open(self._file("replica.json"), "rb") as file:
                return Replica(**from_bytes(file.read()))
        except (OSError, ValueError, TypeError):
            return None

    def _load(self) -> tuple[Actor | None, HybridClock, bool]:
        """Load the stored actor; an unreadable file counts as none, since a new actor is always safe."""
        try:
            with open(self._file("actor.json"), "rb") as file:
                kept: dict[str, Any] = from_bytes(content_bytes(VERSION, file.read()) or b"")
            place = ActorLocation(kept["host"], kept["boot"], kept["file"])
            clock = HybridClock.parse(kept["clock"])
            return Actor(str(kept["actor"]), int(kept["last"]), place), clock, bool(kept["retired"])
        except (OSError, ValueError, KeyError, TypeError):
            return None, HybridClock(), False

    def _save(self, actor: Actor, clock: HybridClock, *, retired: bool = False) -> None:
        kept = {
            "actor": actor.name,
            "last": actor.last,
            "host": actor.place.host,
            "boot": actor.place.boot,
            "file": actor.place.file,
            "clock": clock.text,
            "retired": retired,
        }
        write_durably(self._file("actor.json"), json_with_checksum(VERSION, to_bytes(kept)))

    def _place(self) -> ActorLocation:
        import socket

        return ActorLocation(socket.gethostname(), boot(), file_identity(self._file("place")))

    def _file(self, name: str) -> str:
        return os.path.join(self._directory, name)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock

        make_private_directory(self._directory)
        with FileLock(self._file("lock"), mode=0o600, fallback_to_soft=False, preserve_lock_file=True):
            yield


def boot() -> str:
    """Return a value that differs after each start of this machine; "" where the platform has none."""
    try:
        with open(BOOT_ID, encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""


def file_identity(path: str) -> str:
    """Return a value that tells the file at `path` from every copy of it; create the file if it is missing.

    A copy, a restored backup or a synced folder can bring back a name, bytes and times of modification, and by
    chance an inode, but no time of status change.
    """
    if not os.path.exists(path):
        write_durably(path, b"This file is never copied: see storage/actor_store.py.\n")
    status = os.stat(path)
    return f"{status.st_ino}.{status.st_ctime_ns}"
