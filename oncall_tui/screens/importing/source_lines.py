"""All lines of one source, with the place of each: folded lines are picked into the timeline here (T4)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.screen import Screen

from oncall_tui.domain.destinations import FOLDED, ROW
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.screens.actions.undo import UndoActions
from oncall_tui.screens.full_page import FullPage
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.services import Services
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRows, Row, Rows, Span

if TYPE_CHECKING:
    from oncall_tui.services.sources.sources import Sources


class LineServices(Services, Protocol):
    """Services of this screen beyond those of every screen."""

    @property
    def sources(self) -> Sources: ...


def show_lines(screen: Screen[None], services: LineServices, incident: str, source: str) -> None:
    """Show a source line by line, in front of a view; the view looks again when it comes back."""
    screen.app.push_screen(SourceLines(services, incident, source))


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
        place = note.destination or ROW
        first = note.raw.strip().split("\n", 1)[0]
        return (
            Span(f"{note.line or '':>6} ", "muted"),
            Span(f"{place:<9} ", "strong" if place == ROW else "muted"),
            Span(first),
        )

    def place(self, id: str) -> str:
        """Return the line's present destination."""
        return self._view.notes.by_id(id).destination or ROW


class SourceLines(FullPage[None], UndoActions[IncidentView]):
    """Marks and Enter; what was picked stands in the timeline and among the notes at once."""

    READS = False
    CHOOSES = "pick the marked in, or put them back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "back", id="lines.close"),
    ]

    def __init__(self, services: LineServices, incident_id: str, source: str) -> None:
        super().__init__()
        self.services: LineServices = services
        self._incident = incident_id
        self._source = source
        self._view: IncidentView | None = None

    def load(self) -> IncidentView:
        return self.services.incidents.view(self._incident)

    def fingerprint(self) -> object:
        return self.services.incidents.state(self._incident)

    def show_data(self, read: IncidentView) -> None:
        self._view = read
        self.show_page()

    def title_row(self) -> Row:
        """Return the title: the source's name and size."""
        sources = self._view.tables.get("sources", {}) if self._view else {}
        name = sources.get(self._source, {}).get("name") or "a paste"
        return (Span(f" {name}, line by line", "strong"),)

    def rows(self, width: int) -> Rows:
        return FixedRows() if self._view is None else LineRows(self._view, self._source)

    def changed_incidents(self) -> Sequence[str]:
        return (self._incident,)

    @prompting_action
    async def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Lines that are no rows become rows; if all of them are rows already, they go back."""
        listed = self.query_one(RowList)
        if isinstance(listed.rows, LineRows):
            chosen = sorted(listed.marks or {message.row_id})
            back = all(listed.rows.place(id) == ROW for id in chosen)
            await self.run_and_refresh(partial(self._place, chosen, FOLDED if back else ROW))
            listed.set_marks(frozenset())

    def _place(self, lines: Sequence[str], place: str) -> str:
        self.services.sources.place(self._incident, dict.fromkeys(lines, place))
        return f"{len(lines)} {'picked into the timeline' if place == ROW else 'put back'}."
