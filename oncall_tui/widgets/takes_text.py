"""Who takes letters as text. A base of its own, so that asking costs no import of the editor."""

from textual.events import Key, Paste


class TakesText:
    """A widget in which letters are text and not commands."""

    async def take_key(self, event: Key) -> bool:
        """Does what a key does here, at once; False for a key that is for somebody else."""
        raise NotImplementedError

    def take_paste(self, event: Paste) -> None:
        """Takes pasted text, at once."""
        raise NotImplementedError
