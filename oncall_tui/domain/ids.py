"""Ids: 26-character lower-case ULIDs (DESIGN, the incident document).

Kept free of imports: taking a note pays for every module that it loads.
"""

from __future__ import annotations

from _thread import allocate_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
TIME_LENGTH = 10
RANDOM_BITS = 80


class UlidGenerator:
    """Gives ids that sort in the order given, also within a millisecond or when the clock steps back."""

    def __init__(self, clock: Callable[[], int], random_bytes: Callable[[int], bytes]) -> None:
        self._clock = clock
        self._random_bytes = random_bytes
        self._last = 0
        self._lock = allocate_lock()

    def new(self) -> str:
        """Return a new id. Threads of one process may ask at the same moment."""
        with self._lock:
            self._last = self._next()
            return encode_ulid(self._last)

    def _next(self) -> int:
        milliseconds = self._clock() // 1000
        fresh = milliseconds << RANDOM_BITS | int.from_bytes(self._random_bytes(RANDOM_BITS // 8), "big")
        later = fresh > self._last and milliseconds > self._last >> RANDOM_BITS
        return fresh if later else self._last + 1


def encode_ulid(number: int) -> str:
    """Return a 128-bit number as 26 characters, most significant first."""
    return "".join([ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5)])


def ulid_instant(id: str) -> int:
    """Return the instant in an id, in UTC microseconds. Raises ValueError for any other text."""
    number = 0
    for character in id[:TIME_LENGTH]:
        number = number << 5 | ALPHABET.index(character)
    return number * 1000


def is_id(text: str) -> bool:
    """Return whether the text could be one of our ids, and so may become part of a path."""
    return len(text) == LENGTH and text[0] <= "7" and not text.strip(ALPHABET)
