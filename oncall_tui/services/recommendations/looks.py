"""Since when the tracker has news for this person, and the filters that they keep (R9)."""

from oncall_tui.domain.days import add_days, is_day
from oncall_tui.storage.looks import Look, read_look, write_look
from oncall_tui.storage.places import Places
from oncall_tui.storage.store import saving

FIRST_LOOK_DAYS = 7


class Looks:
    """A look lasts a day: who comes back in the afternoon still sees what was new in the morning."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def since(self, today: str) -> str:
        """The day of the last look before today's; a week ago for who looks for the first time. Remembers today."""
        look = read_look(self._places)
        if look.today != today:
            look = Look(today, look.today, look.filters)
            self._write(look)
        return look.before if is_day(look.before) else add_days(today, -FIRST_LOOK_DAYS)

    def filters(self) -> tuple[str, ...]:
        """The kept filters, the one kept last first."""
        return read_look(self._places).filters

    def keep(self, words: str) -> None:
        """Keeps a filter; one that is kept already is forgotten."""
        look = read_look(self._places)
        others = tuple(each for each in look.filters if each != words)
        kept = others if words in look.filters else (words, *others)
        self._write(look._replace(filters=kept))

    def _write(self, look: Look) -> None:
        with saving("Nothing else was changed"):
            write_look(self._places, look)
