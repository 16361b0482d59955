"""Pastes without brackets: tmux and serial consoles deliver them as if somebody typed very fast.

Where letters are commands such a burst would act: `x` leaves out, `q` quits. Keys that arrive in one read, a dozen or
more and not one key held down, are text that was pasted.
"""

from collections.abc import Iterable, Iterator

from textual.events import Key, Paste
from textual.message import Message

FEWEST_KEYS = 12
FEWEST_DIFFERENT = 4
CHARACTERS = {"enter": "\n", "tab": "\t", "ctrl+j": "\n"}


class UnbracketedPaste(Paste):
    """A paste that had no brackets around it: it may as well be somebody typing over a slow line."""

    @property
    def first_line(self) -> str:
        """Return the text before the first Enter; a Tab in it becomes a blank."""
        return self.text.partition("\n")[0].replace("\t", " ")

    @property
    def rest(self) -> "UnbracketedPaste | None":
        """Return the keys after the first Enter; None where there was no Enter."""
        _, enter, rest = self.text.partition("\n")
        return UnbracketedPaste(rest) if enter else None


# It goes where pastes go; Textual would look for `on_burst`.
UnbracketedPaste.handler_name = Paste.handler_name


def detect_pastes(events: Iterable[Message]) -> Iterator[Message]:
    """Yield the events of one read; a burst of text keys among them becomes one Paste, in the same place."""
    run: list[Key] = []
    for event in events:
        if isinstance(event, Key) and _text(event):
            run.append(event)
            continue
        yield from _as_paste(run)
        run = []
        yield event
    yield from _as_paste(run)


def _as_paste(run: list[Key]) -> Iterable[Message]:
    text = "".join(map(_text, run))
    printable = [character for character in text if character.isprintable()]
    if len(printable) < FEWEST_KEYS or len(set(printable)) < FEWEST_DIFFERENT:
        return run
    return [UnbracketedPaste(text)]


def _text(key: Key) -> str:
    """Return the text that the key types; "" for a key without text."""
    if key.key in CHARACTERS:
        return CHARACTERS[key.key]
    return key.character if key.is_printable and key.character else ""
