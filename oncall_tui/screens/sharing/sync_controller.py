"""The share while the screens are open: syncs beside them, tells the view in front, answers the keys for it."""

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual.app import App

from oncall_tui.screens.front import front_screen
from oncall_tui.screens.messages import ConflictsRequested, SyncRequested
from oncall_tui.settings.settings import Settings

if TYPE_CHECKING:
    from oncall_tui.services.sharing.sync_scheduler import SyncScheduler

LOOK_SECONDS = 1.0


class SyncController:
    """One for the app. Without a share it does nothing but say so. `services` are those of the app."""

    def __init__(self, app: App[Any], services: Any) -> None:
        self._app = app
        self._services = services
        self._settings: Settings = services.settings
        self._watch: SyncScheduler | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """After the first frame: nothing of sync is loaded before it."""
        if self._settings.share is not None:
            self._app.set_interval(LOOK_SECONDS, self._look)

    def sync_requested(self, message: SyncRequested) -> None:
        """Sync now, or open the page of the share."""
        if not message.now:
            from oncall_tui.screens.sharing.screen import SyncScreen

            self._app.push_screen(SyncScreen(self._services.synchronise.place, lambda: self._watch))
        elif self._settings.share is None:
            self._say("No share is set: everything is on this machine only. S says more.")
        else:
            self._say("Syncing…")
            self._sync(asked=True)

    def conflicts_requested(self, message: ConflictsRequested) -> None:
        """Open the conflicts of an incident."""
        if message.incident_id is None:
            self._say("Open an incident first: conflicts are shown one incident at a time.")
            return
        from oncall_tui.screens.sharing.conflicts import ConflictsScreen

        screen = ConflictsScreen(self._services, message.incident_id, self._settings.author)
        self._app.push_screen(screen, self._look_again)

    @property
    def is_busy(self) -> bool:
        """Return whether a sync is under way."""
        return self._thread is not None and self._thread.is_alive()

    def _look(self) -> None:
        if self._watch is None or self._watch.is_due():
            self._sync(asked=False)
        self._tell()

    def _sync(self, *, asked: bool) -> None:
        """In a thread that quitting does not wait for: a share may hang, and a sync may end at any moment."""
        if not self.is_busy:
            self._thread = Thread(target=self._attempt, args=(asked,), daemon=True)
            self._thread.start()

    def _attempt(self, asked: bool) -> None:
        """All of sync is loaded here, not before the first frame."""
        try:
            words = self._attempt_words(asked)
        except Exception as error:
            words = f"! Sync met something it did not expect ({error}). All is saved here; try `oncall sync`."
        with suppress(RuntimeError):  # the app has ended meanwhile
            self._app.call_from_thread(self._tell)
            if words:
                self._app.call_from_thread(self._say, words)

    def _attempt_words(self, asked: bool) -> str:
        """Sync; return what a person should hear of it, if anything."""
        watch = self._watch = self._services.share_watch
        known = set(watch.suspicions)
        synced = watch.run_once(asked=asked)
        if set(watch.suspicions) - known:
            return (
                "! A note looks like it holds a secret. In Notes, X takes it out; S says when it is shared."
            )
        return _words(synced, watch) if asked else ""

    def _tell(self) -> None:
        """Show the state in the screen in front."""
        show: Any = getattr(front_screen(self._app), "set_share_text", None)
        if show is not None and self._watch is not None:
            show(self._watch.words())

    def _say(self, text: str) -> None:
        from oncall_tui.widgets.footer import StatusFooter

        if (front := front_screen(self._app)) is not None:
            for foot in front.query(StatusFooter):
                foot.show_message(text)

    def _look_again(self, _: object) -> None:
        refresh: Any = getattr(front_screen(self._app), "refresh_now", None)
        if refresh is not None:
            refresh()


def _words(synced: Any, watch: "SyncScheduler") -> str:
    if synced is None:
        return f"! {watch.message or 'Another process of yours is syncing right now.'}"
    outcome = synced.outcome
    return f"Synced: {outcome.joined} joined, {outcome.published} published, {len(outcome.skipped)} skipped."
