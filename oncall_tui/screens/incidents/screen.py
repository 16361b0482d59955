"""Incidents: all that are here, newest first; a new one; notes that no incident has yet; a file read into one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oncall_tui.domain.plural import count_text
from oncall_tui.screens.actions.filter import FilterActions, FilterVocabulary, filter_row
from oncall_tui.screens.importing.import_actions import ImportActions, ImportServices
from oncall_tui.screens.incidents.edits import IncidentEdits, IncidentsRead
from oncall_tui.screens.incidents.row import EMPTY, heading_row, incident_lines
from oncall_tui.screens.incidents.rows import UNFILED, IncidentRows
from oncall_tui.screens.messages import (
    IncidentsRequested,
    LearningRequested,
    NotesRequested,
    TimelineRequested,
    WriteupRequested,
)
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.services.incidents.listing import IncidentRow
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.row_stack import RowStack
from oncall_tui.widgets.rows import Row, Span, sign_row

if TYPE_CHECKING:
    from oncall_tui.services.sources.importing import ImportResult

RESPONDING, WRITE_UP = "responding", "write-up"


class IncidentsScreen(IncidentEdits, FilterActions, ImportActions):
    """The list of incidents."""

    KEY = "0"
    CSS_PATH = [stylesheet_path("incidents.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,a", "new", "new", id="incidents.new", tooltip="A new incident; nothing but Enter is needed"),
        Binding("enter", "open", "open", id="incidents.open",
                tooltip="Open its notes; its timeline once it is no longer responding"),
        Binding("I", "import_file", "import", id="incidents.import", tooltip="Read a file into a new incident"),
        Binding("slash", "filter", "filter", id="incidents.filter",
                tooltip="Show only incidents with these words, wherever they stand"),
        Binding("L", "learning", "Learning", show=False, id="incidents.learning",
                tooltip="What all incidents say together: controls that failed again, figures, insights"),
        Binding("escape", "show_all", "Show all", show=False, id="incidents.all", tooltip="End the filter"),
    ]  # fmt: skip

    services: ImportServices

    def compose_main(self) -> ComposeResult:
        yield RowStack(id="above")
        yield RowList(id="incidents")

    def load(self) -> IncidentsRead:
        listings = self.services.listings
        return IncidentsRead(listings.rows(), listings.current(), listings.unfiled_count())

    def fingerprint(self) -> object:
        return self.services.listings.fingerprint()

    def show_data(self, read: IncidentsRead) -> None:
        self.listing = read
        rows = self._filtered(read.rows)
        self.row_list.set_rows(IncidentRows(rows, read.current, read.unfiled, self.services.clock()))
        self.query_one("#above", RowStack).show(self._above(len(rows)))
        self.show_detail()

    def header_left(self) -> Row:
        rows = self.listing.rows
        hot = sum(row.stage == "responding" for row in rows)
        words = f" {len(rows)}" + (f", {hot} responding" if hot else "")
        return (Span("Incidents", "strong"), Span(words, "muted"))

    def help_words(self) -> Iterable[Row]:
        yield sign_row("▸", "the current incident: notes from a shell go there")
        yield sign_row("!2", "conflicts: people wrote without seeing each other")

    def on_opened(self, message: object) -> None:
        named = message.incident_id if isinstance(message, IncidentsRequested) else None
        self.set_focus(self.row_list)
        self.row_list.move_to(named or self.incident_id or "")

    def open_incident(self, incident_id: str | None) -> None:
        """Move the cursor to the incident that is open elsewhere; the list is the same for every incident."""
        self.incident_id = incident_id

    def detail_rows(self) -> Iterable[Row]:
        listed = self.under_cursor()
        return incident_lines(listed, self.services.clock()) if listed else ()

    def _above(self, shown: int) -> list[Row]:
        if self.filter_words:
            return [filter_row(self.filter_words, f"{shown} shown")]
        if not self.listing.rows:
            return [(Span(f" {line}"),) for line in ("", *EMPTY)]
        return [heading_row(self.size.width)]

    @on(RowList.Chosen, "#incidents")
    def _chosen(self, message: RowList.Chosen) -> None:
        listed = self.under_cursor()
        if listed is not None and listed.stage == WRITE_UP:
            self.post_message(WriteupRequested(listed.id))
        elif listed is not None and listed.stage != RESPONDING:
            self.post_message(TimelineRequested(listed.id))
        else:
            self.post_message(NotesRequested(None if message.row_id == UNFILED else message.row_id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for a row rest while there is none, so that a first word may begin with their letters."""
        if action in ("use", "severity", "file_unfiled") and not len(self.row_list.rows):
            return False
        return super().check_action(action, parameters)

    def action_learning(self) -> None:
        self.post_message(LearningRequested())

    def action_open(self) -> None:
        self.row_list.action_choose()

    @prompting_action
    async def action_new(self) -> None:
        """Only the title is asked, and it may stay empty: the rest can be said in the notes (`:sev 2`)."""
        title = await self.ask("Title (may stay empty):", consequence=self._new_words)
        if title is None:
            return
        made = await self.in_thread(partial(self.services.incidents.create, title))
        self.post_message(NotesRequested(made.id))

    def _new_words(self, title: str) -> str:
        zone = self.services.settings.zone or "UTC"
        return f"a new incident, responding, times in {zone}; severity and type can be said later"

    def import_incident(self) -> None:
        """Return no incident: a file that is imported here becomes an incident of its own."""

    def imported(self, imported: "ImportResult") -> None:
        self.post_message(TimelineRequested(imported.incident))

    # The filter: over what the list shows, and over all that stands in every incident

    def filter_vocabulary(self) -> FilterVocabulary:
        from oncall_tui.services.incidents.filter import STATES, VOCABULARY

        return FilterVocabulary(VOCABULARY, tuple(STATES))

    def filter_names(self) -> Mapping[str, Sequence[str]]:
        """Nobody types the name of a note, but what stands in them is read here."""
        self.services.searching.refresh()
        return {}

    def show_filtered(self) -> None:
        self.show_data(self.listing)

    def count_text(self) -> str:
        return count_text(len(self.row_list.rows), "incident")

    def action_show_all(self) -> None:
        self.apply_filter("")

    def _filtered(self, rows: Sequence[IncidentRow]) -> Sequence[IncidentRow]:
        if not self.filter_words:
            return rows
        from oncall_tui.services.incidents.filter import filter_incidents

        return filter_incidents(rows, self.filter_words, self.services.searching)
