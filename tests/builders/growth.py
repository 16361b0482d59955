"""How the work on a text grows with the text: a paste of 100,000 characters must not hang a screen."""

import gc
from collections.abc import Callable
from time import process_time

SMALL, LARGE = 4_000, 64_000
# Sixteen times the text: linear work takes 16 times as long, quadratic work 256 times. Busy machines are uneven.
MOST = 110
# Shorter work than this is noise: seconds of processor time.
NOISE = 0.0005


def repeated(unit: str, size: int) -> str:
    """Return about `size` characters of nothing but `unit`."""
    return unit * (size // len(unit) + 1)


def assert_linear(work: Callable[[str], object], text_of: Callable[[int], str]) -> None:
    """Assert that `work` takes time in proportion to its text; compares two sizes, never the clock."""
    small, large = (min(_spent(work, text_of(size)) for _ in range(2)) for size in (SMALL, LARGE))
    assert large <= MOST * max(small, NOISE), (
        f"{large / max(small, NOISE):.0f} times the work for 16 times the text"
    )


def _spent(work: Callable[[str], object], text: str) -> float:
    gc.disable()
    try:
        begun = process_time()
        work(text)
        return process_time() - begun
    finally:
        gc.enable()
