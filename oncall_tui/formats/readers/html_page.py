"""Pages and mails in HTML: read as what a reader sees of them, each line with the exact lines it was written on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from oncall_tui.domain.destinations import KEPT
from oncall_tui.formats.readers.block_reader import Format
from oncall_tui.formats.readers.html_blocks import Seen, Spot, seen_lines
from oncall_tui.formats.readers.input_text import InputText, is_blank, split_source
from oncall_tui.formats.readers.source_line import ReadSource, SourceLine

HTML = Format("html", "a page or a mail in HTML")
_DOCUMENT = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"\s*<(?:h[1-6]|p|div|table|ul|ol|dl|section|article|main|style|meta|center|blockquote)\b", re.IGNORECASE
)
_BLOCK_END = re.compile(r"</(h[1-6]|p|div|table|tr|td|ul|ol|li|dd|section|article)\s*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} |[-*+] |\|.*\||```|>)", re.MULTILINE)
_MAIL_HEADER = re.compile(r"[A-Z][\w-]*:\s|[ \t]+\S")
_END = re.compile(r"</html\s*>", re.IGNORECASE)
_MOST_HEADERS = 100
_LOOKED_INTO = 20_000


@dataclass(frozen=True, slots=True)
class SeenPage:
    """The visible text of a page, as a page for the other readers; `spots`: the source position of each line.

    `start`: the line at which the HTML begins; above it are the headers of a mail.
    """

    page: InputText
    spots: tuple[Spot | None, ...]
    start: int


def is_html(page: InputText) -> bool:
    """Return whether a source is a document in HTML, headers of a mail above it aside, or a piece of one."""
    start = _start(page)
    if start < len(page.lines) and _DOCUMENT.match(page.lines[start]):
        return True
    if not _FRAGMENT.match(page.text, 0, _LOOKED_INTO) or _MARKDOWN.search(page.text):
        return False
    return len(set(_BLOCK_END.findall(page.text, 0, _LOOKED_INTO))) > 1


def seen_page(page: InputText) -> SeenPage:
    """Return the page that a reader of this HTML sees."""
    start = _start(page)
    end = next(
        (at + 1 for at in range(start, len(page.lines)) if _END.search(page.lines[at])), len(page.lines)
    )
    seen = seen_lines("\n" * start + page.raw(start, end))
    around = [_as_written(page, range(start)), seen, _as_written(page, range(end, len(page.lines)))]
    lines = [line for block in around for line in (*block, Seen(""))]
    return SeenPage(
        split_source("\n".join(line.text for line in lines) + "\n"), tuple(line.spot for line in lines), start
    )


def _start(page: InputText) -> int:
    """Return the line at which a document begins: the first that is written, or the first below the headers of a
    mail.
    """
    first = page.next_written(0)
    at = first
    while at < min(len(page.lines), first + _MOST_HEADERS) and (
        is_blank(page.lines[at]) or _MAIL_HEADER.match(page.lines[at])
    ):
        if _DOCUMENT.match(page.lines[at]):
            break
        at += 1
    return at if at < len(page.lines) and _DOCUMENT.match(page.lines[at]) else first


def _as_written(page: InputText, numbers: range) -> list[Seen]:
    return [Seen(page.lines[number], Spot(number, 0, number)) for number in numbers]


def in_place(source: ReadSource, seen: SeenPage, page: InputText) -> ReadSource:
    """Return the source that was read of a seen page, with the lines of the HTML it was written in. None of those
    is lost.
    """
    lines: list[SourceLine] = []
    firsts: list[int] = []
    covered = 0
    spotted = [_spot(line, seen, page) for line in source.lines]
    for line, spot, following in zip(source.lines, spotted, _following(spotted), strict=True):
        firsts.append(len(lines))
        if spot is None:
            continue
        spot = spot._replace(line=max(spot.line, covered - 1), last=max(spot.last, spot.line, covered - 1))
        lines += _markup(page, covered, spot.line)
        shares = following is not None and following.line <= spot.line
        if shares and spot.line >= covered:
            lines.append(_kept(page, spot.line, spot.line + 1))
            covered = spot.line + 1
        placed = _placed(line, spot, _raw(page, spot, following, covered))
        lines.append(replace(placed, destination=KEPT) if spot.line < seen.start else placed)
        covered = max(covered, spot.last + 1)
    lines += _markup(page, covered, len(page.lines))
    turns = frozenset(firsts[turn] for turn in source.turns)
    return ReadSource(HTML.name, HTML.words, tuple(lines), turns)


def _spot(line: SourceLine, seen: SeenPage, page: InputText) -> Spot | None:
    """Return the source position of a visible line; None if it exists only as Markdown."""
    first = line.line - 1
    spots = [spot for spot in seen.spots[first : first + line.raw.count("\n") + 1] if spot is not None]
    if not spots:
        return None
    furthest = len(page.lines) - 1
    last = min(max(spot.last for spot in spots), furthest)
    return Spot(min(spots[0].line, furthest), spots[0].column, last)


def _following(spots: Sequence[Spot | None]) -> list[Spot | None]:
    """Return the next spot after each that there is."""
    found: list[Spot | None] = []
    following: Spot | None = None
    for spot in reversed(spots):
        found.append(following)
        following = spot or following
    return found[::-1]


def _raw(page: InputText, spot: Spot, following: Spot | None, covered: int) -> str:
    """Return the lines of a block; where another line has its first one already, its own piece of that."""
    whole = page.raw(spot.line, spot.last + 1)
    if spot.line >= covered:
        return whole
    is_beside = following is not None and following.line == spot.line
    piece = page.lines[spot.line][spot.column : following.column if following and is_beside else None]
    first = piece.strip() or page.lines[spot.line]
    return "\n".join([first, *page.lines[spot.line + 1 : spot.last + 1]])


def _placed(line: SourceLine, spot: Spot, raw: str) -> SourceLine:
    return replace(line, line=spot.line + 1, raw=raw, read_as=line.raw)


def _markup(page: InputText, first: int, end: int) -> Iterator[SourceLine]:
    """Return the lines between two blocks, if any is written: tags, styles, scripts, comments."""
    while first < end and is_blank(page.lines[first]):
        first += 1
    while first < end and is_blank(page.lines[end - 1]):
        end -= 1
    if first < end:
        yield _kept(page, first, end)


def _kept(page: InputText, first: int, end: int) -> SourceLine:
    """Markup says nothing of its own: neither a time nor a zone is looked for in it."""
    raw = page.raw(first, end)
    return SourceLine(first + 1, raw, raw.strip(), stamp="", destination=KEPT, continues=True)
