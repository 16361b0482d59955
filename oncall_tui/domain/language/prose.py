"""Separate an author's own prose from testimony: quotes, code, links, and rows that open with a time."""

import re

# Each alternative is bounded, so that the expression stays linear on hostile text.
_TESTIMONY = re.compile(
    r"""
      ^[ ]{0,3}(?P<fence>```|~~~)[^\n]*\n(?:.*\n)*?[ ]{0,3}(?P=fence)[^\n]*$   # fenced code
    | ``[^`\n]{1,500}`` | `[^`\n]{1,500}`                                       # code in a line
    | <!--(?:[^-]|-(?!->)){0,500}-->                                           # comments
    | ^[ \t]*>[^\n]*$                                                           # block quotes
    | ^[ \t]*\|?[ \t]*(?:[-*+][ \t]+)?[*_(\[]{0,3}(?:~|@|at[ ])?\d{1,4}[-/.:]\d{1,2}(?:[-/.:]\d{1,4})?\b[^\n]*$  # rows
    | \]\([^)\s]{0,500}\) | \bhttps?://[^\s<>"]{0,500}                        # addresses
    | "[^"\n]{1,400}" | “[^”\n]{1,400}” | „[^“”\n]{1,400}[“”] | «[^»\n]{1,400}» # quotes
    | (?<!\w)'(?![\s'])[^'\n]{1,300}(?<![\s'])'(?!\w) | ‘[^’\n]{1,300}’(?!\w)
    """,
    re.VERBOSE | re.MULTILINE,
)
_KEPT = re.compile(r"[^\n]")
_SIGNS = ("`", "~~~", ">", "](", "://", '"', "“", "„", "«", "'", "‘")
_ROW = re.compile(r"^[ \t]*\|?[ \t]*(?:[-*+][ \t]+)?[*_(\[]{0,3}(?:~|@|at )?\d{1,4}[-/.:]\d", re.MULTILINE)


def mask_testimony(text: str) -> str:
    """Return `text` with quotes, code, links, block quotes and stamped rows blanked; offsets stay as they are."""
    if not any(sign in text for sign in _SIGNS) and not _ROW.search(text):
        return text
    return _TESTIMONY.sub(lambda match: _KEPT.sub(" ", match[0]), text)


_ENDS = re.compile(r"[.!?][\"')\]*_]*(?=\s)|\n[ \t\r]*\n|\n[ \t]*(?:[-*+•]|\d{1,3}[.)]|#{1,6}|\|)[ \t]+|\|")
_LONGEST_SENTENCE = 600


def sentence_span(text: str, position: int) -> tuple[int, int]:
    """Return start and end of the sentence, bullet or table cell around `position`; at most 1,200 characters."""
    low = max(0, position - _LONGEST_SENTENCE)
    start = low
    for match in _ENDS.finditer(text, low, position):
        start = match.end()
    end = _ENDS.search(text, position, position + _LONGEST_SENTENCE)
    stop = min(len(text), position + _LONGEST_SENTENCE) if end is None else end.start() + 1
    while start < position and (text[start].isspace() or text[start] in "-*+•#|>"):
        start += 1
    return start, min(stop, len(text))
