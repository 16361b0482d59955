"""Remember the terminal's content, so that of a new frame only the cells that differ are sent.

Textual sends whole lines; over ssh every byte is waited for. All that leans on how Textual hands its frames over is
in this file; `tests/textual_overrides/test_frame_diff.py` replays what is sent and tells when another version
of Textual breaks
it.
"""

import re
from collections.abc import Iterable, Iterator
from os.path import commonprefix
from typing import Any

from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from oncall_tui.textual_overrides.ansi_writer import AnsiWriter, StyledPiece

# A line is cut only where all terminals agree how wide its characters are: one cell each.
ONE_CELL = re.compile("[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u203a\u2190-\u21ff\u2500-\u259f\u2713\u2717]*")


class FrameDiff:
    """The pieces that every line was last sent in, by row and first cell."""

    def __init__(self) -> None:
        self._lines: dict[int, dict[int, Strip]] = {}
        self._pen: AnsiWriter | None = None

    def changes(self, frame: Any) -> Any:
        """Return the frame as it is to be sent. After one of a kind that is not known here nothing is taken for
        granted.
        """
        if isinstance(frame, ChopsUpdate | LayoutUpdate):
            return ChangedCells(self, frame)
        if frame is not None:
            self._lines.clear()
        return frame

    def changed_pieces(self, frame: ChopsUpdate) -> Iterator[StyledPiece]:
        """Yield the pieces that differ from the terminal's content, and remember the frame as its new content."""
        for x, y, now in _changed_pieces(frame):
            line = self._lines.setdefault(y, {})
            before = line.get(x)
            if before is None or before.cell_length != now.cell_length:
                line.clear()
                yield x, y, now
            elif before is not now:
                start, end = changed_cells(before, now)
                if start < end:
                    yield x + start, y, now.crop(start, end)
            line[x] = now

    def full_frame(self, frame: LayoutUpdate) -> Iterator[StyledPiece]:
        """Yield all of the frame, whatever stands there."""
        self._lines.clear()
        for y, strips in enumerate(frame.strips, frame.region.y):
            x, line = frame.region.x, self._lines.setdefault(y, {})
            for strip in strips:
                yield x, y, strip
                line[x] = strip
                x += strip.cell_length

    def pen(self, console: Console) -> AnsiWriter:
        """Return the pen for this terminal."""
        if self._pen is None:
            self._pen = AnsiWriter(console)
        return self._pen


class ChangedCells(CompositorUpdate):
    """The pieces of a frame to be sent, computed when it is sent: a frame may also be dropped."""

    def __init__(self, glass: FrameDiff, frame: ChopsUpdate | LayoutUpdate) -> None:
        self._glass = glass
        self._frame = frame

    def render_segments(self, console: Console) -> str:
        glass, frame = self._glass, self._frame
        pieces = glass.full_frame(frame) if isinstance(frame, LayoutUpdate) else glass.changed_pieces(frame)
        return glass.pen(console).write(pieces)


def changed_cells(before: Strip, now: Strip) -> tuple[int, int]:
    """From which cell to which, the latter not included, two strips of the same width differ."""
    if not (ONE_CELL.fullmatch(before.text) and ONE_CELL.fullmatch(now.text)):
        return 0, now.cell_length
    start = _alike(before, now)
    if start == now.cell_length:
        return start, start
    return start, now.cell_length - _alike(_backwards(before), _backwards(now))


def _changed_pieces(frame: ChopsUpdate) -> Iterator[StyledPiece]:
    """Whole pieces of the lines that the frame is about. Those that it did not draw are None there."""
    for y in sorted({y for y, _, _ in frame.spans}):
        yield from ((x, y, strip) for x, strip in frame.chops[y].items() if strip is not None)


def _alike(before: Iterable[Segment], now: Iterable[Segment]) -> int:
    """Count the characters that are equal at the beginning, in the same style."""
    count = 0
    for old, new in zip(before, now, strict=False):
        if old.style != new.style:
            break
        count += len(commonprefix((old.text, new.text)))  # noqa: RUF071  # its characters are what is wanted
        if old.text != new.text:
            break
    return count


def _backwards(strip: Strip) -> Iterator[Segment]:
    return (Segment(segment.text[::-1], segment.style) for segment in reversed([*strip]))
