"""Asking: one question at a time in the panel, each answer saved at once over what was shown."""

from collections.abc import Sequence
from functools import partial

from oncall_tui.domain.analysis.control_classes import ControlClass
from oncall_tui.domain.analysis.prompts import InterviewPrompt, new_prompt
from oncall_tui.domain.analysis.record_prompts import (
    answer_of,
    incident_prompts,
    record_prompts,
)
from oncall_tui.domain.analysis.records import Record
from oncall_tui.domain.errors import OncallError
from oncall_tui.screens.analysis.chosen import ChosenRecord, Seen
from oncall_tui.screens.analysis.data import AnalysisData
from oncall_tui.screens.analysis.drafts import AnswerDraft
from oncall_tui.screens.analysis.interview import Interview
from oncall_tui.screens.analysis.links import WORDS, links_shown
from oncall_tui.screens.analysis.panel import AskingPanel
from oncall_tui.screens.analysis.wording import (
    FEWEST_LETTERS,
    example_words,
    offered_row,
    saved_words,
    split_row_words,
    title_words,
)
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.services.analysis.asking import Answered
from oncall_tui.services.writeup.typed_wording import TypedWording
from oncall_tui.widgets.prompt import begins_a_word
from oncall_tui.widgets.rows import Row, Span, wrap


class AnalysisAsking(ChosenRecord):
    """Enter, n and a put questions; Esc leaves them, and what is typed stays for the next time."""

    interview: Interview | None = None
    _seen: Seen = {}
    _offered: ControlClass | None = None
    _key: ControlClass | None = None
    _draft: AnswerDraft | None = None
    _shown_text = ""
    _offered_row = ""
    _wording = TypedWording()

    @property
    def panel(self) -> AskingPanel:
        return self.query_one(AskingPanel)

    @prompting_action
    async def action_next_question(self) -> None:
        await self.ask_all()

    async def ask_all(self) -> None:
        """Every question that is open, the next one first."""
        steps = list(self.services.asking.open_prompts(self.incident()))
        if not steps:
            self.show_message("Every question has its answer. ! goes to what is left, a adds a record.")
            return
        await self.begin_asking(Interview(steps, whole=True))

    async def ask_record(self, record: Record) -> None:
        """Ask the questions of a record, from the first without an answer."""
        sheet = self.read_sheet()
        interview = Interview(record_prompts(sheet.analysis, record), [record.id])
        interview.begin_with_open(sheet.analysis)
        await self.begin_asking(interview)

    async def ask_incident(self) -> None:
        """Ask about the whole incident: what we can change, and what we can only watch."""
        sheet = self.read_sheet()
        interview = Interview(incident_prompts(sheet.analysis), [sheet.incident])
        interview.begin_with_open(sheet.analysis)
        await self.begin_asking(interview)

    async def ask_new(self, kind: str, table: str, links: dict[str, str], about: str) -> None:
        """Ask for a new record, then its own questions."""
        prompt = new_prompt(self.read_sheet().analysis, kind, table, links, about)
        await self.begin_asking(Interview([prompt]))

    async def begin_asking(self, interview: Interview) -> None:
        """Put its question in front."""
        self.interview = interview
        self._wording = await self.in_thread(partial(self.services.writeup.typed_wording, self.incident()))
        await self.show_question()
        self.set_focus(self.panel.edit)

    async def show_question(self) -> None:
        """Show the question in front, over what is stored now: its versions are read before its text."""
        if (interview := self.interview) is None:
            return
        asking, incident, prompt = self.services.asking, self.incident(), interview.prompt
        self._draft = AnswerDraft(self.services.section_drafts, incident, prompt, self._draft_failed)
        left = await self.in_thread(self._draft.left)
        self._seen = await self.in_thread(partial(asking.base_versions, incident, prompt))
        await self.refresh_soon()
        sheet = self.read_sheet()
        text = answer_of(sheet.analysis, prompt)
        if left is not None:
            text, self._seen = left.text, left.base_versions
        self._offered = self._key = None
        self._shown_text = text
        if prompt.id:
            self.row_list.move_to(prompt.id)
        place = f"{interview.at + 1} of {len(interview.steps)}"
        self.panel.show_question(
            title_words(sheet, prompt), place, prompt.question, example_words(prompt), text
        )
        self.answer_changed(text)

    # What the answer's keys do, at once

    def take_answer(self) -> None:
        """Enter: what is nothing, or as it was, is passed over; words of a row are the row that is offered for them."""
        interview = self.interview
        if interview is None:
            return
        if self._offered_row:
            self.take_offer()
        text = self.panel.edit.text
        if not text.strip() or self._is_saved(interview.prompt, text):
            self._go_on()
        else:
            self._save(interview, text)

    def step_question(self, by: int) -> None:
        """Go to the next question, or to the one before."""
        self._go_on(by)

    @prompting_action
    async def leave_question(self) -> None:
        """Close the question; keep a typed answer as a draft."""
        if self.interview is None:
            return
        text = self.panel.edit.text
        kept = bool(text.strip()) and not self._is_saved(self.interview.prompt, text)
        await self.keep_draft()
        self._end()
        if kept:
            self.show_message("What you typed is kept, not saved. Enter on the row goes on with it.")

    def answer_changed(self, text: str) -> None:
        """Show what the answer is linked with; of a control's name, the same control elsewhere."""
        sheet, interview = self.sheet, self.interview
        if sheet is None or interview is None:
            return
        if self._key is not None and text.strip() != self._key.name:
            self._key = None
        if self._draft is not None and text != self._shown_text:
            self._draft.typed(text, self._seen)
            self._shown_text = text
        rows = list(self._link_rows(sheet, interview.prompt))
        if words := self._wording.words(text):
            rows[:0] = wrap((Span(f" {words}", "warn"),), self.app.size.width, " ")[:2]
        self._offered = self._offer(interview.prompt, text)
        self._offered_row = offered_row(sheet, interview.prompt, text)
        if self._offered_row:
            rows.insert(
                0,
                (Span(f" {'↓ takes':<10}", "muted"), Span(f" {sheet.row_title(self._offered_row)}", "idea")),
            )
        if (offered := self._key or self._offered) is not None:
            sign = "same as" if self._key else "↓ takes"
            counts = f"failed in {offered.failed_in}, held in {offered.held_in}, elsewhere"
            rows.insert(0, (Span(f" {sign:<10}", "muted"), Span(f" {offered.name}, {counts}", "idea")))
        self.panel.show_links(rows)

    def take_offer(self) -> None:
        """Down: it is the same control as in another incident; or this row, by the end of its id."""
        if self._offered_row and self.sheet is not None:
            named, _ = split_row_words(self.sheet, self.panel.edit.text)
            self.panel.edit.set_text(" ".join([*named, self._offered_row]))
        if self._offered is not None:
            self._key = self._offered
            self.panel.edit.set_text(self._key.name)
            self.answer_changed(self._key.name)

    @prompting_action
    async def _save(self, interview: Interview, text: str) -> None:
        """Save the answer; a refusal leaves the question and its text in front."""
        incident, prompt, key = self.incident(), interview.prompt, self._key
        answered = await self.in_thread(partial(self._answer, incident, prompt, text, key))
        if self._draft is not None:
            await self.in_thread(self._draft.drop)
        await self.refresh_soon()
        still_open = self.services.asking.open_prompts(incident)
        interview.renew(self.read_sheet().analysis, still_open, answered.added)
        if answered.added:
            self.row_list.move_to(answered.added)
        await self._on()
        self.show_message(saved_words(self.read_sheet(), answered) or "Saved")

    def _answer(
        self, incident: str, prompt: InterviewPrompt, text: str, key: ControlClass | None
    ) -> Answered:
        answered = self.services.asking.answer(incident, prompt, text, base_versions=self._seen)
        control = answered.added or prompt.id
        if key is not None and control:
            seen = self.services.analysis.base_versions(incident, control)
            self.services.analysis.set(incident, control, [f"key={key.key}"], base_versions=seen)
        return answered

    @prompting_action
    async def _go_on(self, by: int = 1) -> None:
        await self.keep_draft()
        await self._on(by)

    async def _on(self, by: int = 1) -> None:
        """Go to the next question, or the one before; behind the last one to the list."""
        if self.interview is None:
            return
        if self.interview.step(by):
            await self.show_question()
        elif by > 0:
            self._end()
            self.show_message("That was the last question here. n asks what else is open.")
        else:
            self.app.bell()

    def _end(self) -> None:
        self.interview = None
        self.panel.close()
        self.set_focus(self.row_list)
        self.show_detail()

    async def keep_draft(self) -> None:
        """Keep a typed answer as a draft for the next time; an unchanged answer is no draft."""
        interview, draft, text = self.interview, self._draft, self.panel.edit.text
        if interview is None or draft is None:
            return
        if text.strip() and not self._is_saved(interview.prompt, text):
            await self.in_thread(partial(draft.keep, text, self._seen))
        else:
            await self.in_thread(draft.drop)

    def _is_saved(self, prompt: InterviewPrompt, text: str) -> bool:
        return self.sheet is not None and text.strip() == answer_of(self.sheet.analysis, prompt).strip()

    def _draft_failed(self, error: OncallError) -> None:
        self.app.call_from_thread(self.show_error, error)

    def _link_rows(self, sheet: AnalysisData, prompt: InterviewPrompt) -> Sequence[Row]:
        """Return rows for its links, present ones or those it gets once it is added."""
        record = sheet.analysis.find(prompt.id) if prompt.id else None
        if record is not None:
            shown = [(link.label, link.words) for link in links_shown(sheet, record)]
        else:
            shown = [(WORDS[name], sheet.analysis.title(id)) for name, id in prompt.links.items()]
        return [(Span(f" {name:<10}", "muted"), Span(f" {words}")) for name, words in shown]

    def _offer(self, prompt: InterviewPrompt, text: str) -> ControlClass | None:
        """Return the control of other incidents whose name begins as the typed text."""
        names_control = prompt.table == "controls" and prompt.field in ("control", "name")
        if not names_control or len(text.strip()) < FEWEST_LETTERS:
            return None
        here = self.incident()
        return next(
            (
                each
                for each in self.services.controls.classes()
                if set(each.incidents) - {here} and begins_a_word(text, each.name)
            ),
            None,
        )
