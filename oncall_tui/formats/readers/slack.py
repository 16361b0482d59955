"""A conversation copied out of Slack: names with times, grouped replies, dividers, and the words of its buttons.
Teams and Discord give the same to the clipboard, with a date or a dash in the head.

The time of a grouped reply (`3:14`) has no am or pm of its own: it is the half of the day in which the
conversation goes on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oncall_tui.domain.destinations import KEPT, ROW
from oncall_tui.formats.readers.block_reader import Format, ReadBlock
from oncall_tui.formats.readers.input_text import InputText, is_blank
from oncall_tui.formats.readers.logs import log_stamp
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.readers.stamp_prefix import DAY, MONTH, opens_with_stamp
from oncall_tui.timestamps.lines.declared import header_zone

SLACK = Format("slack", "a Slack conversation: names with times above their words")
DATE = r"(?:(?:[A-Z][a-z]+\s+)?\d{1,2}(?:st|nd|rd|th)?(?:\s+[A-Z][a-z]+)?|\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
DAY_AND = rf"(?:Today|Yesterday|[A-Z][a-z]+day|{DATE}),?\s+(?:at\s+)?"
TIME = rf"(?:{DAY_AND})?"
CLOCK = r"(?P<clock>\d{1,2}[:.]\d\d(?::\d\d)?)(?:[ \u202f\xa0]?(?P<half>[AaPp]\.?[Mm]\.?))?"
EMOJI = r"(?::[\w+'-]+:\s*)*"
NAME = r"(?P<name>[^\W\d_][^\[\]{}<>=:;|/\\\"]{0,60}?)"
BRACKETED = re.compile(rf"{NAME}\s*{EMOJI}(?:APP\s+)?\[(?P<when>{TIME}{CLOCK})\]\s*")
ON_ONE_LINE = re.compile(rf"{NAME}(?:\s{{2,}}|\s*{EMOJI}APP\s+|\s*:[\w+'-]+:\s+)(?P<when>{TIME}{CLOCK})\s*")
WITH_DASH = re.compile(rf"{NAME}\s+[—–-]\s+(?P<when>{DAY_AND}{CLOCK})\s*")
NAME_ALONE = re.compile(rf"{NAME}\s*{EMOJI}(?:\(.{{1,40}}\))?\s*(?:APP)?")
WHEN_ALONE = re.compile(rf"(?P<indent>\s*){EMOJI}(?P<app>APP\s+)?(?P<when>{TIME}{CLOCK})\s*")
REPLY = re.compile(rf"\s*\[?(?P<when>{CLOCK})\]?\s*")
REPLY_WITH_WORDS = re.compile(rf"\[(?P<when>{CLOCK})\]\s+(?=\S)")
DIVIDER = re.compile(
    rf"\s*-*\s*(?:Today|Yesterday|(?:{DAY},?\s+)(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH})"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th))(?:,?\s+\d{{4}})?\s*-*\s*|\s*{MONTH}\s+\d{{1,2}},\s+\d{{4}}\s*",
    re.IGNORECASE,
)
BUTTONS = re.compile(
    r"\s*(?:\d+ repl(?:y|ies)|Last reply .*|View (?:thread|newer replies|older replies)|New|New messages|\(edited\)"
    r"|Edited|replied to a thread:?.*|Also sent to the channel|Saved for later|Added by .*|:[\w+'-]+:(?:\s*\d+)?"
    r"|Pinned by .*|Only visible to you|Collapse|\d+ files?)\s*",
    re.IGNORECASE,
)
DIVIDER_OR_BUTTON = re.compile(f"(?:{DIVIDER.pattern})|(?:{BUTTONS.pattern})", re.IGNORECASE)
LONGEST_DIVIDER = 60
HAS_CLOCK = re.compile(r"\d[:.]\d\d").search
"""Whether a line may hold a time: no head, reply or log line is without one, and most lines are."""
LONGEST_HEAD = 120
COUNT = re.compile(r"\s*\d{1,3}\s*")
EDITED = re.compile(r"\s*\(edited\)\s*$")
LISTED = re.compile(r"\s*[-*•]\s+(?=\S)")
MAIL_HEAD = re.compile(r"(?:From|To|Cc|Subject|Date|Sent): ")
CAPITALISED = re.compile(r"[^\W\d_a-z]")


@dataclass(frozen=True, slots=True)
class MessageHeader:
    """The head of a message, on one or two lines: author and time; a grouped reply has no author."""

    name: str | None
    when: str
    clock: str
    half: str | None
    lines: int
    words: str = ""


def read_slack_block(page: InputText, at: int) -> ReadBlock | None:
    """Return the conversation from a day divider or a first name to where something else begins."""
    start = at
    if _is_divider(page.lines[at]):
        start = page.next_written(at + 1)
    if start == len(page.lines) or _head(page, start) is None:
        return None
    lines = list(_conversation(page, at))
    last = lines[-1]
    return ReadBlock(SLACK, tuple(lines), last.line + last.raw.count("\n"))


def _conversation(page: InputText, at: int) -> Iterator[SourceLine]:
    author, half, previous = None, None, 0
    while (at := page.next_written(at)) < len(page.lines):
        if line := _furniture(page, at):
            yield line
            at += 1
            continue
        head = _head(page, at) or _reply(page, at, author)
        if head is None:
            return
        author = head.name or author
        half, previous = _half_of_day(head, half, previous)
        end = _body_end(page, at + head.lines)
        yield _message(page, at, end, head, author, half)
        at = end


def _furniture(page: InputText, at: int) -> SourceLine | None:
    """Return a day divider, whose date the messages below it have; or a button, a reaction or its count."""
    line = page.lines[at]
    if _is_divider(line):
        return SourceLine(at + 1, line, line.strip(), stamp=line.strip(" -"), destination=KEPT)
    is_count = COUNT.fullmatch(line) and at and BUTTONS.fullmatch(page.lines[at - 1])
    if BUTTONS.fullmatch(line) or is_count:
        return SourceLine(at + 1, line, line.strip(), stamp="", destination=KEPT)
    return None


def _is_divider(line: str) -> bool:
    return len(line) < LONGEST_DIVIDER and DIVIDER.fullmatch(line) is not None


def _head(page: InputText, at: int) -> MessageHeader | None:
    line = page.lines[at]
    if len(line) > LONGEST_HEAD or not line[:1].isalpha():
        return None
    if HAS_CLOCK(line):
        for pattern in (BRACKETED, ON_ONE_LINE, WITH_DASH):
            if match := pattern.fullmatch(line):
                return _head_of(match, match["name"], 1) if _has_words(page, at + 1) else None
    following = page.lines[at + 1] if at + 1 < len(page.lines) else ""
    when = WHEN_ALONE.fullmatch(following) if HAS_CLOCK(following, 0, LONGEST_HEAD) else None
    name = NAME_ALONE.fullmatch(line) if when else None
    if when is None or name is None or not _has_words(page, at + 2):
        return None
    sure = when["indent"] or when["half"] or when["app"] or CAPITALISED.match(line)
    return _head_of(when, name["name"], 2) if sure else None


def _head_of(match: re.Match[str], name: str, lines: int) -> MessageHeader:
    return MessageHeader(name.strip(), match["when"], match["clock"], match["half"], lines)


def _has_words(page: InputText, at: int) -> bool:
    """Return whether a message follows its head: the next written line is no head of another one."""
    at = page.next_written(at)
    return at < len(page.lines) and not WHEN_ALONE.fullmatch(page.lines[at])


def _reply(page: InputText, at: int, author: str | None) -> MessageHeader | None:
    if author is None or len(page.lines[at]) > 4000:
        return None
    if match := REPLY_WITH_WORDS.match(page.lines[at]):
        return MessageHeader(
            None, match["when"], match["clock"], match["half"], 1, page.lines[at][match.end() :]
        )
    match = REPLY.fullmatch(page.lines[at])
    if match is None or not _has_words(page, at + 1):
        return None
    return MessageHeader(None, match["when"], match["clock"], match["half"], 1)


def _body_end(page: InputText, at: int) -> int:
    """Return the line after the last of a message's words."""
    end = at
    for index in range(at, len(page.lines)):
        line = page.lines[index]
        if is_blank(line):
            continue
        if (DIVIDER_OR_BUTTON if len(line) < LONGEST_DIVIDER else BUTTONS).fullmatch(line):
            break
        if _head(page, index) or _is_foreign(line, after_blank=index > end):
            break
        if HAS_CLOCK(line) and (REPLY_WITH_WORDS.match(line) or REPLY.fullmatch(line)):
            break
        if index > end and _heads_notes(page, index):
            break
        end = index + 1
    return end


def _is_foreign(line: str, after_blank: bool) -> bool:
    """Return whether a line begins something that is not part of the conversation."""
    if (HAS_CLOCK(line) and log_stamp(line)) or line.startswith(
        ('{"', "# ", "## ", "LAST SEEN", "NAMESPACE ")
    ):
        return True
    return after_blank and (
        opens_with_stamp(line)
        or line.startswith(("- ", "* ", "---", "```", "time=", "ts="))
        or MAIL_HEAD.match(line) is not None
    )


def _heads_notes(page: InputText, at: int) -> bool:
    """Return whether a line behind a blank one heads a person's own notes: it says their zone, or a list of times
    follows.
    """
    following = page.lines[at + 1] if at + 1 < len(page.lines) else ""
    bullet = LISTED.match(following)
    if bullet is not None and opens_with_stamp(following[bullet.end() :]):
        return True
    return header_zone(page.lines[at], {}) is not None


def _half_of_day(head: MessageHeader, half: str | None, previous: int) -> tuple[str | None, int]:
    """Return the am or pm that holds for this message, and its minute in a twelve-hour day."""
    hour, minute = re.split(r"[:.]", head.clock)[:2]
    now = int(hour) % 12 * 60 + int(minute)
    if head.half:
        return head.half, now
    if half is None or int(hour) > 12 or int(hour) == 0 or head.name:
        return (None if head.name else half), now
    turned = {"a": "PM", "p": "AM"}[half[0].lower()]
    return (turned if now < previous else half), now


def _message(
    page: InputText, at: int, end: int, head: MessageHeader, author: str | None, half: str | None
) -> SourceLine:
    words = [head.words, *page.lines[at + head.lines : end]]
    text = EDITED.sub("", "\n".join(word for word in words if not is_blank(word))).strip()
    stamp = head.when if head.half or not half else f"{head.when} {half}"
    return SourceLine(
        at + 1, page.raw(at, end), text or head.when, stamp=stamp, author=author, destination=ROW
    )
