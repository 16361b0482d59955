"""Since when the tracker has news for this person, and the filters that they keep (R9)."""

from oncall_tui.domain.days import add_days, is_day
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.store import reporting_save_errors
from oncall_tui.storage.tracker_visits import TrackerVisit, load_visit, save_visit

FIRST_LOOK_DAYS = 7


class TrackerVisits:
    """News begin at the last follow-up meeting or digest, not at a peek. Who comes back to the list on the day of a
    meeting still sees what was new in it."""

    def __init__(self, places: DataPaths) -> None:
        self._places = places

    def since(self, today: str) -> str:
        """Return the day of the last meeting or digest before today; a week ago where there was none."""
        look = load_visit(self._places)
        day = look.before if look.marked >= today else look.marked
        return day if is_day(day) else add_days(today, -FIRST_LOOK_DAYS)

    def mark(self, today: str) -> None:
        """Remember that a meeting was held, or a digest made, today."""
        look = load_visit(self._places)
        if look.marked != today:
            self._write(TrackerVisit(today, look.marked, look.filters))

    def filters(self) -> tuple[str, ...]:
        """Return the kept filters, the one kept last first."""
        return load_visit(self._places).filters

    def toggle_saved_filter(self, words: str) -> None:
        """Keep a filter; one that is kept already is forgotten."""
        look = load_visit(self._places)
        others = tuple(each for each in look.filters if each != words)
        kept = others if words in look.filters else (words, *others)
        self._write(look._replace(filters=kept))

    def _write(self, look: TrackerVisit) -> None:
        with reporting_save_errors("Nothing else was changed"):
            save_visit(self._places, look)
