"""Inline Markdown, as far as notes use it."""

import re

from oncall_tui.domain.visible import escape_line

LINK = re.compile(r"!?\[([^\[\]]*)\]\((https?://(?:[^\s()]|\([^\s()]*\))*)\)")
SPECIAL = re.compile(r"([\\|<\[\]])")
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")


def strip_inline_markup(text: str) -> str:
    """Return the text without link targets and bold markers. Links that stand as themselves stay."""
    if "](" in text:
        text = LINK.sub(lambda link: link[1] or link[2], text)
    return EMPHASIS.sub(r"\2", text) if "**" in text or "__" in text else text


def escape_markdown(text: str) -> str:
    """Somebody's text on one line of Markdown that we write: nothing in it opens a tag, a link, an image or a cell."""
    return SPECIAL.sub(r"\\\1", escape_line(text)).strip()
