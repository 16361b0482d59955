"""The terminal's background colour: asked by OSC 11, its answer taken out of what is read as keys."""

import re

from textual.message import Message

QUERY = "\x1b]11;?\x1b\\"
REPLY = re.compile(rb"\x1b?\]11;rgba?:([0-9a-fA-F/]{1,24})(?:\x07|\x1b\\)")
START = b"\x1b]11;rgb"
LONGEST = 48
# Of a full channel: above it, dark text reads better.
LIGHT = 0.5


class BackgroundKnown(Message):
    """The terminal has said whether its background is light."""

    def __init__(self, is_light: bool) -> None:
        super().__init__()
        self.is_light = is_light


class BackgroundReply:
    """Takes the answer out of the bytes of the keyboard, also one that comes in two reads. `is_light` once known."""

    def __init__(self) -> None:
        self.is_light: bool | None = None
        self._held = b""

    def rest(self, data: bytes) -> bytes:
        """Return the bytes that are keys. The beginning of an answer is held back until the rest of it comes."""
        data, self._held = self._held + data, b""
        if found := REPLY.search(data):
            self.is_light = is_light(found[1].decode("ascii"))
            return data[: found.start()] + data[found.end() :]
        begin = data.rfind(b"\x1b]")
        tail = data[begin:]
        if begin >= 0 and len(tail) < LONGEST and (START.startswith(tail) or tail.startswith(START)):
            self._held, data = tail, data[:begin]
        return data


def is_light(channels: str) -> bool | None:
    """Return whether `ffff/ffff/ffff` (one to four digits each) is a light colour; None for any other text."""
    parts = channels.split("/")[:3]
    if len(parts) < 3 or not all(parts):
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in parts)
    return bool(0.2126 * red + 0.7152 * green + 0.0722 * blue > LIGHT)
