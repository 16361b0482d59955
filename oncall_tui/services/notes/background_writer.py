"""Writing behind the keyboard: notes and the line being typed go to the disk in order, in a thread of their own.

A key never waits for the disk. A note is acknowledged only when it is durable (N1); the draft of its line is removed
after that, so that at any moment either the line or the note is safe.
"""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread

from oncall_tui.domain.errors import OncallError, SaveFailedError
from oncall_tui.services.notes.capture import AcknowledgedNote, Capture

Task = Callable[[], None]


class BackgroundNoteWriter:
    """`done` and `failed` are called in the scribe's thread, which no error ends: later notes are still to be saved."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._drafts: dict[str | None, str] = {}
        self._drafts_lock = Lock()
        self._told = False
        self._given = self._done = 0
        self._thread: Thread | None = None

    def take(
        self,
        text: str,
        incident: str | None,
        done: Callable[[AcknowledgedNote], object],
        failed: Callable[[OncallError], object],
        *,
        evidence: bool = False,
    ) -> None:
        """Save a note, then tell `done`; or tells `failed` why it is not saved."""

        def save() -> None:
            try:
                taken = self._capture.take(text, incident, evidence=evidence)
            except Exception as error:
                failed(_told(error))
            else:
                done(taken)

        self._enqueue(save)

    def keep_draft(self, incident: str | None, text: str, failed: Callable[[OncallError], object]) -> None:
        """Keep the line as it is now. Of several that wait only the last is written; told once if it can't be."""
        with self._drafts_lock:
            waiting = incident in self._drafts
            self._drafts[incident] = text
        if not waiting:
            self._enqueue(lambda: self._write_draft(incident, failed))

    @property
    def is_idle(self) -> bool:
        """Return whether everything that was given is written."""
        return self._done == self._given and not self._told

    def close(self) -> None:
        """End once everything that was given is written."""
        if self._thread is not None:
            self._tasks.put(None)
            self._thread.join()
            self._thread = None

    def _write_draft(self, incident: str | None, failed: Callable[[OncallError], object]) -> None:
        with self._drafts_lock:
            text = self._drafts.pop(incident)
        try:
            self._capture.save_draft(incident, text)
            self._told = False
        except Exception as error:
            if not self._told:
                self._told = True
                failed(_told(error))

    def _enqueue(self, task: Task) -> None:
        self._given += 1
        self._tasks.put(task)
        if self._thread is None:
            self._thread = Thread(target=self._work, name="scribe", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()
            self._done += 1


def _told(error: Exception) -> OncallError:
    """Return the error for a person; one that nobody foresaw is a note that was not saved."""
    if isinstance(error, OncallError):
        return error
    return SaveFailedError(
        f"Not saved: {type(error).__name__}: {error}. The line is still in front of you; Enter tries again."
    )
