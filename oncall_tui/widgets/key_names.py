"""Keys as the footer, the menus and the help write them."""

NAMES = {
    "enter": "Enter", "escape": "Esc", "tab": "Tab", "space": "Space", "pageup": "PgUp", "pagedown": "PgDn",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End", "backspace": "Bksp",
    "slash": "/", "question_mark": "?", "exclamation_mark": "!", "colon": ":", "at": "@", "number_sign": "#",
    "asterisk": "*", "plus": "+", "left_square_bracket": "[", "right_square_bracket": "]", "minus": "-",
    "apostrophe": "'", "less_than_sign": "<", "greater_than_sign": ">",
}  # fmt: skip


def key_name(key: str) -> str:
    """`ctrl+j` is `^J`, `pageup` is `PgUp`, `slash` is `/`; a letter is itself."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    return NAMES.get(key, key)
