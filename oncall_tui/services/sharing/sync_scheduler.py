"""Schedule syncs while the screens are open: at start, after a change, every minute. Words for the header."""

import os
from collections.abc import Callable

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import OncallError, RefusedError
from oncall_tui.domain.instants import MINUTE, SECOND
from oncall_tui.domain.timeline.durations import duration_text
from oncall_tui.services.sharing.secret_hold import SuspectedSecret
from oncall_tui.services.sharing.sync_service import SyncReport, SyncService

EVERY = MINUTE
FULLY_EVERY = 10 * MINUTE
# On a store each request costs: while nobody responds or types, a poll can wait; news tell what a full sync would.
IDLE_EVERY = 5 * MINUTE
IDLE_AFTER = 10 * MINUTE
FULLY_EVERY_BY_NEWS = 60 * MINUTE
# After a change one waits so long for the next, so that a burst of notes is one file on the share.
PAUSE = 2 * SECOND
# A sync of more incidents than this shows how far it is.
MANY = 20


class SyncScheduler:
    """Asked every second by the app. `attempt` runs in a thread, one at a time."""

    def __init__(
        self, synchronise: SyncService, incidents: str, clock: Clock, is_responding: Callable[[], bool]
    ) -> None:
        self._synchronise = synchronise
        self._is_responding = is_responding
        self._every = EVERY
        self._incidents = incidents
        self.clock = clock
        self._tried_at: int | None = None
        self._synced_at: int | None = None
        self._fully_at: int | None = None
        self._away_since: int | None = None
        self._synced_state = 0
        self._waiting = 0
        self._progress = (0, 0)
        self.last: SyncReport | None = None
        self.message = ""
        # What a person has to do about a share that is away, in a word or two; empty where waiting may help.
        self._header = ""
        self._suspicions: dict[str, list[SuspectedSecret]] = {}

    def is_due(self) -> bool:
        """Return whether it is time to sync."""
        if self._tried_at is None:
            return True
        age = self.clock() - self._tried_at
        return age >= self._every or (age >= PAUSE and self._away_since is None and self._is_changed())

    @property
    def suspicions(self) -> list[SuspectedSecret]:
        """Our notes that looked like they hold a secret since this session began, but for those that were settled."""
        return [found for incident in self._suspicions.values() for found in incident]

    def run_once(self, *, asked: bool = False) -> SyncReport | None:
        """Sync once; return None where that could not be done, and then `message` says why. Never raises
        OncallError.

        `asked`: by a person, so that nothing is held back.
        """
        self._tried_at = now = self.clock()
        fully = asked or self._fully_at is None or now - self._fully_at >= self._fully_every
        state = self._state()
        try:
            self._suspicions |= self._synchronise.suspicions()
            synced = self._sync(fully, hold=not asked)
        except RefusedError:
            return None  # another process of ours is at it
        except OncallError as error:
            self._fail(error, now)
            return None
        finally:
            self._progress = (0, 0)
        self._fully_at = now if fully else self._fully_at
        self._succeed(synced, state)
        return synced

    def words(self) -> str:
        """`shared 8s`, `3 waiting`, `share away 41m`, `share: log in`; empty before the first attempt is over."""
        now = self.clock()
        done, total = self._progress
        if total > MANY:
            return f"sharing {done}/{total}"
        if self._away_since is not None and self._header:
            return f"share: {self._header}"
        if self._away_since is not None:
            return f"share away {_age(now - self._away_since)}"
        if self._waiting:
            return f"{self._waiting} waiting"
        if self._synced_at is None:
            return ""
        return "1 waiting" if self._is_changed() else f"shared {_age(now - self._synced_at)}"

    def _sync(self, fully: bool, *, hold: bool) -> SyncReport:
        if fully:
            return self._synchronise.sync(wait=0, hold=hold, progress=self._count)
        return self._synchronise.poll(self._count)

    def _count(self, done: int, total: int) -> None:
        self._progress = (done, total)

    def _succeed(self, synced: SyncReport, state: int) -> None:
        self._synced_at = self.clock()
        self._every = IDLE_EVERY if self._is_idle() else EVERY
        self._away_since = None
        self._waiting = synced.outcome.waiting
        self.last = synced
        self.message = synced.outcome.refused
        # What sync itself joined is no change of ours; what came in between is seen at the next look.
        self._synced_state = self._state() if synced.outcome.joined else state

    @property
    def _fully_every(self) -> int:
        return FULLY_EVERY_BY_NEWS if self._synchronise.polls_by_news else FULLY_EVERY

    def _is_idle(self) -> bool:
        """Return whether a poll costs something and is wanted less often."""
        typed_at = self._state() // 1000
        return (
            self._synchronise.polls_by_news
            and not 0 <= self.clock() - typed_at < IDLE_AFTER
            and not self._is_responding()
        )

    def _fail(self, error: OncallError, now: int) -> None:
        self.message = str(error)
        self._header = getattr(error, "header", "")
        if self._away_since is None:
            self._away_since = self._synced_at or now

    def _is_changed(self) -> bool:
        return self._state() != self._synced_state

    def _state(self) -> int:
        """Every save gives a file a new name in this directory, so its time of change tells of any."""
        try:
            return os.stat(self._incidents).st_mtime_ns
        except OSError:
            return 0


def _age(span: int) -> str:
    seconds = max(0, span) // SECOND
    return f"{seconds}s" if seconds < 60 else duration_text(seconds // 60 * 60)
