"""Slack's export of a channel, and the answer of its conversation history: messages with exact moments."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from oncall_tui.domain.destinations import KEPT
from oncall_tui.formats.readers.block_reader import Format
from oncall_tui.formats.readers.json_format import JsonFormat, ParsedEvent, get_list, get_text, unique_urls

SLACK_EXPORT = Format("slack-export", "Slack messages as JSON, with ts")
TS = re.compile(r"(\d{9,11})\.(\d{6})")
LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|([^>]*))?>")
MENTION = re.compile(r"<(?:@|#|!)([^|>\s]+)(?:\|([^>]*))?>")
NOT_EVENTS = frozenset({"channel_join", "channel_leave", "channel_topic", "channel_purpose", "group_join"})


def slack_events(message: Any) -> list[ParsedEvent]:
    """One message; joins and leaves are kept without a row."""
    moment = TS.fullmatch(get_text(message, "ts"))
    if moment is None:
        return []
    raw = get_text(message, "text")
    return [
        ParsedEvent(
            strip_slack_markup("\n".join(_words(message))) or "(no text)",
            instant=int(moment[1] + moment[2]),
            author=_author(message),
            references=(*(link[1] for link in LINK.finditer(raw)), *_attached_links(message)),
            destination=KEPT if get_text(message, "subtype") in NOT_EVENTS else None,
        )
    ]


def _words(message: Any) -> Iterator[str]:
    """Yield the text of a message, of its blocks where it has none, and of what a program attached to it."""
    raw = get_text(message, "text")
    yield from (line for line in (raw, *(() if raw else _block_texts(message))) if line)
    for attachment in get_list(message, ("attachments",)):
        words = [get_text(attachment, name) for name in ("pretext", "title", "text")]
        fields = [
            f"{get_text(field, 'title')}: {get_text(field, 'value')}"
            for field in get_list(attachment, ("fields",))
        ]
        said = [line for line in (*words, *fields, *_block_texts(attachment)) if line.strip(": ")]
        yield from (line for line in said or [get_text(attachment, "fallback")] if line and line != raw)


def _block_texts(holder: Any) -> Iterator[str]:
    for block in get_list(holder, ("blocks",)):
        if text := get_text(block, "text", "text") or get_text(block, "text"):
            yield text
        yield from (text for field in get_list(block, ("fields",)) if (text := get_text(field, "text")))


def _attached_links(message: Any) -> tuple[str, ...]:
    found = [get_text(attachment, "title_link") for attachment in get_list(message, ("attachments",))]
    return unique_urls(*found)


def strip_slack_markup(text: str) -> str:
    """Slack's own markup as a person reads it: `<https://x|runbook>` is runbook, `<@U1|ana>` is @ana."""
    text = LINK.sub(lambda link: link[2] or link[1], text)
    text = MENTION.sub(lambda mention: f"@{mention[2] or mention[1]}", text)
    return unescape(text)


def _author(message: Any) -> str | None:
    profile = [get_text(message, "user_profile", name) for name in ("display_name", "real_name", "name")]
    others = [get_text(message, name) for name in ("username", "user_name", "user", "bot_id")]
    return next((name for name in (*profile, *others) if name), None)


def _are_messages(values: list[Any]) -> bool:
    stamped = [value for value in values if TS.fullmatch(get_text(value, "ts"))]
    return bool(stamped) and all(value.keys() & {"text", "blocks", "attachments"} for value in stamped)


SHAPES = (
    JsonFormat(SLACK_EXPORT, lambda value: _are_messages(get_list(value, ())), slack_events, ()),
    JsonFormat(
        SLACK_EXPORT, lambda value: _are_messages(get_list(value, ("messages",))), slack_events, ("messages",)
    ),
    JsonFormat(SLACK_EXPORT, lambda value: isinstance(value, dict) and _are_messages([value]), slack_events),
)
