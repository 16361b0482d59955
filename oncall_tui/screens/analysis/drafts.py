"""The answer that is being typed: safe from a lost connection and kill -9, with the versions that it was shown."""

from collections.abc import Callable

from oncall_tui.domain.analysis.prompts import InterviewPrompt
from oncall_tui.domain.errors import OncallError
from oncall_tui.screens.analysis.chosen import Seen
from oncall_tui.services.writeup.section_drafts import DraftWriter, SectionDraft, SectionDrafts


class AnswerDraft:
    """The draft of one question. All but `typed` wait for the disk: for a thread."""

    def __init__(
        self,
        drafts: SectionDrafts,
        incident: str,
        prompt: InterviewPrompt,
        failed: Callable[[OncallError], object],
    ) -> None:
        self._drafts = drafts
        self._incident = incident
        self._name = " ".join(("answer", *prompt.key))
        self._failed = failed
        self._writer: DraftWriter | None = None

    def left(self) -> SectionDraft | None:
        """Return the answer typed earlier and not saved."""
        return self._drafts.of(self._incident).get(self._name)

    def typed(self, text: str, seen: Seen) -> None:
        """Keep the text as it is now, behind the keyboard."""
        if self._writer is None:
            self._writer = DraftWriter(self._drafts, self._incident, lambda: None, self._failed)
        self._writer.keep(SectionDraft(self._name, text, seen))

    def keep(self, text: str, seen: Seen) -> None:
        """Keep it for the next time this is asked. Raises SaveFailedError."""
        self._close()
        self._drafts.keep(self._incident, SectionDraft(self._name, text, seen))

    def drop(self) -> None:
        """Drop the draft: it is saved, or as it was. Raises SaveFailedError."""
        self._close()
        self._drafts.drop(self._incident, self._name)

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
