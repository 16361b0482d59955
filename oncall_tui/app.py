"""The Textual app: which view is in front, the keys that act everywhere, how it looks. No rules of the domain."""

import asyncio
import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from inspect import isawaitable
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from oncall_tui.domain.visible import escape_line
from oncall_tui.screens import messages as asked
from oncall_tui.screens.front import front_screen
from oncall_tui.screens.key_queue import ALONE_SECONDS, POLL_SECONDS, KeyQueue
from oncall_tui.screens.prompting import PromptingScreen
from oncall_tui.screens.services import Services
from oncall_tui.screens.sharing.sync_controller import SyncController
from oncall_tui.screens.tab_screen import TabScreen
from oncall_tui.screens.unforeseen import Unforeseen
from oncall_tui.services.last_position import INCIDENTS, ScreenPosition
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.textual_overrides.background import BackgroundKnown
from oncall_tui.textual_overrides.frame_diff import FrameDiff
from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste
from oncall_tui.widgets.keymap import rebind
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.row_widget import TONE_CLASSES
from oncall_tui.widgets.text_entry import OneLineEntry, TextEntry
from oncall_tui.widgets.themes import AUTO, HIGH_CONTRAST, can_be_asked, high_contrast, theme_for

IDLE_SECONDS = 0.8
MOST_TRIES = 400
# Imported when they are first shown: the first frame waits only for the view that it shows.
VIEWS = {
    "0": "incidents.screen:IncidentsScreen",
    "1": "notes.screen:NotesScreen",
    "2": "timeline.screen:TimelineScreen",
    "3": "writeup.screen:WriteupScreen",
    "4": "review.screen:ReviewScreen",
    "5": "recommendations.screen:RecommendationsScreen",
    # Opened from a row of the write-up.
    "analysis": "analysis.screen:AnalysisScreen",
}

# The views that show one incident.
OF_ONE_INCIDENT = "1234"


class ScreensPreloaded(Message):
    """The modules of all views are loaded."""


class OncallApp(App[None], inherit_bindings=False):
    """The Textual application over the given services; `start` is the tab and the incident to open first."""

    TITLE = "oncall"
    ENABLE_COMMAND_PALETTE = False
    COMPONENT_CLASSES = set(TONE_CLASSES)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True, show=False, id="app.quit",
                tooltip="Leave; everything is saved"),
        Binding("ctrl+l", "redraw", "Redraw", priority=True, show=False, id="app.redraw",
                tooltip="Draw the screen again, when something else wrote over it"),
        Binding("ctrl+z", "suspend", "Suspend", priority=True, show=False, id="app.suspend",
                tooltip="Back to the shell for a while; `fg` comes back"),
        Binding("ctrl+c", "interrupt", "", show=False, id="app.interrupt"),
    ]  # fmt: skip

    def __init__(self, services: Services, start: tuple[str, str | None] = (INCIDENTS, None)) -> None:
        key, self.incident_id = start
        self.services = services
        self._earlier_id: str | None = None
        self._first = _view_class(key)(services, self.incident_id)
        self._views: dict[str, TabScreen[Any]] = {key: self._first}
        self.DEFAULT_MODE = key  # type: ignore[misc]  # there is no other way to say which mode comes first
        super().__init__(
            driver_class=_terminal(), css_path=[stylesheet_path("base.tcss"), *_sheets(self._first)]
        )
        self.ascii_only = services.settings.ascii
        self._wear()
        rebind(self, services.settings.keys)
        self._sharing = SyncController(self, services)
        self._glass = FrameDiff()
        self.unforeseen = Unforeseen(self, services.settings.data)
        self.keys = KeyQueue(self, self._act)
        # What was typed before the first view could take it; None from then on.
        self._early: list[Key | Paste] | None = []

    def _wear(self) -> None:
        """Put on the theme. Textual's own dark one is on already, and costs nothing."""
        settings = self.services.settings
        light = self.services.terminal_background.is_light() if settings.theme in (AUTO, "terminal") else None
        theme = theme_for(settings.theme, os.environ, light, color=settings.color)
        if theme == HIGH_CONTRAST:
            self.register_theme(high_contrast())
        if theme != self.theme:
            self.theme = theme

    @property
    def asks_background(self) -> bool:
        """Return whether the colours depend on the terminal's background."""
        return self.services.settings.theme in (AUTO, "terminal") and can_be_asked(os.environ)

    async def on_background_known(self, message: BackgroundKnown) -> None:
        await asyncio.to_thread(self.services.terminal_background.keep, message.is_light)
        self._wear()

    def _register(self, parent: DOMNode, *widgets: Widget, **options: Any) -> list[Widget]:
        """Every widget and screen comes by here before its first key: the person's own keys are put in force."""
        for widget in widgets:
            rebind(widget, self.services.settings.keys)
        return super()._register(parent, *widgets, **options)

    def get_default_screen(self) -> TabScreen[Any]:
        """Return the first view. As a mode like the others it would have every style sheet read twice before its
        frame.
        """
        return self._first

    def on_mount(self) -> None:
        for key in VIEWS:
            self.add_mode(key, partial(self._view, key))
        self.call_after_refresh(self._let_in)
        self.call_after_refresh(self._sharing.start)
        self.call_after_refresh(_collect_garbage_again)
        self.set_timer(IDLE_SECONDS, self._get_ready)
        self.app_resume_signal.subscribe(self, self._draw_again)

    def _get_ready(self) -> None:
        """While nobody waits: loads the other views, so that the first change to one is as quick as the next.

        In a thread that nobody waits for at the end: whoever quits meanwhile does not wait either.
        """
        Thread(target=self._load_views, name="views", daemon=True).start()

    def _load_views(self) -> None:
        for key in VIEWS:
            _view_class(key)
        self.post_message(ScreensPreloaded())

    def on_screens_preloaded(self) -> None:
        for key in VIEWS:
            for path in _sheets(self._view(key)):
                if not self.stylesheet.has_source(str(path)):
                    self.stylesheet.read(path)
        self.stylesheet.reparse()
        Thread(target=self._read_ahead, name="read ahead", daemon=True).start()

    def _read_ahead(self) -> None:
        for view in list(self._views.values()):
            view.preload(self.incident_id)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Every frame of every screen goes out here; only what differs is sent."""
        super()._display(screen, self._glass.changes(renderable))

    async def on_event(self, event: Event) -> None:
        """Keys act strictly in the order in which they came: each is done before the next one is looked at."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            if self._early is not None:
                self._early.append(event)
                return
            await self.keys.take(event)
            if self.keys.is_slow and isinstance(self.screen, PromptingScreen):
                self.screen.show_message("Still at work. What you type waits for it; ^Q leaves.")
        else:
            await super().on_event(event)

    @property
    def has_early_keys(self) -> bool:
        """Return whether keys wait for the first screen."""
        return bool(self._early)

    async def _let_in(self, tries: int = MOST_TRIES) -> None:
        """Take what was typed during the start, once there is a line or a list to take it."""
        ready = isinstance(self.screen, TabScreen) and self.screen.is_ready and self.focused is not None
        if not ready and tries:  # a terminal that is not in front has no focus: nothing waits for it for ever
            self.set_timer(POLL_SECONDS, partial(self._let_in, tries - 1))
            return
        early, self._early = self._early or [], None
        if (problems := self.services.settings.problems) and isinstance(self.screen, PromptingScreen):
            more = f" {len(problems) - 1} more: `oncall config check`." if problems[1:] else ""
            self.screen.show_message(f"! {problems[0]}{more}")
        for event in early:
            await self.keys.take(event)

    async def _dispatch_message(self, message: Message) -> None:
        """Report an unexpected error; end what was asked for, and not the program."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self.unforeseen.is_survived(error):
                raise

    async def _act(self, event: Key | Paste) -> bool:
        """Do what a key does, and go on if that fails in a way that nobody foresaw."""
        self.unforeseen.key_came()
        try:
            return await self._do(event)
        except Exception as error:
            if not self.unforeseen.is_survived(error):
                raise
            return True

    async def _do(self, event: Key | Paste) -> bool:
        """Give a key or a paste to the line or the list that has the focus, at once, else to Textual.

        Returns whether it may have opened something. Letters in a line and moves in a list never do.
        """
        focused = self.focused
        if isinstance(event, UnbracketedPaste) and isinstance(focused, OneLineEntry):
            if (rest := focused.take_burst(event)) is not None and rest.text:
                self.keys.put_first(rest)
            return True
        if isinstance(event, Paste):
            if isinstance(focused, TextEntry):
                focused.process_paste(event)
            else:
                await super().on_event(event)
            return True
        if isinstance(focused, RowList) and await focused.process_key(event):
            return event.key == "enter"
        if await self._check_bindings(event.key, priority=True):
            return True
        if isinstance(focused, TextEntry) and await focused.process_key(event):
            return not event.is_printable
        if not (isinstance(focused, RowList) and await self._check_bindings(event.key)):
            await super().on_event(event)
        return True

    async def on_incidents_requested(self, message: asked.IncidentsRequested) -> None:
        await self.go("0", message.incident_id)

    async def on_notes_requested(self, message: asked.NotesRequested) -> None:
        await self.go("1", message.incident_id, message)

    async def on_timeline_requested(self, message: asked.TimelineRequested) -> None:
        await self.go("2", message.incident_id, message)

    async def on_writeup_requested(self, message: asked.WriteupRequested) -> None:
        await self.go("3", message.incident_id, message)

    async def on_recommendations_requested(self, message: asked.RecommendationsRequested) -> None:
        await self.go("5", message.incident_id, message)

    async def on_analysis_requested(self, message: asked.AnalysisRequested) -> None:
        await self.go("analysis", message.incident_id, message)

    async def on_view_requested(self, message: asked.ViewRequested) -> None:
        await self.go(message.key, self.incident_id)

    async def on_other_incident_requested(self, message: asked.OtherIncidentRequested) -> None:
        front = self.screen
        if not isinstance(front, TabScreen):
            return
        if self._earlier_id is None:
            front.show_message("No other incident was open since the start. 0 shows them all.")
        else:
            await self.go(front.mode if front.KEY in OF_ONE_INCIDENT else "1", self._earlier_id)

    def on_sync_requested(self, message: asked.SyncRequested) -> None:
        self._sharing.sync_requested(message)

    def on_conflicts_requested(self, message: asked.ConflictsRequested) -> None:
        self._sharing.conflicts_requested(message)

    def on_learning_requested(self, message: asked.LearningRequested) -> None:
        from oncall_tui.screens.learning.screen import LearningScreen

        made: Callable[[Any], Screen[None]] = LearningScreen
        self.push_screen(made(self.services))

    def on_help_requested(self, message: asked.HelpRequested) -> None:
        from oncall_tui.screens.help import help_of

        if isinstance(view := self.screen, TabScreen):
            self.push_screen(help_of(view))

    def on_commands_requested(self, message: asked.CommandsRequested) -> None:
        from oncall_tui.screens.palette.entries import Commands
        from oncall_tui.screens.palette.runner import Runner
        from oncall_tui.screens.palette.screen import Palette

        front = self.screen
        if isinstance(front, TabScreen):
            views = [front, *(view for key in VIEWS if (view := self._view(key)) is not front)]
            self.push_screen(Palette(Commands(Runner(self, views, self.incident_id))), self._run_command)

    async def _run_command(self, run: Callable[[], object] | None) -> None:
        """Run what was chosen in the palette, once the screen is in front again."""
        if run is not None and isawaitable(done := run()):
            await done

    def _fatal_error(self) -> None:
        """Report a fatal error in place of Textual's traceback: what happened, what is safe, and what to do next."""
        self.unforeseen.keep_details(sys.exception())
        self._exit_renderables.append(
            Text(
                "oncall stopped at something unexpected. Every saved note is safe, and the line that was being typed "
                "stands there at the next start. Start it again; what happened is written in "
                f"{escape_line(self.unforeseen.path)}"
            )
        )
        self._close_messages_no_wait()

    def on_quit_requested(self, message: asked.QuitRequested) -> None:
        if (key := self.keys.acting) is not None:
            self.set_timer(ALONE_SECONDS, partial(self._quit_if_alone, key))

    async def _quit_if_alone(self, key: Key | Paste) -> None:
        front = front_screen(self)
        if front is not None and self.keys.is_alone(key):
            await self.action_quit()
        elif isinstance(front, PromptingScreen):
            front.show_message("q leaves when it is typed alone, ^Q at once. Everything is saved.")

    async def action_quit(self) -> None:
        """Leave after what was typed before: over a slow line a note, its Enter and ctrl+q come in one read.

        The keys wait in the focused field, then what they ask for waits there and in what is around it.
        """
        around = self.focused.ancestors_with_self if self.focused is not None else []
        self._quit_after([*around[:1], *around])

    def _quit_after(self, pumps: list[MessagePump]) -> None:
        if pumps:
            pumps[0].call_later(self._quit_after, pumps[1:])
        else:
            self.workers.cancel_all()  # what still reads for a view would find it gone
            self.exit()

    def action_suspend(self) -> None:
        """Stop the program and what it was started with, as shells do it with ^Z."""
        driver: Any = self._driver
        stopped = hasattr(driver, "stop_job") and driver.stop_job()
        if not stopped and isinstance(self.screen, PromptingScreen):
            self.screen.show_message(
                "No shell is above this program to come back from. ctrl+q leaves. Everything is saved."
            )

    def _draw_again(self, _: object) -> None:
        """Something else has used the terminal meanwhile: nothing of the last frame is taken for granted."""
        self._glass = FrameDiff()
        self.action_redraw()

    def action_redraw(self) -> None:
        """Everything again from nothing: something else has written over the screen."""
        self.refresh(repaint=True, layout=True)

    def action_interrupt(self) -> None:
        if isinstance(self.screen, TabScreen):
            self.screen.show_message("ctrl+q leaves. Everything is saved.")

    async def go(self, key: str, incident_id: str | None, message: object = None) -> None:
        """Bring a view to the front, for that incident; the message says what to do there."""
        if key != "0" and incident_id != self.incident_id:
            self._earlier_id = self.incident_id or self._earlier_id
            self.incident_id = incident_id
        view = self._view(key)
        view.open_incident(self.incident_id)
        # A new screen is styled as it is mounted; without this Textual would parse every sheet twice more for it.
        if view._css_update_count < 0:
            view._css_update_count = self._css_update_count
        await self.switch_mode(key)
        view.on_opened(message)
        await asyncio.to_thread(self.services.last_place.keep, ScreenPosition(key, self.incident_id))

    def _view(self, key: str) -> TabScreen[Any]:
        """Return the view of that number, made when it is first wanted and kept from then on."""
        if key not in self._views:
            self._views[key] = _view_class(key)(self.services, self.incident_id)
            rebind(self._views[key], self.services.settings.keys)  # the palette reads them before it is shown
        return self._views[key]


def _collect_garbage_again() -> None:
    """After the first frame, for which the command line stopped it. What is loaded by now is never looked at again."""
    gc.freeze()
    gc.enable()


def _view_class(key: str) -> type[TabScreen[Any]]:
    module, _, name = VIEWS[key].partition(":")
    found: type[TabScreen[Any]] = getattr(import_module(f"oncall_tui.screens.{module}"), name)
    return found


def _sheets(view: TabScreen[Any]) -> list[Path]:
    """Return the view's own style sheets."""
    return [Path(path) for path in view.css_path]


def _terminal() -> type[Any] | None:
    """Our driver where there is a Unix terminal; Textual's own elsewhere."""
    try:
        from oncall_tui.textual_overrides.driver import OncallDriver
    except ImportError:
        return None
    return OncallDriver
