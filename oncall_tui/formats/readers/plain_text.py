"""Words out of the HTML in which services keep what people wrote."""

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)(?:\s[^<>]*)?/?>")
_MARKUP = re.compile(
    r"</?(?:p|div|br|span|a|b|strong|em|i|u|s|ul|ol|li|code|pre|blockquote|at|img|h[1-6]|table|tr|td|hr)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAKING = frozenset(("p", "div", "br", "li", "ul", "ol", "tr", "pre", "blockquote", "hr", "table"))


def plain_text(text: str) -> str:
    """Return the text without tags and entities, a line for each paragraph; a text without tags as it is."""
    if "<" not in text or not _MARKUP.search(text):
        return text
    words = unescape(_TAG.sub(lambda tag: "\n" if tag[2].lower() in _BREAKING else "", text))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)
