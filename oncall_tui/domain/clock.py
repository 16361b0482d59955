"""The one clock, given to everything that needs to know the time."""

from collections.abc import Callable

# Returns the present instant: UTC microseconds since the epoch.
Clock = Callable[[], int]
