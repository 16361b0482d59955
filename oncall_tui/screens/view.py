"""What the views have in common: the header, the tabs, a body with a detail pane, questions, and the keys at the foot.

A view says what it reads (`read`, in a thread once the first frame stands) and how that is shown (`show_read`). It is
read again when `state` differs, so that what other processes and colleagues write appears within a second.
"""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.events import DescendantBlur, DescendantFocus, Paste, Resize, ScreenResume
from textual.widget import Widget

from oncall_tui.domain.errors import OncallError, Refused
from oncall_tui.screens.conversation import Conversing, conversation
from oncall_tui.screens.header import header_row, state_words
from oncall_tui.screens.messages import (
    CommandsRequested,
    ConflictsRequested,
    HelpRequested,
    NotesRequested,
    SyncRequested,
    TimelineRequested,
    ViewRequested,
)
from oncall_tui.screens.services import Services
from oncall_tui.screens.tabs import TABS, neighbour, tab_of, tab_row
from oncall_tui.screens.zones import zone_of
from oncall_tui.widgets.bound_keys import shown_keys
from oncall_tui.widgets.detail_pane import DetailPane
from oncall_tui.widgets.foot import Foot, key_row
from oncall_tui.widgets.key_names import key_name
from oncall_tui.widgets.row_line import RowLine
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import Row, Span
from oncall_tui.widgets.takes_text import TakesText

LOOK_SECONDS = 0.5
HELP_KEY = "question_mark"
Read = TypeVar("Read")
Result = TypeVar("Result")


class View(Conversing, Generic[Read]):
    """One of the views by number. Subclasses fill in `KEY`, `compose_main`, `read` and `show_read`."""

    KEY: ClassVar[str]
    AUTO_FOCUS = "RowList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(tab.key, f"view('{tab.key}')", f"View {tab.key}", show=False, id=f"view.{tab.key}",
                    tooltip=tab.tooltip)
            for tab in TABS
        ),
        Binding("left_square_bracket", "step(-1)", "Previous view", show=False, id="view.previous"),
        Binding("right_square_bracket", "step(1)", "Next view", show=False, id="view.next"),
        Binding("exclamation_mark", "queue", "Needs a look", show=False, id="view.queue",
                tooltip="The queue of rows that need a look, conflicts included"),
        Binding("C", "conflicts", "Conflicts", show=False, id="view.conflicts",
                tooltip="What people wrote without seeing each other, word by word: mine, theirs or both"),
        Binding("v", "detail", "Detail pane", show=False, id="view.detail", tooltip="Show or hide the detail pane"),
        Binding("i", "idea", "Idea", show=False, id="view.idea",
                tooltip="Write down an idea from here; it becomes a recommendation to decide on later"),
        Binding("S", "sync", "Sync screen", show=False, id="view.sync",
                tooltip="The share: who publishes, what waits, what was skipped and why"),
        Binding("ctrl+r", "sync_now", "Sync now", show=False, id="view.sync-now", tooltip="Sync with the share now"),
        Binding("colon,ctrl+p", "commands", "Commands", show=False, id="view.commands",
                tooltip="Find any command by its words"),
        Binding(HELP_KEY, "help", "help", id="view.help", tooltip="All keys and words of this view"),
        Binding("q", "quit", "Quit", show=False, id="view.quit", tooltip="Leave; everything is saved"),
    ]  # fmt: skip

    def __init__(self, services: Services, incident_id: str | None = None) -> None:
        super().__init__()
        self.services = services
        self.incident_id = incident_id
        self.looks = 0
        self.share_words = ""
        self.is_ready = False
        self._state: object = None
        self._detail_wanted: bool | None = None

    # What a view fills in

    def compose_main(self) -> ComposeResult:
        """The view's own list and lines, above the keys."""
        yield from ()

    def compose_below(self) -> ComposeResult:
        """Lines over the whole width, between the body and the keys."""
        yield from ()

    def read(self) -> Read:
        """All that is shown, from the services. Touches no widget: it runs in a thread."""
        raise NotImplementedError

    def state(self) -> object:
        """What differs when there is something new to read; cheap, asked twice a second in a thread."""
        return None if self.incident_id is None else self.services.incidents.state(self.incident_id)

    def show_read(self, read: Read) -> None:
        """Puts what was read into the widgets."""
        raise NotImplementedError

    def go_to_time(self, typed: str) -> None:
        """To the row nearest to a typed time, on the day of the row under the cursor. Raises Refused."""
        raise Refused("This view is not ordered by time. 1 and 2 are.")

    def header_left(self) -> Row:
        """What stands first in the header, without the blank before it."""
        return (Span(tab_of(self.KEY).label, "strong"),)

    def here_words(self) -> str:
        """The promise about this machine."""
        return "here ok" if self.services.settings.ascii else "here✓"

    def zone_name(self) -> str:
        """The zone in which times are shown."""
        return self.services.settings.zone or "UTC"

    def extra_key_rows(self) -> Iterable[Row]:
        """Rows of words above the keys at the foot."""
        return ()

    def help_words(self) -> Iterable[Row]:
        """What the words and signs of this view mean, for its help."""
        return ()

    # The frame around it

    def compose(self) -> ComposeResult:
        yield RowLine(id="header")
        yield RowLine(id="tabs")
        with Container(id="body"):
            with Vertical(id="main"):
                yield from self.compose_main()
            yield DetailPane(id="detail")
        yield from self.compose_below()
        yield Vertical(id="questions")
        yield Foot(id="foot")

    def on_mount(self) -> None:
        self.is_ready = True
        self.set_class(self.services.settings.demo, "-demo")
        self.refresh_now()
        self.set_interval(1.0, self.show_header)
        self.set_interval(LOOK_SECONDS, self._look)

    def prepare(self, incident_id: str | None) -> None:
        """Read ahead what is slow to read. Called in a thread while nobody waits, before the view is ever shown."""

    def arrive(self, message: object) -> None:
        """The view is in front now; `message` is the request that brought it there, or None."""

    def open_incident(self, incident_id: str | None) -> None:
        """Show another incident in this view."""
        if incident_id != self.incident_id:
            self.incident_id = incident_id
            self.refresh_now()

    def refresh_now(self) -> None:
        """Read and show at once, before the next frame. A view that is not mounted yet reads when it is."""
        if not self.is_ready:
            return
        try:
            self._state = self.state()
            self._show(self.read())
        except OncallError as error:
            self.call_after_refresh(self.refuse, error)
            self.show_header()

    async def refresh_soon(self) -> None:
        """Read in a thread, then show."""
        self._state = await asyncio.to_thread(self.state)
        self._show(await asyncio.to_thread(self.read))

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """Does what may take a moment without holding up the keys."""
        return await asyncio.to_thread(work)

    async def change(self, work: Callable[[], str | None]) -> None:
        """Does some work in a thread, tells the effect that it returns, and shows the result."""
        effect = await asyncio.to_thread(work)
        await self.refresh_soon()
        if effect:
            self.say(effect)

    def show_header(self) -> None:
        """Draw the header again: time goes on."""
        zone, now = self.zone_name(), self.services.clock()
        right = state_words(zone, zone_of(zone), now, self.here_words(), self.share_words)
        row = header_row(self.header_left(), right, self.size.width, demo=self.services.settings.demo)
        self.query_one("#header", RowLine).show(row)

    def show_share(self, words: str) -> None:
        """What is known of the share, in a few words: `shared 8s`, `3 waiting`, `share away 41m`."""
        self.share_words = words
        self.show_header()

    def show_tabs(self) -> None:
        self.query_one("#tabs", RowLine).show(tab_row(self.KEY, self.looks, self.size.width))

    def show_keys(self) -> None:
        """The keys that act now: those of the focused widget, and the view's unless somebody is typing."""
        rows = [*self.extra_key_rows(), key_row(self.active_keys(), self.size.width)]
        self.query_one(Foot).show_keys(rows)

    def active_keys(self) -> list[tuple[str, str]]:
        """(key, word) of what the footer shows, in the order in which it was declared; help comes last."""
        typing = self._asking or isinstance(self.focused, TakesText)
        nodes = [node for node in (self.focused or self).ancestors_with_self if isinstance(node, Widget)]
        acting = [node for node in nodes if not (typing and node is self)]
        return [(key_name(key), word) for key, word in shown_keys(acting, last=HELP_KEY)]

    def help(self) -> tuple[str, list[tuple[str, Iterable[Row]]]]:
        """The title and the sections of this view's help."""
        from oncall_tui.screens.help import key_help

        texts = (widget for widget in self.query("*") if isinstance(widget, TakesText))
        sections = [
            (f"Keys of {tab_of(self.KEY).label}", key_help([self])),
            ("In a list", key_help([*self.query(RowList)][:1])),
            ("While typing", key_help([*texts][:1])),
            ("Everywhere", key_help([self.app])),
            ("Words and signs", self.help_words()),
        ]
        return tab_of(self.KEY).label, sections

    @property
    def detail(self) -> DetailPane:
        return self.query_one(DetailPane)

    @property
    def detail_shown(self) -> bool:
        """Whether there is a detail pane to fill."""
        return bool(self.detail.display)

    def _show(self, read: Read) -> None:
        self.show_read(read)
        self.show_header()
        self.show_tabs()

    def _look(self) -> None:
        if self.is_current:
            self.begin(self._look_again, "look", exclusive=True)

    async def _look_again(self) -> None:
        try:
            if await asyncio.to_thread(self.state) != self._state:
                await self.refresh_soon()
        except OncallError as error:
            self.refuse(error)

    def _place_detail(self) -> None:
        room = self.size.width >= 110 or self.size.height >= 30
        self.detail.display = room if self._detail_wanted is None else self._detail_wanted

    def on_resize(self, event: Resize) -> None:
        self._place_detail()
        self.show_header()
        self.show_tabs()
        self.show_keys()

    def on_screen_resume(self, event: ScreenResume) -> None:
        self._look()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self.show_keys()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        self.show_keys()

    def on_paste(self, event: Paste) -> None:
        """A paste that no text field took belongs into the capture line."""
        event.stop()
        self.pasted(event.text)

    def pasted(self, text: str) -> None:
        """What becomes of such a paste."""
        self.post_message(NotesRequested(self.incident_id, text=text))

    # Keys that act in every view

    def action_view(self, key: str) -> None:
        tab = tab_of(key)
        if not tab.exists:
            self.say(f"{tab.label} comes in a later version. Nothing was changed.")
        elif key != self.KEY:
            self.post_message(ViewRequested(key))

    def action_step(self, step: int) -> None:
        self.post_message(ViewRequested(neighbour(self.KEY, step)))

    def action_queue(self) -> None:
        self.post_message(TimelineRequested(self.incident_id, queue=True))

    def action_conflicts(self) -> None:
        self.post_message(ConflictsRequested(self.incident_id))

    def action_detail(self) -> None:
        self._detail_wanted = not self.detail_shown
        self._place_detail()

    def action_sync(self) -> None:
        self.post_message(SyncRequested())

    def action_sync_now(self) -> None:
        self.post_message(SyncRequested(now=True))

    def action_commands(self) -> None:
        self.post_message(CommandsRequested())

    def action_help(self) -> None:
        self.post_message(HelpRequested())

    async def action_quit(self) -> None:
        await self.app.action_quit()

    @conversation
    async def action_idea(self) -> None:
        """An idea is caught where it occurs to somebody (N5); what becomes of it is decided later."""
        text = await self.ask("Idea:", consequence=lambda text: "a recommendation in state idea, from here")
        if text and text.strip():
            taken = partial(self.services.capture.take, text, self.incident_id, kind="idea")
            await asyncio.to_thread(taken)
            await self.refresh_soon()
            self.say("Idea kept. It stands in Recommendations, to be decided on later.")
