"""Read what is piped in, with a limit: `yes | oncall note -` must neither fill the memory nor wait for ever.

What came is kept: whoever pipes may not be able to make the same output again. Kept to cheap imports.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGEST_NOTE = 16_000_000
CHUNK = 1 << 16


class Piped:
    """Input read from a pipe: `data`, whether more followed (`is_cut`), whether ctrl+c ended it (`is_interrupted`)."""

    def __init__(self, data: bytes, *, is_cut: bool = False, is_interrupted: bool = False) -> None:
        self.data = data
        self.is_cut = is_cut
        self.is_interrupted = is_interrupted

    def told(self, largest: int) -> str:
        """Tell a person that this is not all; blank if it is."""
        if self.is_interrupted:
            return f"Interrupted: the {len(self.data):,} bytes that had come are kept."
        if self.is_cut:
            return f"The input is larger than {largest // 1_000_000} MB: its first part is kept, the rest was not read."
        return ""


def read_piped(largest: int) -> Piped:
    """Read stdin up to its end, to ctrl+c, or to `largest` bytes, cut at the end of a line where there is one."""
    chunks, size = [], 0
    stdin: Any = sys.stdin.buffer  # a BufferedReader, whose read1 waits for no more than there is
    try:
        while size <= largest and (chunk := stdin.read1(CHUNK)):
            chunks.append(chunk)
            size += len(chunk)
    except KeyboardInterrupt:
        if not size:
            raise
        return Piped(b"".join(chunks), is_interrupted=True)
    data = b"".join(chunks)
    return Piped(data) if size <= largest else Piped(_cut(data[:largest]), is_cut=True)


def _cut(data: bytes) -> bytes:
    """Drop what stands behind the last line end; in a line without end, the part of a character at its end."""
    line_end = data.rfind(b"\n")
    if line_end > len(data) // 2:
        return data[: line_end + 1]
    for back in range(1, 4):
        byte = data[-back]
        if byte >= 0xC0:  # the first byte of a character
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return data[:-back] if back < length else data
        if byte < 0x80:
            break
    return data
