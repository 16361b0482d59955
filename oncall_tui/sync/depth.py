"""How deeply JSON is nested, told from its bytes before it is parsed: a hostile file must cost nothing."""

BRACKETS = b"[]{}"
OTHERS = bytes(code for code in range(256) if code not in BRACKETS)


def is_deeper_than(levels: int, data: bytes) -> bool:
    """Whether brackets nest beyond `levels`. Brackets inside texts count too, unless they are balanced."""
    rest = data.translate(None, OTHERS)
    for _ in range(levels):
        closed = rest.replace(b"[]", b"").replace(b"{}", b"")
        if len(closed) == len(rest):
            break
        rest = closed
    return bool(rest) and _depth(data) > levels


def _depth(data: bytes) -> int:
    """The exact depth, texts left out of account: byte by byte, so only for files that look odd."""
    depth = deepest = 0
    inside = escaped = False
    for byte in data:
        if inside:
            inside = escaped or byte != 0x22
            escaped = not escaped and byte == 0x5C
        elif byte == 0x22:
            inside = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest
