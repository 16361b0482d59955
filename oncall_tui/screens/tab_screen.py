"""Shared base of the tabs: header, tab bar, a list with a detail pane, questions, and the footer."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, Generic

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.events import DescendantBlur, DescendantFocus, Key, Paste, Resize
from textual.widget import Widget

from oncall_tui.domain.errors import RefusedError
from oncall_tui.screens.header import header_row, status_row
from oncall_tui.screens.messages import NotesRequested
from oncall_tui.screens.polling_screen import Data
from oncall_tui.screens.services import Services
from oncall_tui.screens.tab_bindings import ViewKeys
from oncall_tui.screens.tabs import tab_of, tab_row
from oncall_tui.services.display_zone import display_zone
from oncall_tui.textual_overrides.compositor import CullingCompositor
from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste
from oncall_tui.widgets.bindings import shown_keys
from oncall_tui.widgets.detail_pane import DetailPane
from oncall_tui.widgets.footer import StatusFooter, key_row
from oncall_tui.widgets.prompt_options import Choice, PreviewText
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import Row, Span
from oncall_tui.widgets.text_entry import TextEntry


class TabScreen(ViewKeys[Data], Generic[Data]):
    """One of the views by number. Subclasses fill in `KEY`, `compose_main`, `read` and `show_data`."""

    AUTO_FOCUS = "RowList"
    # The texts that write themselves here: `Y`, then the key of one.
    TEXTS: ClassVar[tuple[Choice, ...]] = ()
    # In an empty list these do nothing; any other letter begins a note.
    LETTERS_THAT_MOVE: ClassVar[str] = "jkgG"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    def __init__(self, services: Services, incident_id: str | None = None) -> None:
        super().__init__()
        self._compositor = CullingCompositor()
        self.services = services
        self.incident_id = incident_id
        self.open_question_count = 0
        self.share_words = ""
        self._detail_wanted: bool | None = None

    # What a view fills in

    @property
    def mode(self) -> str:
        """Return the app's name for the screen: its number, unless several share it."""
        return self.KEY

    def compose_main(self) -> ComposeResult:
        """Return the view's own list and lines, above the keys."""
        yield from ()

    def compose_detail(self) -> Widget:
        """Return the pane beside or below the list; its id is `detail`."""
        return DetailPane(id="detail")

    def compose_below(self) -> ComposeResult:
        """Lines over the whole width, between the body and the keys."""
        yield from ()

    async def ask_report_text(
        self,
        incident: str,
        question: str,
        initial: str = "",
        consequence: PreviewText | None = None,
        *,
        amends: bool = False,
    ) -> str | None:
        """Ask for a text of the report; what the language check asks about it is shown while it is typed (W13)."""
        wording = await self.in_thread(partial(self.services.writeup.typed_wording, incident))

        def said(text: str) -> str:
            told = consequence(text) if consequence is not None else ""
            return wording.words(text) or told

        return await self.ask(question, initial, said, amends=amends)

    def fingerprint(self) -> object:
        return None if self.incident_id is None else self.services.incidents.state(self.incident_id)

    def detail_rows(self) -> Iterable[Row]:
        """Return the detail of the row under the cursor. Called only while the pane is visible."""
        return ()

    def detail_top(self) -> int:
        """Return the index of the first of these rows to show, where the pane follows the cursor through one long
        text.
        """
        return 0

    def go_to_time(self, typed: str) -> None:
        """To the row nearest to a typed time, on the day of the row under the cursor. Raises RefusedError."""
        raise RefusedError("This view is not ordered by time. 1 and 2 are.")

    def header_left(self) -> Row:
        """Return the left part of the header, without the blank before it."""
        return (Span(tab_of(self.KEY).label, "strong"),)

    def saved_here_text(self) -> str:
        """Return the promise about this machine."""
        return "saved ok" if self.services.settings.ascii else "saved✓"

    def zone_name(self) -> str:
        """Return the zone in which times are shown."""
        return self.services.settings.zone or "UTC"

    def zone_label(self) -> str:
        """Return the header's name for that zone."""
        return self.zone_name()

    def extra_key_rows(self) -> Iterable[Row]:
        """Return rows of words above the keys at the foot."""
        return ()

    def help_words(self) -> Iterable[Row]:
        """Explain the words and signs of this screen, for its help."""
        return ()

    # What the app asks of a view

    def preload(self, incident_id: str | None) -> None:
        """Read ahead what is slow to read. Called in a thread while nobody waits, before the view is ever shown."""

    def on_opened(self, message: object) -> None:
        """Handle that the screen is in front now; `message` is the request that brought it there, or None."""

    def open_incident(self, incident_id: str | None) -> None:
        """Show another incident in this view."""
        if incident_id != self.incident_id:
            self.incident_id = incident_id
            self.refresh_now()

    def set_share_text(self, words: str) -> None:
        """Show the state of the share: `shared 8s`, `3 waiting`, `share away 41m`."""
        self.share_words = words
        self.show_header()

    # The frame around it

    def compose(self) -> ComposeResult:
        self._know_size()
        yield RowLabel(id="header")
        yield RowLabel(id="tabs")
        with Container(id="body"):
            with Vertical(id="main"):
                yield from self.compose_main()
            yield self.compose_detail()
        yield from self.compose_below()
        yield Vertical(id="questions")
        yield StatusFooter(id="foot")

    def on_mount(self) -> None:
        self.set_class(self.services.settings.demo, "-demo")
        self._place_detail()
        self.show_keys()
        self.set_interval(1.0, self.show_header)
        self.watch(self.row_list, "cursor", self._tell_of_row, init=False)

    def _know_size(self) -> None:
        """Set the breakpoints' classes, which Textual sets only once it has painted: the first frame is as it
        stays.
        """
        width, height = self.app.size
        classes = _name_at(width, self.HORIZONTAL_BREAKPOINTS), _name_at(height, self.VERTICAL_BREAKPOINTS)
        self.add_class(*classes, update=False)

    def show_frame(self) -> None:
        self.show_header()
        self.show_tabs()

    def show_header(self) -> None:
        """Draw the header again: time goes on."""
        zone, now = display_zone(self.zone_name()), self.services.clock()
        right = status_row(self.zone_label(), zone, now, self.saved_here_text(), self.share_words)
        row = header_row(self.header_left(), right, self.app.size.width, demo=self.services.settings.demo)
        self.query_one("#header", RowLabel).show(row)

    def show_tabs(self) -> None:
        """Draw the tab bar."""
        self.query_one("#tabs", RowLabel).show(tab_row(self.KEY, self.open_question_count, self.size.width))

    def show_keys(self) -> None:
        """Show the keys that act now: those of the focused widget, and the screen's unless a text is typed."""
        rows = [*self.extra_key_rows(), key_row(self._active_keys(), self.size.width)]
        self.query_one(StatusFooter).show_keys(rows)

    def _active_keys(self) -> list[tuple[str, str]]:
        """(key, word) of what the footer shows, in the order in which it was declared; help comes last."""
        typing = self._asking or isinstance(self.focused, TextEntry)
        nodes = [node for node in (self.focused or self).ancestors_with_self if isinstance(node, Widget)]
        acting = [node for node in nodes if not (typing and node is self)]
        return shown_keys(acting)

    def on_resize(self, event: Resize) -> None:
        self._place_detail()
        self.show_frame()
        self.show_keys()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self.show_keys()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        self.show_keys()

    def on_row_label_clicked(self, message: RowLabel.Clicked) -> None:
        """Open the tab that was clicked."""
        if message.line.id == "tabs" and (words := message.text.strip(" []")):
            if words.startswith("!"):
                self.action_queue()
            elif words[0].isdigit():
                self.action_view(words[0])

    def on_key(self, event: Key) -> None:
        """In an empty list there is nothing to act on: a letter that means nothing here begins a note."""
        typed = event.character if event.is_printable and event.character != " " else ""
        if typed and self.is_blank and self.focused is self.row_list and typed not in self.LETTERS_THAT_MOVE:
            event.stop()
            self.pasted(typed)

    @property
    def is_blank(self) -> bool:
        """Return whether the list is empty, and not only because of a filter."""
        return not len(self.row_list.rows) and not getattr(self, "filter_words", "")

    def on_paste(self, event: Paste) -> None:
        """Send a paste that no text field took to the capture line."""
        event.stop()
        if isinstance(event, UnbracketedPaste) and event.text.startswith(":"):
            self.post_message(NotesRequested(self.incident_id, typed=event.text))  # a verb, typed fast
        else:
            self.pasted(event.text)

    def pasted(self, text: str) -> None:
        """Handle a large paste."""
        self.post_message(NotesRequested(self.incident_id, text=text))

    # The list, and the pane beside or below it

    @property
    def row_list(self) -> RowList:
        """The view's own list."""
        return self.query_one("#main RowList", RowList)

    @property
    def detail(self) -> DetailPane:
        return self.query_one("#detail", DetailPane)

    @property
    def detail_shown(self) -> bool:
        """Return whether there is a detail pane to fill."""
        return bool(self.query_one("#detail").display)

    @property
    def has_room_for_detail(self) -> bool:
        """Return whether the terminal is wide or tall enough for the detail pane."""
        return self.size.width >= 110 or self.size.height >= 30

    def show_detail(self) -> None:
        """Fill the pane, if there is one."""
        if self.detail_shown:
            self.detail.show(tuple(self.detail_rows()), self.detail_top())

    def action_detail(self) -> None:
        self._detail_wanted = not self.detail_shown
        self._place_detail()

    def _place_detail(self) -> None:
        """Show the pane where there is room for it, unless it was toggled by hand."""
        shown = self.has_room_for_detail if self._detail_wanted is None else self._detail_wanted
        if shown != self.detail_shown:
            self.query_one("#detail").display = shown
            self.show_detail()

    def _tell_of_row(self) -> None:
        if self.detail_shown:
            self.detail.show_soon(self.detail_rows, self.detail_top)


def _name_at(cells: int, breakpoints: list[tuple[int, str]]) -> str:
    """Return the name of the last breakpoint that so many cells reach."""
    return [name for least, name in breakpoints if cells >= least][-1]
