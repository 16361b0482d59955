"""The hybrid clock: for ranking and showing only, never for deciding what is kept.

It follows other replicas' clocks at most five minutes ahead, so that one wrong clock does not spread, and it
never blocks a write.
"""

from dataclasses import dataclass
from typing import Self

from oncall_tui.domain.instants import format_instant, parse_instant

FARTHEST_AHEAD = 5 * 60 * 1000
LAST_COUNT = 0xFFFF


@dataclass(frozen=True, slots=True, order=True)
class HybridClock:
    """Milliseconds of wall clock (48 bits) and a counter (16 bits) for what happens within one."""

    milliseconds: int = 0
    count: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the inverse of `text`. Raises ValueError for anything else."""
        wall, _, count = text.partition("Z.")
        return cls(parse_instant(wall.removesuffix("Z") + "Z") // 1000, int(count or "0", 16))

    @property
    def text(self) -> str:
        """`2026-11-21T03:16:02.123Z`, with `.0001` and so on behind it only if the counter is not zero; sorts."""
        whole = format_instant(self.milliseconds // 1000 * 1_000_000).removesuffix("Z")
        counted = f".{self.count:04x}" if self.count else ""
        return f"{whole}.{self.milliseconds % 1000:03d}Z{counted}"

    def tick(self, now: int) -> "HybridClock":
        """Return the moment of the next write; `now` is the wall clock in UTC microseconds."""
        wall = now // 1000
        if wall > self.milliseconds or self.milliseconds > wall + FARTHEST_AHEAD:
            return HybridClock(wall)
        if self.count < LAST_COUNT:
            return HybridClock(self.milliseconds, self.count + 1)
        return HybridClock(self.milliseconds + 1)

    def follow(self, other: "HybridClock", now: int) -> "HybridClock":
        """Return the clock after seeing another's moment; one that is too far ahead is not followed."""
        return max(self, other) if other.milliseconds <= now // 1000 + FARTHEST_AHEAD else self


def parse_clock_or_zero(text: str) -> HybridClock:
    """Return the clock in a text that somebody else wrote; the beginning of time for anything that is none."""
    try:
        return HybridClock.parse(text)
    except (ValueError, OverflowError):
        return HybridClock()
