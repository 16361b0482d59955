"""A mail as a program saved it (`.eml`, a mailbox): its whole head, its parts in some encoding. One mail is one event.

A mail that a person copied has a few plain fields: `fields` reads those.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oncall_tui.formats.readers.block_reader import ReadBlock
from oncall_tui.formats.readers.fields import NOTIFICATION, words_end
from oncall_tui.formats.readers.html_page import seen_page
from oncall_tui.formats.readers.input_text import InputText, is_blank, split_source
from oncall_tui.formats.readers.source_line import SourceLine

if TYPE_CHECKING:
    from email.message import EmailMessage

_FIELD = re.compile(r"(?P<name>[A-Z][\w-]{1,40}):(?:[ \t].*)?")
_BOX = re.compile(r"From \S+ .*\d{4}(?: [+-]\d{4})?\s*")
_OF_PROGRAMS = frozenset(
    (
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "delivered-to",
        "content-type",
        "dkim-signature",
    )
)
_MOST_FIELDS, _MOST_LINES = 300, 5_000
_ENCODED = re.compile(
    r"^Content-(?:Type:\s*multipart/|Transfer-Encoding:\s*(?:base64|quoted-printable))",
    re.IGNORECASE | re.MULTILINE,
)
"""Of these what stands in the file is not what was written; the words of other mails may be a timeline."""
_SENT = re.compile(r";\s*(?P<when>[^;]+)$")


def take_mail(page: InputText, at: int) -> ReadBlock | None:
    """Return the mail whose head begins here, up to the next one of a mailbox or to the end."""
    start = at + 1 if _BOX.fullmatch(page.lines[at]) else at
    names, end = _head(page, start)
    if "from" not in names or not names & _OF_PROGRAMS:
        return None
    is_encoded = _ENCODED.search(page.raw(start, end)) is not None
    end = _mail_end(page, end) if is_encoded else words_end(page, end)
    from email import message_from_string, policy  # loaded with the first mail

    mail = message_from_string(page.raw(start, end), policy=policy.default)
    line = SourceLine(
        at + 1,
        page.raw(at, end),
        f"{_field(mail, 'subject')}\n{_words(mail)}".strip() or page.lines[at],
        stamp=(when := _sent(mail)),
        author=_sender(mail),
        is_undated_mail=not when,
    )
    return ReadBlock(NOTIFICATION, (line,), end)


def _head(page: InputText, at: int) -> tuple[set[str], int]:
    """Return the names of the fields from here on, in small letters, and the line after them."""
    names: set[str] = set()
    for index in range(at, min(at + _MOST_FIELDS, len(page.lines))):
        line = page.lines[index]
        if match := _FIELD.fullmatch(line):
            names.add(match["name"].lower())
        elif not names or not line.startswith((" ", "\t")) or is_blank(line):
            return names, index
    return names, min(at + _MOST_FIELDS, len(page.lines))


def _mail_end(page: InputText, at: int) -> int:
    """After the last written line of a mail; in a mailbox a line `From …` behind a blank one begins the next."""
    end = at
    for index in range(at, min(at + _MOST_LINES, len(page.lines))):
        if _BOX.fullmatch(page.lines[index]) and is_blank(page.lines[index - 1]):
            break
        end = end if is_blank(page.lines[index]) else index + 1
    return end


def _field(mail: EmailMessage, name: str) -> str:
    """Return the decoded text of a field on one line, "" where it is missing or broken."""
    try:
        return " ".join(str(mail.get(name) or "").split())
    except (LookupError, ValueError, IndexError, AttributeError):  # what broken fields raise in the library
        return ""


def _sent(mail: EmailMessage) -> str:
    """Return the time of the mail as it was written; else the time at which the last machine received it."""
    if date := _field(mail, "date"):
        return date
    received = _SENT.search(_field(mail, "received"))
    return received["when"] if received else ""


def _sender(mail: EmailMessage) -> str | None:
    return re.sub(r"\s*<[^>]*>\s*$", "", _field(mail, "from")).strip('" ') or None


def _words(mail: EmailMessage) -> str:
    """Return the plain text of the mail, else what a reader sees of its HTML, without blank lines."""
    try:
        part = mail.get_body(("plain", "html"))
        text = str(part.get_content()) if part is not None else ""
    except (LookupError, ValueError, AttributeError, KeyError):  # an unknown charset, a broken part
        return ""
    if part is not None and part.get_content_subtype() == "html":
        text = "\n".join(seen_page(split_source(text)).page.lines)
    return "\n".join(line.rstrip() for line in text.split("\n") if not is_blank(line))
