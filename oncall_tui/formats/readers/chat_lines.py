"""Chats as text: exports of WhatsApp and Matrix, copies from Telegram and Teams, Discord as its exporter prints it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oncall_tui.domain.destinations import KEPT
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText, is_blank
from oncall_tui.formats.readers.source_line import SourceLine

CHAT = Format("chat", "a chat as text: who and when at the head of each message")
_MARKS = "[\u200e\u200f\u202a\u202c]?"
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}-[A-Z][a-z]{2}-\d{2,4}|\d{1,2} [A-Z][a-z]{2,8},? \d{4}"
    r"|[A-Z][a-z]{2,8} \d{1,2},? \d{4})"
)
_CLOCK = (
    r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u202f\xa0]?[AaPp]\.?[ \u202f]?[Mm]\.?)?(?: UTC(?:[+-]\d\d:?\d\d)?)?"
)
_WHEN = rf"(?P<when>{_DATE},?[ T]+(?:at )?{_CLOCK})"
_HALF = r"\d{1,2}:\d\d[ \u202f]?[AaPp]\.?[Mm]\.?"
_NAME = r"@?(?P<name>[^\W\d][^:\[\]<>=/|\t\"]{0,50}?)"
_OPENING = rf"{_MARKS}(?:\[{_WHEN}\]|{_WHEN.replace('when', 'plain')}\s[-–—])\s"
SAID = re.compile(rf"{_OPENING}{_MARKS}~?\s?{_NAME}:(?:\s(?P<words>.*))?")
NOTED = re.compile(rf"{_OPENING}(?P<words>.+)")
_AFTER_NAME = r"(?:#\d{4})?(?:\s+\((?:pinned|edited|bot)\))*\s*"
HEAD = re.compile(rf"\[(?P<when>{_DATE},?[ T]+{_CLOCK}|{_HALF})\]\s+{_NAME}{_AFTER_NAME}")
HEAD_BEHIND = re.compile(rf"{_NAME},\s+\[{_WHEN}\]\s*(?:\((?:edited|forwarded)\))?\s*")

DASHED = re.compile(r"\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a message: author, time, and the words on the same line."""

    when: str
    name: str | None
    words: str
    is_apart: bool


def read_chat_block(page: InputText, at: int) -> ReadBlock | None:
    """Return the messages from here on; a message keeps the lines below its head."""
    head = _head(page, at)
    if head is None or head.name is None:
        return None
    lines = list(_messages(page, at))
    last = lines[-1]
    return ReadBlock(CHAT, tuple(lines), last.line + last.raw.count("\n"))


def _messages(page: InputText, at: int) -> Iterator[SourceLine]:
    while at < len(page.lines) and (head := _head(page, at)) is not None:
        end = at + 1
        following = end
        while following < len(page.lines) and _head(page, following) is None:
            if is_blank(page.lines[following]):
                if not head.is_apart or _ends_here(page, following):
                    break
            elif page.lines[following].startswith(("#", "---", "===", "{", "```")):
                break
            else:
                end = following + 1
            following += 1
        yield _message(page, at, end, head)
        at = page.next_written(end)


def _ends_here(page: InputText, blank: int) -> bool:
    """Return whether what follows a blank line is no part of the message above it: another message, or something
    else.
    """
    following = page.next_written(blank)
    return following == len(page.lines) or _head(page, following) is None


def _head(page: InputText, at: int) -> _Head | None:
    line = page.lines[at]
    if len(line) > 4_000 or not line:
        return None
    if "[" not in line[:60] and not DASHED.search(line, 0, 60):
        return None
    if match := SAID.fullmatch(line):
        return _Head(match["when"] or match["plain"], match["name"].strip(), match["words"] or "", False)
    for pattern in (HEAD, HEAD_BEHIND):
        if (match := pattern.fullmatch(line)) and _has_body(page, at) and _is_a_name(match["name"]):
            return _Head(match["when"], match["name"].strip(), "", True)
    noted = NOTED.fullmatch(line)
    return _noted(noted) if noted else None


def _noted(match: re.Match[str]) -> _Head:
    """Return a line of the program itself: somebody joined, a call ended."""
    return _Head(match["when"] or match["plain"], None, match["words"], False)


def _has_body(page: InputText, at: int) -> bool:
    following = page.lines[at + 1] if at + 1 < len(page.lines) else ""
    return not is_blank(following) and not following.startswith("[")


def _is_a_name(name: str) -> bool:
    """Return a name or a handle: a few words that begin large, or one word."""
    words = name.split()
    return len(words) == 1 or (
        len(words) <= 4 and all(word[0].isupper() or not word[0].isalpha() for word in words)
    )


def _message(page: InputText, at: int, end: int, head: _Head) -> SourceLine:
    words = [head.words, *page.lines[at + 1 : end]]
    text = "\n".join(line.strip() for line in words if not is_blank(line)) or page.lines[at].strip()
    line = SourceLine(at + 1, page.raw(at, end), text, stamp=head.when, author=head.name)
    return (
        line
        if head.name is not None
        else SourceLine(at + 1, page.raw(at, end), text, head.when, destination=KEPT)
    )
