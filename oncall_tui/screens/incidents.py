"""Incidents: all that are here, newest first; a new one; notes that no incident has yet; a file read into one."""

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.incident import TYPES
from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.import_actions import ImportActions, ImportServices
from oncall_tui.screens.incident_row import EMPTY, heading_row, incident_lines, incident_row
from oncall_tui.screens.messages import IncidentsRequested, NotesRequested, TimelineRequested
from oncall_tui.screens.view import View
from oncall_tui.screens.zones import zone_named
from oncall_tui.services.listing import Listed
from oncall_tui.stylesheets import stylesheet
from oncall_tui.widgets.choices import Option
from oncall_tui.widgets.row_lines import RowLines
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import Row, Span

if TYPE_CHECKING:
    from oncall_tui.services.importing import Imported

UNFILED = "unfiled"


class IncidentsRead(NamedTuple):
    """What the list shows: every incident, the current one, and how many notes are unfiled."""

    rows: Sequence[Listed]
    current: str | None
    unfiled: int


class IncidentRows:
    """Rows for a `RowList`: first the unfiled notes, if there are any, then the incidents."""

    def __init__(self, rows: Sequence[Listed], current: str | None, unfiled: int, now: int) -> None:
        self._rows = rows
        self._current = current
        self._unfiled = unfiled
        self._now = now
        self._first = 1 if unfiled else 0
        self._places = {row.id: index for index, row in enumerate(rows, self._first)}

    def __len__(self) -> int:
        return len(self._rows) + self._first

    def row_id(self, index: int) -> str:
        return UNFILED if index < self._first else self._rows[index - self._first].id

    def index_of(self, row_id: str) -> int | None:
        return 0 if row_id == UNFILED and self._first else self._places.get(row_id)

    def selectable(self, index: int) -> bool:
        return True

    def row(self, index: int, width: int) -> Row:
        if index < self._first:
            return (
                Span(f" * {self._unfiled} unfiled notes", "warn"),
                Span("  Enter shows them, M files them", "muted"),
            )
        listed = self._rows[index - self._first]
        return incident_row(listed, listed.id == self._current, self._now, width)

    def listed(self, row_id: str | None) -> Listed | None:
        """The incident of a row, if it is one."""
        index = self.index_of(row_id) if row_id else None
        return self._rows[index - self._first] if index is not None and row_id != UNFILED else None


class IncidentsScreen(View[IncidentsRead], ImportActions):
    """The list, and what can be done to its incidents."""

    KEY = "0"
    CSS_PATH = [stylesheet("incidents.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n,a", "new", "new", id="incidents.new", tooltip="A new incident; nothing but Enter is needed"
        ),
        Binding("enter", "open", "notes", id="incidents.open", tooltip="Open its notes"),
        Binding(
            "c",
            "use",
            "current",
            id="incidents.use",
            tooltip="Make it the current one: `oncall note` goes there",
        ),
        Binding("s", "severity", "severity", id="incidents.severity", tooltip="Say how bad it is"),
        Binding(
            "I", "import_file", "import", id="incidents.import", tooltip="Read a file into a new incident"
        ),
        Binding(
            "M", "file_unfiled", "file", id="incidents.file", tooltip="Give the unfiled notes to an incident"
        ),
        Binding(
            "slash",
            "filter",
            "filter",
            id="incidents.filter",
            tooltip="Show only incidents with these words, in their names or notes",
        ),
        Binding("escape", "show_all", "Show all", show=False, id="incidents.all", tooltip="End the filter"),
    ]

    services: ImportServices
    _read: IncidentsRead | None = None
    filter_words = ""

    def compose_main(self) -> ComposeResult:
        yield RowLines(id="above")
        yield RowList(id="incidents")

    def read(self) -> IncidentsRead:
        listings = self.services.listings
        return IncidentsRead(listings.rows(), listings.current(), listings.unfiled())

    def state(self) -> object:
        return self.services.listings.state()

    def show_read(self, read: IncidentsRead) -> None:
        self._read = read
        words = self.filter_words.casefold().split()
        rows = [row for row in read.rows if all(self._holds(row, word) for word in words)]
        self.listed.show(IncidentRows(rows, read.current, read.unfiled, self.services.clock()))
        self.query_one("#above", RowLines).show(self._above(len(rows)))
        self._show_detail()

    def header_left(self) -> Row:
        rows = self._read.rows if self._read else ()
        hot = sum(row.stage == "responding" for row in rows)
        words = f" {len(rows)}" + (f", {hot} responding" if hot else "")
        return (Span("Incidents", "strong"), Span(words, "muted"))

    def help_words(self) -> Iterable[Row]:
        yield Span(" ▸               ", "key"), Span("the current incident: notes from a shell go there")
        yield Span(" !2              ", "key"), Span("conflicts: people wrote without seeing each other")

    def arrive(self, message: object) -> None:
        named = message.incident_id if isinstance(message, IncidentsRequested) else None
        self.set_focus(self.listed)
        self.listed.move_to(named or self.incident_id or "")

    @property
    def listed(self) -> RowList:
        return self.query_one("#incidents", RowList)

    def chosen(self) -> Listed:
        """The incident under the cursor. Raises Refused where there is none."""
        rows = self.listed.rows
        listed = rows.listed(self.listed.cursor_id) if isinstance(rows, IncidentRows) else None
        if listed is None:
            raise Refused("There is no incident under the cursor. Nothing was changed. n makes a new one.")
        return listed

    def open_incident(self, incident_id: str | None) -> None:
        """The list is the same for every incident; what is open elsewhere is where the cursor goes."""
        self.incident_id = incident_id

    def _above(self, shown: int) -> list[Row]:
        if self.filter_words:
            return [(Span(f" / {self.filter_words}   {shown} shown   Esc shows all", "warn"),)]
        if self._read and not self._read.rows:
            return [(Span(f" {line}"),) for line in ("", *EMPTY)]
        return [heading_row(self.size.width)]

    def _show_detail(self) -> None:
        rows = self.listed.rows
        if self.detail_shown and isinstance(rows, IncidentRows):
            listed = rows.listed(self.listed.cursor_id)
            self.detail.show(incident_lines(listed, self.services.clock()) if listed else ())

    @on(RowList.Moved, "#incidents")
    def _moved(self) -> None:
        self._show_detail()

    @on(RowList.Chosen, "#incidents")
    def _chosen(self, message: RowList.Chosen) -> None:
        self.post_message(NotesRequested(None if message.row_id == UNFILED else message.row_id))

    def action_open(self) -> None:
        self.listed.action_choose()

    def action_detail(self) -> None:
        super().action_detail()
        self._show_detail()

    @conversation
    async def action_new(self) -> None:
        """Only the title is asked, and it may stay empty: the rest can be said in the notes (`:sev 2`)."""
        title = await self.ask("Title (may stay empty):", consequence=self._new_words)
        if title is None:
            return
        made = await self.in_thread(partial(self.services.incidents.create, title))
        self.post_message(NotesRequested(made.id))

    def import_incident(self) -> None:
        """A file that is imported here becomes an incident of its own."""

    def imported(self, imported: "Imported") -> None:
        self.post_message(TimelineRequested(imported.incident))

    def _new_words(self, title: str) -> str:
        zone = self.services.settings.zone or "UTC"
        return f"a new incident, responding, times in {zone}; severity and type can be said later"

    @conversation
    async def action_use(self) -> None:
        listed = self.chosen()

        def use() -> str:
            self.services.incidents.use(listed.id)
            return f"{listed.handle} is the current incident: `oncall note` goes there."

        await self.change(use)

    @conversation
    async def action_severity(self) -> None:
        listed = self.chosen()
        field = await self.pick(
            f"What about {listed.handle}?",
            Option("severity", f"severity  {listed.severity or 'none yet'}"),
            Option("type", f"type      {listed.type or 'none yet'}"),
            Option("title", f"title     {listed.title or 'none yet'}"),
            Option("zone", f"zone      {listed.zone}"),
        )
        if field is None:
            return
        seen = self.services.incidents.seen(listed.id)
        value = await self._ask_value(field, listed)
        if value is None:
            return

        def work() -> str:
            self.services.incidents.set(listed.id, {field: value}, seen)
            return f"{listed.handle}: {field} is {value or 'empty'} now."

        await self.change(work)

    async def _ask_value(self, field: str, listed: Listed) -> str | None:
        if field == "type":
            return await self.pick("Which type?", *(Option(word, word) for word in TYPES))
        if field == "zone":
            return await self.ask(
                "Zone:", listed.zone, consequence=lambda text: f"times in {zone_named(text)}"
            )
        return await self.ask(f"{field.capitalize()}:", str(getattr(listed, field) or ""))

    @conversation
    async def action_file_unfiled(self) -> None:
        notes = self.services.capture.unfiled()
        rows = [row for row in (self._read.rows if self._read else ()) if not row.damaged]
        if not notes or not rows:
            raise Refused("There are no unfiled notes, or no incident to file them in. Nothing was changed.")
        options = [
            Option(row.id, f"{row.handle}  {row.title}", f"{len(notes)} notes go there") for row in rows
        ]
        target = await self.pick("File the unfiled notes where?", *options)
        if target is not None:
            await self.change(partial(self._file, [note.id for note in notes], target))

    def _file(self, ids: list[str], target: str) -> str:
        self.services.capture.file_unfiled(ids, target)
        return f"{len(ids)} notes filed."

    @conversation
    async def action_filter(self) -> None:
        """Over what the list shows at once, and over notes as soon as they were read."""
        before = self.filter_words
        reading = asyncio.ensure_future(asyncio.to_thread(self.services.note_texts.read))
        reading.add_done_callback(lambda _: self._show_again())
        words = await self.ask("/", before, consequence=self._filter)
        self._filter(before if words is None else words)

    def _holds(self, row: Listed, word: str) -> bool:
        return word in _words(row) or self.services.note_texts.hold(row.id, word)

    def _show_again(self) -> None:
        if self._read is not None and self.filter_words and self.is_attached:
            self.show_read(self._read)

    def _filter(self, words: str) -> str:
        """Narrows the list while one types."""
        if words != self.filter_words and self._read is not None:
            self.filter_words = words
            self.show_read(self._read)
        return f"{len(self.listed.rows)} incidents"

    def action_show_all(self) -> None:
        self._filter("")


def _words(row: Listed) -> str:
    """What a filter looks through, beside the notes."""
    return " ".join(
        filter(None, (row.handle, row.title, row.severity, row.type, row.stage, row.id))
    ).casefold()
