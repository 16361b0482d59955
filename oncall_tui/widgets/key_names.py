"""Keys as the footer, the menus and the help write them."""

NAMES = {
    "enter": "Enter", "escape": "Esc", "tab": "Tab", "space": "Space", "pageup": "PgUp", "pagedown": "PgDn",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End", "backspace": "Bksp",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
    "delete": "Del", "insert": "Ins",
    "slash": "/", "question_mark": "?", "exclamation_mark": "!", "colon": ":", "at": "@", "number_sign": "#",
    "asterisk": "*", "plus": "+", "left_square_bracket": "[", "right_square_bracket": "]", "minus": "-",
    "apostrophe": "'", "less_than_sign": "<", "greater_than_sign": ">", "underscore": "_", "backslash": "\\",
    "circumflex_accent": "^", "comma": ",", "full_stop": ".", "semicolon": ";", "equals_sign": "=", "ampersand": "&",
    "dollar_sign": "$", "percent_sign": "%", "quotation_mark": '"', "grave_accent": "`", "tilde": "~",
    "vertical_line": "|", "left_curly_bracket": "{", "right_curly_bracket": "}", "left_parenthesis": "(",
    "right_parenthesis": ")",
}  # fmt: skip


def key_name(key: str) -> str:
    """`ctrl+j` is `^J`, `shift+tab` is `Shift+Tab`, `pageup` is `PgUp`, `slash` is `/`; a letter is itself."""
    held, _, last = key.rpartition("+")
    if not held or not last:
        return NAMES.get(key, key)
    name = NAMES.get(last, last.upper() if len(last) == 1 else last.capitalize())
    return (
        f"^{name}" if held == "ctrl" else f"{'+'.join(part.capitalize() for part in held.split('+'))}+{name}"
    )


def key_named(name: str) -> str | None:
    """Return the key that is written so; None for words that name none, or several."""
    if name.startswith("^") and len(name) > 1:
        return f"ctrl+{key_named(name[1:]) or name[1:].lower()}".lower()
    named = {written: key for key, written in NAMES.items()}
    return named.get(name) or (name if len(name) == 1 else None)
