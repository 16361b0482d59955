"""Act on a write-up: its preparer and deadline, confirmed sections, loose ends."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.deadlines import deadline_text, read_deadline
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.language.check import LanguageFinding
from oncall_tui.domain.writeup.sections import (
    AMENDMENTS,
    ANALYSIS,
    DISSENTS,
    DURATIONS,
    GOT_LUCKY,
    PREPARER_RESPONDED,
    QUESTIONS,
    RECOMMENDATIONS,
    STARRED,
    TIMELINE,
    Section,
)
from oncall_tui.read_models.analysis_view import row_time
from oncall_tui.read_models.writeup_view import Left
from oncall_tui.read_models.writeup_wording import ReportText
from oncall_tui.screens.messages import (
    AnalysisRequested,
    ConflictsRequested,
    RecommendationsRequested,
    TimelineRequested,
    ViewRequested,
)
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.writeup.data import section_of
from oncall_tui.screens.writeup.editing import SectionEditing
from oncall_tui.timestamps.zones import parse_zone
from oncall_tui.widgets.prompt_options import Choice, Option
from oncall_tui.widgets.text_editor import EditorPrompt

# What a write-up is made of, by the letters of `a`; of controls and findings the analysis asks.
PARTS = (
    Choice("r", "recommendation", "recommendation"),
    Choice("l", "loss", "loss"),
    Choice("h", "hazard", "hazard"),
    Choice("k", "constraint", "constraint"),
    Choice("c", "control", "control"),
    Choice("m", "missing control", "missing-control"),
    Choice("s", "systemic problem", "systemic-problem"),
    Choice("q", "question", "question"),
    Choice("i", "insight", "insight"),
    Choice("p", "answer of a person", "account"),
)
# Of more rows one chooses in the timeline, with * there.
MOST_ROWS = 300


class WriteupActions(SectionEditing):
    """Each key one use case, each use case one effect that is told."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("at", "preparer", "Preparer", show=False, id="writeup.preparer", tooltip="Who prepares the write-up"),
        Binding("asterisk", "star", "Rows", show=False, id="writeup.star",
                tooltip="On went well and got lucky: pick rows of the timeline"),
        Binding("a", "add", "Add", show=False, id="writeup.add",
                tooltip="Add to the write-up: a recommendation, a loss, a hazard, a constraint..."),
        Binding("l", "wording", "Wording", show=False, id="writeup.wording",
                tooltip="Words that the language check asks about; Enter goes there"),
        Binding("x", "silence", "Keep the words", show=False, id="writeup.silence",
                tooltip="Keep words that the language check asks about, with a reason"),
        Binding("u", "undo", "Undo", show=False, id="view.undo", tooltip="Undo my last change"),
    ]  # fmt: skip

    @prompting_action
    async def action_confirm(self) -> None:
        """Space: still true, or ours though imported."""
        section = self.chosen()
        if not section.is_text:
            raise RefusedError(
                f"{section.title} is not typed, so there is nothing to confirm. Nothing was changed."
            )
        seen, incident = self.seen_text(section), self.incident()
        confirm = partial(self.services.writeup.confirm, incident, section.name, base_versions=seen)
        await self.run_and_refresh(lambda: _sentence(confirm()))

    @prompting_action
    async def action_preparer(self) -> None:
        incident, seen = self.incident(), self._seen()
        now = (
            self.incident_view.incident.preparer if self.incident_view else ""
        ) or self.services.settings.author
        name = await self.ask("Prepared by:", now, consequence=_preparer_words)
        if name is None:
            return

        def work() -> str:
            changed = self.services.incidents.set(incident, {"preparer": name}, base_versions=seen)
            person = changed.preparer
            if not person:
                return "Nobody prepares it now."
            flagged = self.services.writeup.view(incident).flags
            return PREPARER_RESPONDED.format(preparer=person) if flagged else f"Prepared by {person}"

        await self.run_and_refresh(work)

    @prompting_action
    async def action_due(self) -> None:
        incident, seen = self.incident(), self._seen()
        typed = await self.ask("Due:", consequence=self._due_words)
        if typed is None:
            return

        def work() -> str:
            set_to = self.services.incidents.set(incident, {"due_at": typed.strip()}, base_versions=seen)
            return f"Due {self._deadline(set_to.due_at)}" if set_to.due_at is not None else "No longer due."

        await self.run_and_refresh(work)

    def _due_words(self, typed: str) -> str:
        if not typed.strip():
            return "fri, +5d, 2026-12-01 09:30; empty: not due"
        zone = parse_zone(self.incident_view.incident.zone if self.incident_view else "UTC").info
        return f"due {self._deadline(read_deadline(typed, self.services.clock(), zone))}"

    def _deadline(self, instant: int) -> str:
        return deadline_text(
            instant, parse_zone(self.incident_view.incident.zone if self.incident_view else "UTC").info
        )

    @prompting_action
    async def action_star(self) -> None:
        section = self.chosen()
        if section.name not in STARRED or self.data is None:
            raise RefusedError(
                "* picks rows for “What went well” and “Where we got lucky”. Nothing was changed. Go to one of them."
            )
        if len(self.data.writeup.timeline) > MOST_ROWS:
            self.post_message(TimelineRequested(self.incident_id))
            return
        while (
            row := await self.pick(f"{section.title}: which row? Esc ends", *self._rows_to_star(section))
        ) is not None:
            on = row not in self.data.writeup.starred[section.name]
            star = self.services.curate.star
            await self.run_and_refresh(partial(star, self.incident(), [row], on, section.name == GOT_LUCKY))

    def _rows_to_star(self, section: Section) -> list[Option]:
        """Every row of the timeline, those of this section marked; none is an option without rows."""
        if self.data is None or not len(self.data.writeup.timeline):
            raise RefusedError("The timeline has no rows yet. Nothing was changed. 1 takes notes, I imports.")
        writeup = self.data.writeup
        timeline, starred = writeup.timeline, writeup.starred[section.name]
        zone = parse_zone(self.zone_name()).info
        return [
            Option(
                key[4],
                f"{'*' if key[4] in starred else ' '} {row_time(key[4], timeline, zone)} {timeline.text(key[4])}",
                "takes its star away" if key[4] in starred else "stars it",
            )
            for key in timeline.keys
        ]

    @prompting_action
    async def action_add(self) -> None:
        incident = self.incident()
        kind = await self.choose("Add", *PARTS)
        if kind is None:
            return
        if kind == "account":
            await self._add_account(incident)
            return
        text = await self.ask_report_text(
            incident, f"{kind.replace('-', ' ').capitalize()}:", consequence=lambda _: "links are made later"
        )
        if text is None or not text.strip():
            return

        def work() -> str:
            if kind == "recommendation":
                return f"Added · {self.services.follow_up.add(incident, text).title}"
            self.services.analysis.add(incident, kind, text)
            return f"Added · {text.strip()}"

        await self.run_and_refresh(work)

    async def _add_account(self, incident: str) -> None:
        """Add a person's answer, typed or pasted, as a note of their account at the row that they were asked about."""
        accounts = self.services.accounts
        people = await self.in_thread(partial(accounts.people, incident))
        person = await self.pick("Whose answer?", *(Option(name, name) for name in people), find=_new_person)
        if person is None:
            return
        questions = await self.in_thread(partial(accounts.questions, incident, person))
        if not questions:
            raise RefusedError(f"There is no row to ask {person} about yet. Nothing was added.")
        row = await self.pick(
            "About which row?", *(Option(each.row, f"{each.time} {each.words}".strip()) for each in questions)
        )
        if row is None:
            return
        prompt = EditorPrompt(f"{person} answers", "", "Tab or Esc saves")
        await self._show_prompt(prompt)
        if not prompt.edited.aside and prompt.edited.text.strip():

            def work() -> str:
                accounts.answer(incident, person, row, prompt.edited.text)
                return f"Saved · account of {person}"

            await self.run_and_refresh(work)

    @prompting_action
    async def action_wording(self) -> None:
        """Every finding of the language check, those of this section first."""
        found = self.data.writeup.wording if self.data else ()
        if not found:
            self.show_message("The language check asks nothing about this write-up.")
            return
        here = self.row_list.cursor_id
        ordered = sorted(found, key=lambda each: section_of(each.place.table, each.place.id) != here)
        options = [
            Option(str(n), f"{place.title}: “{finding.words}”", finding.question)
            for n, (place, finding) in enumerate(ordered)
        ]
        number = await self.pick(f"{len(found)} wording. Enter goes there", *options)
        if number is not None:
            await self._go_to_wording(*ordered[int(number)])

    async def _go_to_wording(self, place: ReportText, finding: LanguageFinding) -> None:
        """Open a text of this page in its editor, at the words; another where it is made."""
        name, incident = section_of(place.table, place.id), self.incident()
        self.row_list.move_to(name)
        section = self.data.section(name) if self.data else None
        if section is not None and section.is_text:
            await self.edit_section(section, finding.start)
        elif name == TIMELINE:
            self.post_message(TimelineRequested(incident, place.id))
        elif name == RECOMMENDATIONS:
            self.post_message(RecommendationsRequested(incident, place.id))
        else:
            self.post_message(AnalysisRequested(incident, place.id))

    @prompting_action
    async def action_silence(self) -> None:
        """Silence a finding of the language check whose words are fair, until the sentence changes."""
        section, incident = self.chosen(), self.incident()
        found = list(self.data.wording.get(section.name, ())) if self.data else []
        if not found:
            raise RefusedError(
                f"The language check has no question about {section.title}. Nothing was changed."
            )
        number: str | None = "0"
        if len(found) > 1:
            options = [
                Option(str(n), f"“{each.finding.words}”  {each.finding.question}")
                for n, each in enumerate(found)
            ]
            number = await self.pick("Keep which words?", *options)
        if number is None:
            return
        chosen = found[int(number)]
        words = chosen.finding.words
        reason = await self.ask(
            f"Keep “{words}”, because:", consequence=lambda _: "kept until this sentence changes"
        )
        if reason is not None:
            silence = self.services.silences.silence
            await self.run_and_refresh(
                lambda: f"Kept “{silence(incident, chosen.place.target, words, reason).finding.words}”"
            )

    @prompting_action
    async def action_queue(self) -> None:
        left = self.data.left if self.data else ()
        if not left:
            self.show_message("Nothing is left." if self.data else self.NO_INCIDENT)
            return
        options = [Option(str(number), each.text) for number, each in enumerate(left)]
        number = await self.pick(f"{len(left)} left. Enter goes there", *options)
        if number is None:
            return
        if left[int(number)].code == "step-open":
            await self._end_step(left[int(number)].id)
        else:
            self._go_to_left(left[int(number)])

    async def _end_step(self, name: str) -> None:
        """Tick a step of the team's process, or skip it with a reason."""
        process, incident = self.services.process, self.incident()
        how = await self.choose(f"Step “{name}”", Choice("d", "done", "done"), Choice("s", "skip", "skip"))
        if how == "done":
            await self.run_and_refresh(lambda: f"Done · {process.done(incident, name).name}")
        elif how == "skip":
            reason = await self.ask(f"Skip “{name}”, because:")
            if reason is not None:
                await self.run_and_refresh(lambda: f"Skipped · {process.skip(incident, name, reason).name}")

    def _go_to_left(self, left: Left) -> None:
        if left.code == "conflict":
            self.post_message(ConflictsRequested(self.incident()))
        elif not self.row_list.move_to(name := section_of(left.table, left.id)):
            self.show_message(f"{left.title} is not on this page.")
        elif left.code not in ("wording", "section-early") and name in (
            ANALYSIS,
            RECOMMENDATIONS,
            TIMELINE,
        ):
            self.open_section(name, left.id)

    def open_section(self, name: str, record: str = "") -> None:
        """Go to where a section that is not typed is made."""
        incident = self.incident()
        if name in (TIMELINE, DURATIONS):
            self.post_message(TimelineRequested(incident))
        elif name == RECOMMENDATIONS:
            self.post_message(RecommendationsRequested(incident, record or None))
        elif name in (ANALYSIS, QUESTIONS):
            self.open_analysis(incident)
        elif name == DISSENTS:
            self.post_message(ViewRequested("4"))
        elif name == AMENDMENTS:
            self.action_page()

    def action_page(self) -> None:
        """Show the whole page."""
        raise NotImplementedError

    def open_analysis(self, incident: str) -> None:
        """Show the analysis."""
        self.post_message(AnalysisRequested(incident))


def _preparer_words(typed: str) -> str:
    person = typed.strip().lstrip("@")
    if not person:
        return "empty: nobody. Somebody who did not respond asks what responders no longer see."
    return f"{person} prepares it. Somebody who did not respond asks what responders no longer see."


def _new_person(typed: str) -> list[Option]:
    """Return a person who is not named in the incident yet."""
    return [Option(typed.strip(), typed.strip(), "not named in this incident yet")] if typed.strip() else []


def _sentence(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}"
