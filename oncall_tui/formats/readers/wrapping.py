"""Paragraphs that an editor broke into lines of about one width; rough notes of one line each are none."""

import re
from collections.abc import Sequence
from itertools import pairwise

NARROWEST = 28
NEARLY_FULL = 0.9
LONGEST = 400
_GOES_ON = re.compile(
    r"(?:[,;–—-]|\b(?:an?|the|and|or|but|of|to|in|on|at|by|for|from|with|as|that|which|who|was|were|is|are|be|been"
    r"|had|has|have|not|no|its?|this|these|those|than|then|so|if|when|while|after|before|into|onto|could|would"
    r"|should|can|will|may|might|our|their|his|her|your|we|they|he|she|there|because|since|until|about|over|under"
    r"|through|between|all|any|each|some|more|most|other|every|both|only|also|did|do|does|where|whose|via|per"
    r"|und|oder|der|die|das|dem|den|des|ein|eine|einen|einem|einer|von|zu|zum|zur|mit|für|auf|im|am|war|wurde|ist"
    r"|et|ou|le|la|les|du|de|un|une|au|aux|en|pour|que|qui|par|sur|y|o|el|los|las|una|con|del|por|se))$",
    re.IGNORECASE,
)
_OPENING_WORDS = re.compile(
    r"[\s>*_`\d:./+,|\[\]()-]*(?:(?:UTC|GMT|[A-Z]{2,4}T|[AaPp][Mm])\b)?[\s:*_\])–—-]*"
)


def wrapped_lines(lines: Sequence[str]) -> int:
    """Count the lines that form one wrapped paragraph from the first on; at least 1."""
    stripped = [line.strip() for line in lines]
    width = max((len(line) for line in stripped), default=0)
    if len(lines) < 2 or not NARROWEST <= width <= LONGEST:
        return 1
    count = 1
    for above, below in pairwise(stripped):
        if not _filled(above, below, width):
            break
        count += 1
    return count if count > 1 and _is_sentence(stripped[:count]) else 1


def _filled(above: str, below: str, width: int) -> bool:
    """Return whether the line above had no room for the first word of the one below, and announces nothing."""
    if above.endswith(":"):
        return False
    first = below.split(None, 1)[0] if below else ""
    return len(above) + 1 + len(first) > NEARLY_FULL * width


def _is_sentence(lines: Sequence[str]) -> bool:
    """Return whether one of the breaks goes through the middle of a sentence."""
    opening = _OPENING_WORDS.match(lines[0])
    is_prose = len(lines) > 2 and lines[0][opening.end() if opening else 0 :][:1].isupper()
    return any(
        below[:1].islower()
        and (is_prose or _GOES_ON.search(above) is not None or above.count("(") > above.count(")"))
        for above, below in pairwise(lines)
    )


def unwrapped(lines: Sequence[str]) -> str:
    """Return the lines of a paragraph as one."""
    return " ".join(line.strip() for line in lines)
