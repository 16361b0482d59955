"""Slack's export of a channel, and the answer of its conversation history: messages with exact moments."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from oncall_tui.domain.destinations import KEPT
from oncall_tui.formats.readers.event import Event, Shape, addresses, list_at, text_at
from oncall_tui.formats.readers.reader import Format

SLACK_EXPORT = Format("slack-export", "Slack messages as JSON, with ts")
TS = re.compile(r"(\d{9,11})\.(\d{6})")
LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|([^>]*))?>")
MENTION = re.compile(r"<(?:@|#|!)([^|>\s]+)(?:\|([^>]*))?>")
NOT_EVENTS = frozenset({"channel_join", "channel_leave", "channel_topic", "channel_purpose", "group_join"})


def events(message: Any) -> list[Event]:
    """One message; joins and leaves are kept without a row."""
    moment = TS.fullmatch(text_at(message, "ts"))
    if moment is None:
        return []
    raw = text_at(message, "text")
    return [
        Event(
            readable("\n".join(_words(message))) or "(no text)",
            instant=int(moment[1] + moment[2]),
            author=_author(message),
            references=(*(link[1] for link in LINK.finditer(raw)), *_attached_links(message)),
            destination=KEPT if text_at(message, "subtype") in NOT_EVENTS else None,
        )
    ]


def _words(message: Any) -> Iterator[str]:
    """Yield the text of a message, of its blocks where it has none, and of what a program attached to it."""
    raw = text_at(message, "text")
    yield from (line for line in (raw, *(() if raw else _block_texts(message))) if line)
    for attachment in list_at(message, ("attachments",)):
        words = [text_at(attachment, name) for name in ("pretext", "title", "text")]
        fields = [
            f"{text_at(field, 'title')}: {text_at(field, 'value')}"
            for field in list_at(attachment, ("fields",))
        ]
        said = [line for line in (*words, *fields, *_block_texts(attachment)) if line.strip(": ")]
        yield from (line for line in said or [text_at(attachment, "fallback")] if line and line != raw)


def _block_texts(holder: Any) -> Iterator[str]:
    for block in list_at(holder, ("blocks",)):
        if text := text_at(block, "text", "text") or text_at(block, "text"):
            yield text
        yield from (text for field in list_at(block, ("fields",)) if (text := text_at(field, "text")))


def _attached_links(message: Any) -> tuple[str, ...]:
    found = [text_at(attachment, "title_link") for attachment in list_at(message, ("attachments",))]
    return addresses(*found)


def readable(text: str) -> str:
    """Slack's own markup as a person reads it: `<https://x|runbook>` is runbook, `<@U1|ana>` is @ana."""
    text = LINK.sub(lambda link: link[2] or link[1], text)
    text = MENTION.sub(lambda mention: f"@{mention[2] or mention[1]}", text)
    return unescape(text)


def _author(message: Any) -> str | None:
    profile = [text_at(message, "user_profile", name) for name in ("display_name", "real_name", "name")]
    others = [text_at(message, name) for name in ("username", "user_name", "user", "bot_id")]
    return next((name for name in (*profile, *others) if name), None)


def _are_messages(values: list[Any]) -> bool:
    stamped = [value for value in values if TS.fullmatch(text_at(value, "ts"))]
    return bool(stamped) and all(value.keys() & {"text", "blocks", "attachments"} for value in stamped)


SHAPES = (
    Shape(SLACK_EXPORT, lambda value: _are_messages(list_at(value, ())), events, ()),
    Shape(SLACK_EXPORT, lambda value: _are_messages(list_at(value, ("messages",))), events, ("messages",)),
    Shape(SLACK_EXPORT, lambda value: isinstance(value, dict) and _are_messages([value]), events),
)
