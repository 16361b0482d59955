"""Base of widgets that take letters as text. A module of its own, so that asking costs no import of the editor."""

from textual.events import Key, Paste

from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste


class TextEntry:
    """A widget in which letters are text and not commands."""

    async def process_key(self, event: Key) -> bool:
        """Do what a key does here, at once; False for a key that is for somebody else."""
        raise NotImplementedError

    def process_paste(self, event: Paste) -> None:
        """Take pasted text, at once."""
        raise NotImplementedError


class OneLineEntry(TextEntry):
    """A widget that is asked one line and done with it at Enter."""

    def insert_at_cursor(self, text: str) -> None:
        """Put text in, as if it had been typed."""
        raise NotImplementedError

    def action_take(self) -> None:
        """Enter."""
        raise NotImplementedError

    def take_burst(self, burst: UnbracketedPaste) -> UnbracketedPaste | None:
        """Take what was typed very fast up to its first Enter; what comes after it is for what follows."""
        self.insert_at_cursor(burst.first_line)
        if burst.rest is not None:
            self.action_take()
        return burst.rest
