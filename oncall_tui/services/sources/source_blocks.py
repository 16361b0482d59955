"""Reading a large source block by block: each behind the last line above it that has a time, so that it is read as in
the whole (SHARE 7)."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from oncall_tui.domain.instants import parse_instant, parse_instant_or_none
from oncall_tui.domain.local_time import written_day
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.read_models.source_notes import ParsedLine, read_lines
from oncall_tui.storage.source_pieces import Piece
from oncall_tui.timestamps.types import SourceContext

LINES = 4096
# Lines that begin like this belong to the one above, and are not cut off from it.
CONTINUES = b" \t"


class Carried(NamedTuple):
    """The last line above a block that has a time: its number, and the day (YYYY-MM-DD) that it is of."""

    line: int
    day: str


class Block(NamedTuple):
    """Some whole lines of one piece: their place in it, the times in them, and what they are read behind.

    `line`: the number of the first; `start`, `end`: bytes in the piece's text; `earliest`, `latest`: UTC microseconds,
    None where no line has a time.
    """

    line: int
    piece: int
    start: int
    end: int
    earliest: int | None
    latest: int | None
    carried: Carried | None


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Reads blocks of a source in its context; `format`: as a person named it. `text_of` gives a line by its number."""

    context: SourceContext
    format: str | None
    text_of: Callable[[int], str]

    def read(self, text: str, line: int, carried: Carried | None) -> list[ParsedLine]:
        """Read the lines of a block; `line` is the number of its first."""
        context, before = self.context, ""
        if carried is not None:
            before = self.text_of(carried.line) + "\n"
            context = replace(context, date=carried.day)
        found = read_lines(read_source(before + text, self.format), context)
        above = before.count("\n")
        kept = [read for each in found if (read := _below(each, above)) is not None]
        return [
            replace(read, line=replace(read.line, line=read.line.line + line - 1 - above)) for read in kept
        ]

    def carry(self, read: Sequence[ParsedLine], before: Carried | None) -> Carried | None:
        """Return the context that the block below is read with."""
        last = next((each for each in reversed(read) if each.reading.instant is not None), None)
        if last is None or last.reading.instant is None:
            return before
        return Carried(last.line.line, self._day(last.reading.instant, last.reading.zone_used))

    def _day(self, instant: int, zone: str | None) -> str:
        return written_day(instant - self.context.clock_offset, zone or "UTC")


def blocks_of(text: bytes, first_line: int) -> Iterator[tuple[int, int, int]]:
    """Yield the blocks of a piece: number of the first line, first byte, and the byte behind the last."""
    line, start = first_line, 0
    while start < len(text):
        end, count = start, 0
        while end < len(text) and (count < LINES or (text[end] in CONTINUES and count < 2 * LINES)):
            newline = text.find(b"\n", end)
            end, count = (len(text) if newline < 0 else newline + 1), count + 1
        yield line, start, end
        line, start = line + count, end


def read_pieces(pieces: Iterable[Piece], reader: BlockReader) -> Iterator[tuple[Block, list[ParsedLine]]]:
    """Read a whole source in order."""
    carried: Carried | None = None
    for piece in pieces:
        for line, start, end in blocks_of(piece.text, piece.line):
            read = reader.read(text_from(piece.text[start:end]), line, carried)
            instants = [each.reading.instant for each in read if each.reading.instant is not None]
            earliest, latest = min(instants, default=None), max(instants, default=None)
            yield Block(line, piece.number, start, end, earliest, latest, carried), read
            carried = reader.carry(read, carried)


def _below(read: ParsedLine, above: int) -> ParsedLine | None:
    """Return what of a group of lines is below the first `above` ones; None if nothing is."""
    behind = above + 1 - read.line.line
    if behind <= 0:
        return read
    raw = "\n".join(read.line.raw.split("\n")[behind:])
    return replace(read, line=replace(read.line, line=above + 1, raw=raw, text=raw)) if raw else None


def text_from(data: bytes) -> str:
    """Return the text of stored bytes; those that are no UTF-8 are kept as surrogate escapes."""
    return data.decode("utf-8", "surrogateescape")


def encode_index(blocks: Iterable[Block], context: SourceContext) -> bytes:
    """Encode the blocks with a digest of the settings that they were read under."""
    return json.dumps([settings_digest(context), [list(block) for block in blocks]]).encode()


def decode_index(data: bytes | None, context: SourceContext) -> list[Block] | None:
    """Return the kept blocks; None where they were read with other settings, or cannot be read."""
    try:
        digest, blocks = json.loads(data or b"")
        if digest != settings_digest(context):
            return None
        return [Block._make([*values[:6], values[6] and Carried(*values[6])]) for values in blocks]
    except (ValueError, TypeError, IndexError):
        return None


def context_of(fields: Mapping[str, Any], aliases: Mapping[str, str]) -> SourceContext:
    """Build the context for reading a stored source's lines."""
    return SourceContext(
        captured=parse_instant(str(fields["captured"])),
        zone=fields.get("zone_said"),
        default_zone=str(fields.get("default_zone") or "UTC"),
        date=fields.get("date"),
        order=fields.get("order"),
        t0=parse_instant_or_none(fields.get("t0")),
        clock_offset=int(fields.get("clock_offset") or 0),
        aliases=aliases,
    )


def settings_digest(context: SourceContext) -> str:
    """Return a digest of the settings that decide how a source is read."""
    said: list[Any] = [context.captured, context.zone, context.default_zone, context.date, context.order]
    said += [context.clock_offset, context.t0, sorted(context.aliases.items())]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
