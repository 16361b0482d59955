"""All lines of one source, with the place of each: folded lines are picked into the timeline here (T4)."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from oncall_tui.screens.timeline_data import TimelineServices
from oncall_tui.services.incident_view import IncidentView
from oncall_tui.widgets.foot import Foot, key_row
from oncall_tui.widgets.row_line import RowLine
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import Row, Span

KEYS = [("Space", "mark"), ("Enter", "pick the marked in, or put them back"), ("Esc", "back")]


class LineRows:
    """The lines of a source for a list, built when they are in sight."""

    def __init__(self, view: IncidentView, source: str) -> None:
        self._view = view
        records = view.tables.get("notes", {})
        found = (
            (record.get("line") or 0, id) for id, record in records.items() if record.get("source") == source
        )
        self._ids = [id for _, id in sorted(found)]
        self._places = {id: place for place, id in enumerate(self._ids)}

    def __len__(self) -> int:
        return len(self._ids)

    def row_id(self, index: int) -> str:
        return self._ids[index]

    def index_of(self, row_id: str) -> int | None:
        return self._places.get(row_id)

    def selectable(self, index: int) -> bool:
        return True

    def row(self, index: int, width: int) -> Row:
        note = self._view.notes.by_id(self._ids[index])
        place = note.destination or "row"
        first = note.raw.strip().split("\n", 1)[0]
        return (
            Span(f"{note.line or '':>6} ", "muted"),
            Span(f"{place:<9} ", "strong" if place == "row" else "muted"),
            Span(first),
        )

    def place(self, id: str) -> str:
        """Where the line stands now."""
        return self._view.notes.by_id(id).destination or "row"


class SourceLines(Screen[None]):
    """Marks and Enter; what was picked stands in the timeline at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "back", id="lines.close"),
        Binding("u", "undo", "undo", id="lines.undo"),
    ]

    def __init__(self, services: TimelineServices, incident_id: str, source: str) -> None:
        super().__init__()
        self.services = services
        self._incident = incident_id
        self._source = source
        self._rows: LineRows | None = None

    def compose(self) -> ComposeResult:
        yield RowLine(id="header")
        yield RowList()
        yield Foot()

    def on_mount(self) -> None:
        self._renew()
        self.query_one(Foot).show_keys([key_row(KEYS, self.app.size.width)])

    def _renew(self) -> None:
        view = self.services.incidents.view(self._incident)
        self._rows = LineRows(view, self._source)
        name = view.tables.get("sources", {}).get(self._source, {}).get("name") or "a paste"
        self.query_one("#header", RowLine).show((Span(f" {name}, line by line", "strong"),))
        self.query_one(RowList).show(self._rows)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Lines that are no rows become rows; if all of them are rows already, they go back."""
        listed = self.query_one(RowList)
        chosen = sorted(listed.marks or {message.row_id})
        if self._rows is None:
            return
        all_rows = all(self._rows.place(id) == "row" for id in chosen)
        self.services.sources.place(self._incident, dict.fromkeys(chosen, "folded" if all_rows else "row"))
        listed.set_marks(frozenset())
        self._renew()
        self.query_one(Foot).say(f"{len(chosen)} {'put back' if all_rows else 'picked into the timeline'}.")

    def action_undo(self) -> None:
        words = self.services.history.undo(self._incident)
        self._renew()
        self.query_one(Foot).say(words or "Nothing of yours to undo here.")
