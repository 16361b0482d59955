"""Texts of sections, edited in place or in $EDITOR: leaving keeps, and no crash loses what was typed (S1)."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from oncall_tui.domain.errors import OncallError, RefusedError
from oncall_tui.domain.writeup.sections import MADE_FROM, Section
from oncall_tui.screens.editor import edit_externally
from oncall_tui.screens.messages import ConflictsRequested
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.writeup.chosen import ChosenSection
from oncall_tui.services.writeup.joined_texts import joined_texts, parted_texts
from oncall_tui.services.writeup.section_drafts import DraftWriter, SectionDraft
from oncall_tui.services.writeup.typed_wording import TypedWording
from oncall_tui.widgets.text_editor import EditorPrompt

UNSAVED = "this text was not saved yet"


class SectionEditing(ChosenSection):
    """`e` and `E`. While an editor is open its text is kept as a draft with every change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("E", "edit_outside", "Edit in $EDITOR", show=False, id="writeup.editor",
                tooltip="Edit this text in $EDITOR; on a section that is no text, all texts"),
    ]  # fmt: skip

    class DraftKept(Message):
        """The text in the editor is on the disk."""

    class DraftFailed(Message):
        """The text in the editor could not be written to the disk."""

        def __init__(self, error: OncallError) -> None:
            super().__init__()
            self.error = error

    _editing: tuple[SectionDraft, DraftWriter] | None = None
    _wording = TypedWording()
    _draft_kept = False
    _reopened: frozenset[str] = frozenset()

    @prompting_action
    async def action_edit(self) -> None:
        await self.edit_section(self.chosen())

    async def edit_section(self, section: Section, at: int | None = None) -> None:
        """Open the editor of a section, with what was typed before and not saved, if there is any.

        `at`: where the cursor is to be in its saved text, in characters; None for the end.

        Raises RefusedError for a section that nobody types.
        """
        if not section.is_text:
            raise RefusedError(
                f"{section.title} is not typed. Nothing was changed. It is made {MADE_FROM[section.name]}."
            )
        if section.versions:
            self.post_message(ConflictsRequested(self.incident()))
            return
        left = self.data.drafts.get(section.name) if self.data else None
        draft = (
            replace(left, aside=False)
            if left
            else SectionDraft(section.name, section.text, self.seen_text(section))
        )
        prompt = EditorPrompt(section.title, draft.text, UNSAVED if left else "", None if left else at)
        await self._edit(prompt, draft)
        if prompt.edited.aside:
            await self._put_aside(replace(draft, text=prompt.edited.text, aside=True))
        elif prompt.edited.text.strip() == section.text.strip():
            await self.run_and_refresh(partial(self._forget, section, left is not None))
        else:
            await self.run_and_refresh(partial(self._save, replace(draft, text=prompt.edited.text)))

    async def _edit(self, prompt: EditorPrompt, draft: SectionDraft) -> None:
        """Hold the editor open and keep its text as a draft with every change."""
        writer = DraftWriter(
            self.services.section_drafts,
            self.incident(),
            lambda: self.post_message(self.DraftKept()),
            lambda error: self.post_message(self.DraftFailed(error)),
        )
        self._editing = draft, writer
        self._wording = await self.in_thread(partial(self.services.writeup.typed_wording, self.incident()))
        self._make_room(True)
        try:
            await self._show_prompt(prompt)
        finally:
            self._editing, self._draft_kept = None, False
            writer.close()
            if self.is_attached:
                self._make_room(False)
                self.show_header()

    def _make_room(self, editing: bool) -> None:
        """While a text is edited the pane below the list would only repeat it."""
        if editing and not self.has_class("-wide"):
            self.detail.display = False
        elif not editing:
            self._place_detail()

    def _save(self, draft: SectionDraft) -> str:
        incident = self.incident()
        told = self.services.writeup.set(
            incident, draft.section, draft.text, base_versions=draft.base_versions
        )
        self.services.section_drafts.drop(incident, draft.section)
        return f"Saved · {told}"

    def _forget(self, section: Section, was_left: bool) -> str:
        self.services.section_drafts.drop(self.incident(), section.name)
        return f"{section.title} is as it was." if was_left else "Nothing was changed."

    async def _put_aside(self, draft: SectionDraft) -> None:
        def work() -> str:
            self.services.section_drafts.keep(self.incident(), draft)
            return "Put aside, unsaved. e brings it back."

        await self.run_and_refresh(work)

    @on(EditorPrompt.Typed)
    def _typed(self, message: EditorPrompt.Typed) -> None:
        if self._editing is None:
            return
        draft, writer = self._editing
        if isinstance(self._question, EditorPrompt):
            self._question.show_words(self._wording.words(message.text, message.at))
        if message.text != draft.text:
            self._editing = replace(draft, text=message.text), writer
            self._draft_kept = False
            writer.keep(self._editing[0])
            self.show_header()

    @on(DraftKept)
    def _kept(self) -> None:
        self._draft_kept = self._editing is not None
        self.show_header()

    @on(DraftFailed)
    def _failed(self, message: DraftFailed) -> None:
        self.show_error(message.error)

    def saved_here_text(self) -> str:
        return "draft kept" if self._draft_kept else super().saved_here_text()

    def reopen_draft(self) -> None:
        """Open the editor again that a crash or a lost connection closed; once for each incident."""
        incident = self.incident_id
        if self.data is None or incident is None or incident in self._reopened or self._asking:
            return
        self._reopened |= {incident}
        drafts, rows = self.data.drafts, self.row_list.rows
        names = [
            name for name, draft in drafts.items() if not draft.aside and rows.index_of(name) is not None
        ]
        if names and self.row_list.move_to(names[0]):
            self.action_edit()

    @prompting_action
    async def action_edit_outside(self) -> None:
        section = self.chosen()
        if section.is_text and section.versions:
            self.post_message(ConflictsRequested(self.incident()))
            return
        chosen = [section] if section.is_text else self._texts()
        seen = {each.name: self.seen_text(each) for each in chosen}
        texts = {each.name: each.text for each in chosen}
        whole = (
            section.text
            if section.is_text
            else joined_texts({each.name: each.title for each in chosen}, texts)
        )
        with edit_externally(self.app, whole, self.services.settings) as after:
            found = {section.name: after} if section.is_text else parted_texts(after, texts)
            changed = {name: text for name, text in found.items() if text.strip() != texts[name].strip()}
            await self.run_and_refresh(partial(self._save_all, changed, seen))

    def _texts(self) -> list[Section]:
        """Return the texts that can be edited together: none of which there are several versions."""
        sections = self.data.writeup.sections if self.data else ()
        return [each for each in sections if each.is_text and not each.versions]

    def _save_all(self, texts: Mapping[str, str], seen: Mapping[str, Mapping[str, Mapping[str, int]]]) -> str:
        incident = self.incident()
        told = [
            self.services.writeup.set(incident, name, text, base_versions=seen[name])
            for name, text in texts.items()
        ]
        return f"Saved · {', '.join(told)}" if told else "Nothing was changed."
