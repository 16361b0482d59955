"""How deeply JSON is nested, told from its bytes before it is parsed: a hostile file must cost nothing."""

import re

OTHERS = bytes(code for code in range(256) if code not in b"[]{}")
INNERMOST = re.compile(rb"\[\]|\{\}")


def is_deeper_than(levels: int, data: bytes) -> bool:
    """Whether brackets outside texts nest beyond `levels`. Those that don't match are no JSON: a parser says so."""
    rest = _outside_texts(data).translate(None, OTHERS)
    for _ in range(levels):
        if not rest:
            return False
        before, rest = len(rest), INNERMOST.sub(b"", rest)
        if len(rest) == before:
            return False
    return bool(rest)


def _outside_texts(data: bytes) -> bytes:
    """All but the texts: a bracket in a text would hide how deep the others go."""
    return b"".join(data.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2])
