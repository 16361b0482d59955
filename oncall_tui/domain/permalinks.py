"""Links to chat messages hold the exact moment at which the message was written."""

import re

from oncall_tui.domain.instants import SECOND

PERMALINK = re.compile(r"/archives/[A-Z0-9]{6,}/p(\d{10})(\d{6})\b")


def permalink_instant(text: str) -> int | None:
    """Return the moment of the first chat message that a text links to, UTC microseconds."""
    match = PERMALINK.search(text) if "/archives/" in text else None
    return int(match[1]) * SECOND + int(match[2]) if match else None
