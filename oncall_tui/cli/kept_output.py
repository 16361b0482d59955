"""The output of a command as it is kept: its beginning and its end, since no note can hold what has no limit."""

from __future__ import annotations

from collections import deque

from oncall_tui.formats.terminal_text import ends_alternate, plain_text

# Bytes at the beginning, and as many at the end.
HALF = 128 * 1024


class KeptOutput:
    """Takes output as it comes, in memory that has a limit."""

    def __init__(self, half: int = HALF) -> None:
        self._half = half
        self._head = bytearray()
        self._tail: deque[bytes] = deque()
        self._tail_size = 0
        self._dropped = 0

    def add(self, chunk: bytes) -> None:
        """Add a chunk of output; keep the beginning and the end."""
        room = self._half - len(self._head)
        self._head += chunk[:room]
        if rest := chunk[room:]:
            self._tail.append(rest)
            self._tail_size += len(rest)
        while self._tail and self._tail_size - len(self._tail[0]) >= self._half:
            self._drop(self._tail.popleft())

    def text(self) -> str:
        """Return the output as plain text; where the middle was left out, a line says how much that was."""
        head, tail = bytes(self._head), b"".join(self._tail)
        dropped = self._dropped
        if len(tail) > self._half:
            dropped += len(tail) - self._half
            tail = tail[-self._half :]
        if not dropped:
            return plain_text(_decoded(head + tail))
        # Whole lines on both sides, where there are any.
        cut, begins = head.rfind(b"\n") + 1 or len(head), tail.find(b"\n") + 1
        dropped += len(head) - cut + begins
        first, last = _decoded(head[:cut]), _decoded(tail[begins:])
        was_alternate = ends_alternate(_decoded(head))
        middle = f"[… {dropped:,} bytes in the middle of the output were left out …]"
        return "\n".join(
            part for part in (plain_text(first), middle, _end(last, was_alternate=was_alternate)) if part
        )

    def _drop(self, chunk: bytes) -> None:
        self._tail_size -= len(chunk)
        self._dropped += len(chunk)


def _end(text: str, *, was_alternate: bool) -> str:
    """Return the end of an output whose middle is missing: a screen that it leaves, or never leaves, is one it was
    on.
    """
    has_switch = "\x1b[?1049" in text or "\x1b[?47" in text or "\x1b[?1047" in text
    return plain_text(text, is_alternate=None if has_switch else was_alternate)


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
