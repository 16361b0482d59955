"""Reads a source: each piece by the first reader that knows it, so that mixed pastes are normal."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, groupby, islice, pairwise

from oncall_tui.domain.destinations import FOLDED, KEPT, ROW
from oncall_tui.domain.errors import RefusedError
from oncall_tui.formats.readers.block_reader import Format, ReadBlock, Reader
from oncall_tui.formats.readers.chat_lines import CHAT, read_chat_block
from oncall_tui.formats.readers.delimited_table import CSV, TIMESKETCH, TSV, read_table_block
from oncall_tui.formats.readers.drawn_tables import read_drawn_table_block
from oncall_tui.formats.readers.entries import with_entries
from oncall_tui.formats.readers.fields import NOTIFICATION, read_fields_block
from oncall_tui.formats.readers.git_log import GIT_LOG, read_git_log_block
from oncall_tui.formats.readers.html_page import HTML, in_place, is_html, seen_page
from oncall_tui.formats.readers.input_text import InputText, is_blank, split_source
from oncall_tui.formats.readers.irc import IRC, read_irc_block
from oncall_tui.formats.readers.json_events import JSON, RECORDS, SHAPES, read_json_block
from oncall_tui.formats.readers.kubernetes import EVENTS_TEXT, read_description_block, read_events_table_block
from oncall_tui.formats.readers.logfmt import LOGFMT, read_logfmt_block
from oncall_tui.formats.readers.logs import ACCESS, PROGRAM, SYSLOG, read_log_block
from oncall_tui.formats.readers.mail import take_mail
from oncall_tui.formats.readers.markdown_table import read_markdown_table_block
from oncall_tui.formats.readers.own_export import OWN, read_own_csv_block
from oncall_tui.formats.readers.sections import assign_destinations
from oncall_tui.formats.readers.shell_history import SHELL, read_shell_history_block
from oncall_tui.formats.readers.slack import SLACK, read_slack_block
from oncall_tui.formats.readers.source_line import ReadSource, SourceLine
from oncall_tui.formats.readers.text import TEXT, read_text_block

# The most telling shape first; text takes what is left.
READERS: tuple[Reader, ...] = (
    *(
        read_own_csv_block,
        read_json_block,
        read_events_table_block,
        read_description_block,
        read_irc_block,
        read_log_block,
        read_logfmt_block,
        read_git_log_block,
    ),
    *(
        read_shell_history_block,
        read_chat_block,
        take_mail,
        read_fields_block,
        read_markdown_table_block,
        read_drawn_table_block,
        read_table_block,
        read_slack_block,
    ),
)
# What the shapes of a reader can begin with, where that is little: most lines are asked about by few of them.
OPENINGS: Mapping[Reader, Callable[[str], bool]] = {
    read_json_block: lambda first: first in "{[",
    read_events_table_block: lambda first: first in "LFN",
    read_description_block: lambda first: first == "N",
    read_git_log_block: lambda first: first in "c*|\\/",
    read_shell_history_block: lambda first: first.isdigit() or first in "#:-",
    take_mail: lambda first: first.isupper(),
    read_fields_block: lambda first: first.isupper() or first in "*=#-",
    read_drawn_table_block: lambda first: first in "+=┌├└╞╔╠╚",
    read_slack_block: lambda first: first.isalpha() or first == "-",
}
FORMATS: tuple[Format, ...] = (
    *(TEXT, HTML, SLACK),
    *dict.fromkeys((*(shape.format for shape in SHAPES), JSON, RECORDS)),
    *(
        IRC,
        CHAT,
        NOTIFICATION,
        GIT_LOG,
        SHELL,
        EVENTS_TEXT,
        SYSLOG,
        ACCESS,
        PROGRAM,
        LOGFMT,
        OWN,
        TIMESKETCH,
        CSV,
        TSV,
    ),
)
MIXED = "mixed"
OTHER_NAMES = {
    "markdown": "text",
    "md": "text",
    "plain": "text",
    "slack-json": "slack-export",
    "jsonl": "json",
}
BYTE_ORDER_MARK = "\ufeff"
FIELDS = re.compile(r"\w+=\S")
HUMAN_SHARE = 10  # where one line in so many is anybody's words, log lines beside them were picked by hand


def read_source(text: str, name: str | None = None) -> ReadSource:
    """Every non-empty line of a source, with the format it was taken for and why.

    `name` is a format that a person named: what is not of that shape is text. Raises RefusedError for an unknown name.
    """
    wanted = None if name is None else format_named(name)
    page = split_source(text.removeprefix(BYTE_ORDER_MARK))
    is_page = wanted is HTML or (wanted is None and is_html(page))
    source = _read_html(page) if is_page else _read(page, wanted)
    if wanted is not None:
        source = replace(source, format=wanted.name, why="named by you")
    if text.startswith(BYTE_ORDER_MARK) and source.lines and source.lines[0].line == 1:
        first, *others = source.lines
        first = replace(first, raw=BYTE_ORDER_MARK + first.raw)
        source = replace(source, lines=(first, *others))
    return source


def _read_html(page: InputText) -> ReadSource:
    """Read the visible text of an HTML page like any other text."""
    seen = seen_page(page)
    return in_place(_read(seen.page, None), seen, page)


def _read(page: InputText, wanted: Format | None) -> ReadSource:
    taken = _take_all(page, wanted)
    lines = _placed(taken)
    found, why = _recognised(taken)
    turns = _turns(taken) if wanted is None and found == MIXED else frozenset()
    listed = (index for index, line in enumerate(lines) if line.is_listed and index)
    return ReadSource(found, why, tuple(lines), turns.union(listed))


def format_named(name: str) -> Format:
    """Return the format of this name. Raises RefusedError with the names that there are."""
    word = name.strip().lower()
    for format in FORMATS:
        if format.name == OTHER_NAMES.get(word, word):
            return format
    names = ", ".join(sorted(format.name for format in FORMATS))
    raise RefusedError(f"There is no format {name!r}. Nothing was imported. Use one of: {names}.")


def _take_all(page: InputText, wanted: Format | None) -> list[ReadBlock]:
    named = None if wanted is None else tuple(_only(reader, wanted) for reader in READERS)
    taken, at = [], 0
    while at < len(page.lines):
        if is_blank(page.lines[at]):
            at += 1
            continue
        piece = _take(page, at, named or _readers_for(page.lines[at][0]))
        taken.append(piece)
        at = piece.end
    return list(_joined(taken))


def _joined(taken: Sequence[ReadBlock]) -> Iterator[ReadBlock]:
    """Yield pieces of text that follow one another as one, so that headings which are entries take what stands
    below them.
    """
    for format, group in groupby(taken, key=lambda piece: piece.format):
        pieces = list(group)
        if format is TEXT:
            lines = with_entries([line for piece in pieces for line in piece.lines])
            yield ReadBlock(TEXT, tuple(lines), pieces[-1].end)
        else:
            yield from pieces


@lru_cache(maxsize=1024)
def _readers_for(first: str) -> tuple[Reader, ...]:
    """Return the readers whose shapes can begin with this character."""
    return tuple(
        reader for reader in READERS if reader not in OPENINGS or first.isspace() or OPENINGS[reader](first)
    )


def _only(reader: Reader, wanted: Format) -> Reader:
    def take(page: InputText, at: int) -> ReadBlock | None:
        piece = reader(page, at)
        return piece if piece and piece.format is wanted else None

    return take


def _take(page: InputText, at: int, readers: Sequence[Reader]) -> ReadBlock:
    for reader in readers:
        if piece := reader(page, at):
            return piece
    return read_text_block(page, at)


def _placed(taken: Sequence[ReadBlock]) -> list[SourceLine]:
    """Return the lines of all pieces. Sections are those of the text; the few log lines beside people's words are
    rows, and the odd lines of text inside a log are folded with it.
    """
    written = iter(
        assign_destinations(line for piece in taken if piece.format is TEXT for line in piece.lines)
    )
    human = sum(len(piece.lines) for piece in taken if not piece.format.is_log)
    is_log = human * HUMAN_SHARE < sum(len(piece.lines) for piece in taken) and not _is_one_event(taken)
    lines: list[SourceLine] = []
    for piece in taken:
        own = [next(written) for _ in piece.lines] if piece.format is TEXT else piece.lines
        if is_log and piece.format is TEXT:
            lines += [_moved(line, ROW, FOLDED) for line in own]
        elif not is_log and piece.format.is_log:
            lines += [_moved(line, FOLDED, ROW) for line in own]
        else:
            lines += own
    return lines


def _is_one_event(taken: Sequence[ReadBlock]) -> bool:
    """One record alone that says something in words was brought because it is an event, whatever wrote it."""
    events = ((piece, line) for piece in taken for line in piece.lines if line.destination != KEPT)
    first = list(islice(events, 2))
    return len(first) == 1 and first[0][0].format is JSON and not FIELDS.match(first[0][1].text)


def _moved(line: SourceLine, place: str, other: str) -> SourceLine:
    return replace(line, destination=other) if line.destination == place else line


def _turns(taken: Sequence[ReadBlock]) -> frozenset[int]:
    firsts = [0, *accumulate(len(piece.lines) for piece in taken)]
    pairs = zip(firsts[1:], pairwise(taken), strict=False)
    return frozenset(first for first, (before, piece) in pairs if before.format is not piece.format)


def _recognised(taken: Sequence[ReadBlock]) -> tuple[str, str]:
    """Return the one format of a source, or `mixed`, and the reason to show."""
    counts: Counter[Format] = Counter()
    for piece in taken:
        counts[piece.format] += len(piece.lines)
    if not counts:
        return TEXT.name, "nothing is written in it"
    (most, number), total = counts.most_common(1)[0], counts.total()
    if number == total:
        return most.name, most.words
    if number * 10 >= total * 9:
        return most.name, f"{most.words} ({number} of {total} lines)"
    shares = ", ".join(f"{count} {format.name}" for format, count in counts.most_common())
    return MIXED, f"several shapes in one paste: {shares} lines"
