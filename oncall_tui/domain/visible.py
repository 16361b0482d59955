"""The one boundary for text that somebody else wrote (DESIGN, untrusted text).

Every way out but `--json` passes through here: a terminal obeys the control characters that a note
or a paste holds (OSC 52 sets the reader's clipboard), and bidi overrides make text read as what it is not.
"""

import re

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{BIDI}\ud800-\udfff\u2028\u2029\ufeff]")


def escape_controls(text: str) -> str:
    """Return the text with every control, override and lone surrogate as a visible symbol; newline and tab stay."""
    return text if text.isprintable() else UNSAFE.sub(_symbol, text)


def escape_line(text: str) -> str:
    """Escape control characters on one row: newlines become a return sign, tabs a space."""
    return text if text.isprintable() else escape_controls(text).replace("\n", "⏎").replace("\t", " ")


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"‹{code:04X}›"
