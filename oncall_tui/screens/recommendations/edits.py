"""The keys that change recommendations: the one under the cursor, or all that are marked."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.days import parse_day
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.recommendations.fields import NOTHING, parse_assignment
from oncall_tui.domain.recommendations.recommendation import Recommendation
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.recommendations.merging import RecommendationMerging
from oncall_tui.screens.recommendations.prompt_texts import (
    ADDED,
    assigned_text,
    date_words,
    effect_answer,
    effect_words,
    field_options,
    field_text,
    owner_words,
    required_text,
)
from oncall_tui.widgets.prompt_options import Choice

STATES = (
    Choice("p", "planned", "status=planned"),
    Choice("g", "in progress", "status=in-progress"),
    Choice("d", "done", "status=done"),
    Choice("x", "dropped", "status=dropped"),
    Choice("i", "idea", "status=idea"),
    Choice("y", "owner said yes", "accepted=yes"),
)
# What a question showed when it opened, recommendation by recommendation, field by field: an answer replaces just that.
Seen = Mapping[str, Mapping[str, Mapping[str, int]]]


class RecommendationEdits(RecommendationMerging):
    """Asks for what is missing, says beforehand what will happen, and records who, when, from, to and why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "state", "state", id="recs.state",
                tooltip="Planned, in progress, done, dropped; owner said yes"),
        Binding("t", "date", "date", id="recs.date",
                tooltip="A date that somebody promises; a later one is a slip"),
        Binding("at", "owner", "owner", id="recs.owner", tooltip="Ask somebody to own it"),
        Binding("l", "ticket", "ticket", id="recs.ticket", tooltip="Add a ticket"),
        Binding("number_sign", "label", "Label", show=False, id="recs.label",
                tooltip="Operational, strategic, or a label of your own"),
        Binding("c", "word", "word", id="recs.word", tooltip="Note what was said about it"),
        Binding("e", "edit", "Edit", show=False, id="recs.edit",
                tooltip="Any field; the first five are asked first"),
        Binding("x", "drop", "Drop", show=False, id="recs.drop", tooltip="Drop it, with a reason"),
        Binding("a", "add", "Add", show=False, id="recs.add",
                tooltip="A new one, in the incident of the row"),
    ]  # fmt: skip

    def selection_with_base(self) -> tuple[list[Recommendation], Seen]:
        """Return the chosen ones, and what a question about them shows: a colleague may write while it is open."""
        items = self.chosen()
        return items, {item.id: self.services.follow_up.seen(item.id) for item in items}

    async def assign(self, items: Sequence[Recommendation], seen: Seen, *words: str) -> None:
        """Apply the same assignments to each, and say so."""
        self.note_change(*(item.incident for item in items))
        await self.run_and_refresh(partial(self._assign, items, seen, words))

    def _assign(self, items: Sequence[Recommendation], seen: Seen, words: Sequence[str]) -> str:
        assignments = [parse_assignment(word) for word in words]
        for item in items:
            self.services.follow_up.assign(item.id, assignments, base_versions=seen[item.id])
        what = items[0].title if len(items) == 1 else count_text(len(items), "recommendation")
        return assigned_text(words, what)

    @prompting_action
    async def action_state(self) -> None:
        items, seen = self.selection_with_base()
        word = await self.choose("State", *STATES)
        if word == "status=dropped":
            await self._drop(items, seen)
        elif word in ("status=planned", "status=in-progress"):
            await self._commit(items, seen, word)
        elif word == "status=done":
            await self._finish(items, seen, word)
        elif word is not None:
            await self.assign(items, seen, word)

    async def _commit(self, items: Sequence[Recommendation], seen: Seen, word: str) -> None:
        """Ask for what a commitment still lacks (R5)."""
        missing = [item for item in items if not item.definition_of_done]
        ready = [item for item in items if item.definition_of_done]
        if missing:
            said = required_text("what somebody else could check")
            text = await self.ask_report_text(missing[0].incident, "Done when?", consequence=said)
            if not text:
                return
            await self.assign(missing, seen, f"definition_of_done={text}", word)
        if ready:
            await self.assign(ready, seen, word)

    async def _finish(self, items: Sequence[Recommendation], seen: Seen, word: str) -> None:
        """Of one that nobody could check, it is asked what to look at, and when; empty is an answer too (R18)."""
        unchecked = [item for item in items if not (item.definition_of_done or item.effect_check)]
        words = [word]
        if unchecked:
            today = self.services.tracker.outlook().today
            text = await self.ask(
                "Did it help? Look at what, when?", consequence=partial(effect_words, today)
            )
            if text is None:
                return
            check, day = effect_answer(text, today)
            words += [f"effect_check={check}"] if check else []
            words += [f"effect_due={day}"] if day else []
            await self.assign(unchecked, seen, *words)
        if rest := [item for item in items if item not in unchecked]:
            await self.assign(rest, seen, word)

    @prompting_action
    async def action_drop(self) -> None:
        await self._drop(*self.selection_with_base())

    async def _drop(self, items: Sequence[Recommendation], seen: Seen) -> None:
        reason = await self.ask(
            "Dropped why?", consequence=required_text("whoever meets this again will want to know")
        )
        if reason:
            await self.assign(items, seen, "status=dropped", f"reason={reason}")

    @prompting_action
    async def action_date(self) -> None:
        items, seen = self.selection_with_base()
        today = self.services.tracker.outlook().today
        day = await self.ask("Date:", items[0].due, consequence=date_words(items[0], today))
        if day is None or not day.strip():
            return
        reason = ""
        taken_back = day.strip().lower() in NOTHING
        if not taken_back and any(item.due and parse_day(day, today) > item.due for item in items):
            reason = await self.ask("Why does it slip? (may stay empty)") or ""
        await self.assign(items, seen, f"due={day}", *([f"reason={reason}"] if reason else []))

    @prompting_action
    async def action_owner(self) -> None:
        items, seen = self.selection_with_base()
        me, rotation = self.services.settings.author, self.services.team.read().rotation
        name = await self.ask(
            "Owner:",
            items[0].owner,
            consequence=lambda text: owner_words(text, me, rotation),
        )
        if name is not None:
            await self.assign(items, seen, f"owner={name}")

    @prompting_action
    async def action_ticket(self) -> None:
        items, seen = self.selection_with_base()
        ticket = await self.ask("Ticket:", consequence=required_text("a link or a name such as CP-4411"))
        if ticket:
            await self.assign(items, seen, f"ticket={ticket}")

    @prompting_action
    async def action_label(self) -> None:
        items, seen = self.selection_with_base()
        kinds = (Choice("o", "operational", "label=operational"), Choice("s", "strategic", "label=strategic"))
        word = await self.choose("Label", *kinds, Choice("#", "a word of your own", "tag"))
        if word == "tag":
            text = await self.ask("#", consequence=required_text("a label; the filter finds it by tag:"))
            word = f"tag={text}" if text else None
        if word is not None:
            await self.assign(items, seen, word)

    @prompting_action
    async def action_word(self) -> None:
        items = self.chosen()
        text = await self.ask(
            "Word:", consequence=required_text("kept with your name and the day; ends the silence")
        )
        if text:
            following = self.next_row_id()
            await self.run_and_refresh(partial(self._say, items, text))
            self.go_to(following)

    def next_row_id(self) -> str | None:
        """Return the row to go on to once a comment is added; None to stay."""
        return None

    def _say(self, items: Sequence[Recommendation], text: str) -> str:
        for item in items:
            self.services.follow_up.comment(item.id, text)
        self.note_change(*(item.incident for item in items))
        return f"Noted · {items[0].title}"

    @prompting_action
    async def action_edit(self) -> None:
        items, seen = self.selection_with_base()
        item = items[0]
        field = await self.pick(f"What about {item.title}?", *field_options(item))
        if field is None:
            return
        before = "" if field in ADDED else field_text(item, field)
        text = await self.ask_report_text(
            item.incident, f"{field}:", before, self._checked(item, field), amends=True
        )
        if text is not None and text != before:
            await self.assign([item], seen, f"{field}={text}")

    def _checked(self, item: Recommendation, field: str) -> Callable[[str], str]:
        return lambda text: f"{field} of “{item.title}”"

    @prompting_action
    async def action_add(self) -> None:
        incident = self.incident_id or self.chosen()[0].incident
        handle = self.services.tracker.outlook().handle(incident)
        title = await self.ask_report_text(
            incident, "Recommend:", consequence=lambda text: f"an idea in {handle}; decided on later"
        )
        if title and title.strip():
            self.note_change(incident)
            await self.run_and_refresh(partial(self._add, incident, title))

    def _add(self, incident: str, title: str) -> str:
        return f"Added · {self.services.follow_up.add(incident, title).title}"
