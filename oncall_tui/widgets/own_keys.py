"""The names of keys as people write them in their configuration, and which keys never reach a program."""

import re
import unicodedata

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from oncall_tui.widgets.key_names import NAMES

KNOWN = frozenset({*NAMES, *(key.value for key in Keys)})
CONTROL = re.compile(r"(?:\^|[Cc]-)(.+)")
# Control characters that are another key's: a terminal sends the same byte for both.
SAME_BYTE = {"i": "Tab", "m": "Enter", "h": "Backspace", "left_square_bracket": "Esc"}
TAKEN = {
    "ctrl+a": "screen takes ^A as its prefix",
    "ctrl+b": "tmux takes ^B as its prefix",
    "ctrl+s": "many terminals stop their output at ^S",
}
PLAIN_ONLY = frozenset({"enter", "tab", "space", "escape", "backspace"})
CONTROL_SIGNS = frozenset(
    {"at", "backslash", "right_square_bracket", "circumflex_accent", "underscore", "space"}
)


class KeyNameError(ValueError):
    """The words name no key that could be bound. The message says why."""


def read_key(words: str) -> str:
    """Return Textual's name of a key: `?`, `^R`, `C-r`, `ctrl+r`, `PgDn`, `f5`, `shift+left`. Raises KeyNameError."""
    text = words.strip()
    if control := CONTROL.fullmatch(text):
        return f"ctrl+{_plain_key(control[1]).lower()}"
    held, plus, last = text.rpartition("+")
    if not plus or not held:
        return _plain_key(text)
    key = _plain_key(last)
    if held.lower() == "shift" and len(key) == 1 and key.isalpha():
        return key.upper()
    return f"{held.lower()}+{key.lower()}"


def _plain_key(text: str) -> str:
    """Return the name of a key without another one that is held."""
    if len(text) == 1 and text.isalnum():
        return text
    key = {name.lower(): key for key, name in NAMES.items()}.get(text.lower(), text.lower())
    if len(key) == 1 and key.isprintable() and key != " ":
        return _name_of(key)
    if key not in KNOWN:
        raise KeyNameError(f"“{text}” is not the name of a key; one key is bound, not a sequence")
    return key


def _name_of(character: str) -> str:
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def swallowed(key: str) -> str:
    """Say why a key does not reach the program in many terminals or in tmux; "" where it does."""
    held, _, last = key.rpartition("+")
    if {"alt", "meta"} & set(held.split("+")):
        return "tmux and many terminals send Alt as Esc and then the key"
    if {"super", "hyper"} & set(held.split("+")):
        return "the desktop keeps it for itself"
    if "ctrl" in held.split("+"):
        return _swallowed_control(key, held, last)
    if held and last in PLAIN_ONLY and key != "shift+tab":
        return f"most terminals send it as plain {NAMES.get(last, last)}"
    return ""


def _swallowed_control(key: str, held: str, last: str) -> str:
    if key in TAKEN:
        return TAKEN[key]
    if last in SAME_BYTE:
        return f"terminals send it as {SAME_BYTE[last]}"
    if len(last) == 1 and last.isascii() and last.isalpha():
        return "terminals send it without Shift" if held != "ctrl" else ""
    if (
        last in CONTROL_SIGNS
        or (last in KNOWN and last not in NAMES)
        or last in ("left", "right", "up", "down")
    ):
        return ""
    if last in ("home", "end", "pageup", "pagedown", "delete", "insert") or re.fullmatch(r"f\d+", last):
        return ""
    return "most terminals have no code for it"
