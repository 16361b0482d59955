"""Texts of sections that are being typed: safe from a lost connection and kill -9 until they are saved.

A draft remembers what its editor showed, so that saving it later replaces nothing else.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from oncall_tui.domain.errors import OncallError, SaveFailedError
from oncall_tui.storage.drafts import Drafts
from oncall_tui.storage.store import reporting_save_errors

if TYPE_CHECKING:
    from oncall_tui.storage.paths import DataPaths

FORMAT = "oncall-section-draft/1"


@dataclass(frozen=True)
class SectionDraft:
    """An unsaved text of a section. `base_versions`: what its editor was shown; `aside`: put aside on purpose."""

    section: str
    text: str
    base_versions: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    aside: bool = False


class SectionDrafts:
    """The drafts of sections, by incident. Each belongs to the process that types it (`storage.drafts`)."""

    def __init__(self, places: "DataPaths") -> None:
        self._drafts = Drafts(places)

    def of(self, incident: str) -> Mapping[str, SectionDraft]:
        """Our own drafts, and those whose process is gone, which are ours from now on; by name of section."""
        found = (_read(self._drafts.read(incident, part)) for part in self._drafts.parts(incident))
        return {draft.section: draft for draft in found if draft is not None}

    def keep(self, incident: str, draft: SectionDraft) -> None:
        """Keep a text durably, in place of the last draft of that section. Raises SaveFailedError."""
        with reporting_save_errors("The text is still in front of you"):
            self._drafts.write(incident, _written(draft), _part(draft.section))

    def drop(self, incident: str, section: str) -> None:
        """Remove the draft of a section: its text is saved. Raises SaveFailedError."""
        with reporting_save_errors("The text is saved, but its draft could not be removed"):
            self._drafts.write(incident, "", _part(section))


class DraftWriter:
    """Keeps the text of one open editor behind the keyboard: a key never waits for the disk.

    `kept` and `failed` are called in the writer's thread.
    """

    def __init__(
        self,
        drafts: SectionDrafts,
        incident: str,
        kept: Callable[[], object],
        failed: Callable[[OncallError], object],
    ) -> None:
        self._drafts = drafts
        self._incident = incident
        self._kept = kept
        self._failed = failed
        self._waiting: SimpleQueue[SectionDraft | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="section draft", daemon=True)
        self._thread.start()

    def keep(self, draft: SectionDraft) -> None:
        """Keep the text as it is now; of several that wait only the last is written."""
        self._waiting.put(draft)

    def close(self) -> None:
        """Return once everything that was given is written."""
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        draft: SectionDraft | None = None
        is_open = True
        while is_open:
            given = self._waiting.get()
            is_open, draft = given is not None, given or draft
            if draft is not None and self._waiting.empty():
                self._write(draft)
                draft = None

    def _write(self, draft: SectionDraft) -> None:
        try:
            self._drafts.keep(self._incident, draft)
        except OncallError as error:
            self._failed(error)
        except Exception as error:  # the thread lives on: later texts are still to be kept
            self._failed(
                SaveFailedError(
                    f"The draft is not kept: {type(error).__name__}: {error}. Esc saves the text."
                )
            )
        else:
            self._kept()


def _part(section: str) -> str:
    """Return the name of a section as part of a file's name: headings of a team's own hold any letters."""
    import hashlib

    return hashlib.sha256(section.encode("utf-8", "surrogatepass")).hexdigest()[:26]


def _written(draft: SectionDraft) -> str:
    """Return a line about the draft, then the text as it is: redaction finds words in it."""
    about = {
        "format": FORMAT,
        "section": draft.section,
        "base_versions": {name: dict(seen) for name, seen in draft.base_versions.items()},
        "aside": draft.aside,
    }
    return f"{json.dumps(about)}\n{draft.text}"


def _read(whole: str) -> SectionDraft | None:
    about, _, text = whole.partition("\n")
    try:
        held: dict[str, Any] = json.loads(about)
        return SectionDraft(held["section"], text, held["base_versions"], bool(held["aside"]))
    except (ValueError, KeyError, TypeError):
        return None
