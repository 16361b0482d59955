"""Act on the rows of a timeline: each key is one use case, whose effect is reported."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.duration_text import ahead_text
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.local_time import day_text, local_text
from oncall_tui.domain.timeline.joining import staying_row
from oncall_tui.domain.timeline.row_descriptions import describe_moves
from oncall_tui.screens.editor import edit_externally
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.timeline.event_selection import EventSelection
from oncall_tui.services.timeline.typed_row_times import is_time, parse_row_time
from oncall_tui.services.timeline.typed_rows import TypedRow, parse_row
from oncall_tui.widgets.prompt_options import Option


class TimelineActions(EventSelection):
    """The keys that change rows: the marked ones, else the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "retime", "time", id="timeline.retime",
                tooltip="Give the rows another time: 14:03, +2m, ~14:03; or a zone: Asia/Kolkata, IST, +05:30"),
        Binding("enter", "settle", "Settle", show=False, id="timeline.settle",
                tooltip="Settle the row: it is right as it is. Once more takes that back"),
        Binding("e", "edit", "edit", id="timeline.edit", tooltip="Say it in other words; the raw note stays"),
        Binding("m", "milestone", "milestone", id="timeline.milestone",
                tooltip="Make the row a milestone: detected, declared, resolved..."),
        Binding("x", "leave_out", "leave out", id="timeline.leave-out",
                tooltip="Leave the rows out of the timeline; their notes stay"),
        Binding("a", "add", "Add", show=False, id="timeline.add", tooltip="Add a row: `14:02 what happened`"),
        Binding("W", "known", "We knew", show=False, id="timeline.known",
                tooltip="Say when we knew of it; the walk goes by that"),
        Binding("J", "join", "Join", show=False, id="timeline.join", tooltip="Join the marked rows into one"),
        Binding("B", "break_row", "Break", show=False, id="timeline.break",
                tooltip="Take a joined row apart, or make a row of each line"),
        Binding("E", "edit_outside", "Edit in $EDITOR", show=False, id="timeline.editor", tooltip="Edit it in $EDITOR"),
        Binding("K", "kind", "Kind", show=False, id="timeline.kind", tooltip="What kind of row: did, saw, decided..."),
        Binding(
            "asterisk",
            "star",
            "Went well",
            show=False,
            id="timeline.star",
            tooltip="Star: it went well, we got lucky, neither",
        ),
        Binding("less_than_sign", "shift(-1)", "Earlier among ties", show=False, id="timeline.up",
                tooltip="Move the row up among those of the same moment"),
        Binding("greater_than_sign", "shift(1)", "Later among ties", show=False, id="timeline.down",
                tooltip="Move the row down among those of the same moment"),
        Binding("s", "state", "Stage", show=False, id="view.state", tooltip="The stage of the incident"),
    ]  # fmt: skip

    wanted_row: str | None = None

    @prompting_action
    async def action_retime(self) -> None:
        rows, zone = self.selected_ids(), self.zone_name()
        seen = self.seen_rows(rows)
        typed = await self.ask_time(rows)
        if typed:
            curate = self.services.curate
            await self.apply_to_selection(
                lambda incident, _: curate.retime(incident, rows, typed, zone, base_versions=seen)
            )

    @prompting_action
    async def action_known(self) -> None:
        seen, zone = self.seen_rows(self.selected_ids()), self.zone_name()
        typed = await self.ask(
            "We knew at:", consequence=lambda _: "14:03, or +5m after it happened; empty: as the source says"
        )
        if typed is not None:
            known = self.services.curate.set_known
            await self.apply_to_selection(
                lambda incident, rows: known(incident, rows, typed, zone, base_versions=seen)
            )

    async def ask_time(self, rows: Sequence[str]) -> str | None:
        """One of the readings that the stamp could have, or typed."""
        event = self.event_of(rows[0])
        if len(rows) == 1 and event is not None and len(event.alternatives) > 1 and self.data is not None:
            options = [
                Option(local_text(at, self.data.zone, event.precision), self._reading_words(at, why))
                for at, why in event.alternatives
            ]
            picked = await self.pick("Which reading?", *options, Option("", "another… type the time"))
            if picked != "":
                return picked
        return await self.ask("Time:", consequence=partial(self._time_words, rows))

    def _reading_words(self, at: int, why: str) -> str:
        assert self.data is not None
        return f"{local_text(at, self.data.zone)} {day_text(at, self.data.zone, year=False)[:3]}  {why}"

    def _time_words(self, rows: Sequence[str], text: str) -> str:
        if not text.strip() or self.data is None:
            return f"14:03 in {self.zone_name()}; +2m; with a date or zone; ~ for about; a zone alone: IST"
        events = [event for event in map(self.event_of, rows) if event]
        zone, now = self.zone_name(), self.services.clock()
        timeline = self.data.timeline
        zones = [timeline.zone_used(event.id) or zone for event in events]
        typed = [
            parse_row_time(text, event.occurred_at, event.precision, zone, now, written_in)
            for event, written_in in zip(events, zones, strict=True)
        ]
        times = [time.instant for time in typed]
        shown = local_text(times[0], self.data.zone, typed[0].reading.precision)
        moved = [(event.id, at) for event, at in zip(events, times, strict=True)]
        day = day_text(times[0], self.data.zone, year=False)[:3]
        return f"{shown} {day}{self._ahead(times[0])}. {describe_moves(self.data.timeline, moved)}"

    @prompting_action
    async def action_edit(self) -> None:
        event, incident = self.one_chosen(), self.incident()
        seen = self.base_versions(event.id)
        first, newline, rest = event.text.partition("\n")
        text = await self.ask_report_text(incident, "Text:", first, _edit_words, amends=True)
        if text is not None and text.strip() and text != first:
            whole = f"{text}{newline}{rest}"
            edit = partial(self.services.curate.edit_text, incident, event.id, whole, base_versions=seen)
            await self.run_and_refresh(edit)

    @prompting_action
    async def action_edit_outside(self) -> None:
        event, incident = self.one_chosen(), self.incident()
        seen = self.base_versions(event.id)
        with edit_externally(self.app, event.text, self.services.settings) as text:
            if text != event.text:
                edit = partial(self.services.curate.edit_text, incident, event.id, text, base_versions=seen)
                await self.run_and_refresh(edit)

    @prompting_action
    async def action_add(self) -> None:
        incident, zone, after = self.incident(), self.zone_name(), self.row_list.cursor_id
        line = await self.ask("Add:", consequence=partial(self._add_words, after))
        if line and line.strip():
            await self.run_and_refresh(partial(self._add, incident, line, zone, after))

    def _add(self, incident: str, line: str, zone: str, after: str | None) -> str:
        self.wanted_row = self.services.curate.add(incident, self._typed_row(line), zone, after)
        return "Added. u takes it back."

    def _typed_row(self, line: str) -> TypedRow:
        return parse_row(line, lambda text: is_time(text, self.zone_name(), self.services.clock()))

    def _add_words(self, after: str | None, line: str) -> str:
        typed = self._typed_row(line)
        if not typed.text or self.data is None:
            return "`14:02 > what was seen`; without a time it stands behind this row, untimed"
        if not typed.when:
            return "untimed, behind the row under the cursor; begin with a time: 14:02"
        before = self.data.timeline.instant(after) if after and self.event_of(after) else None
        time = parse_row_time(typed.when, before, None, self.zone_name(), self.services.clock())
        return f"{local_text(time.instant, self.data.zone)} {typed.kind or ''}{self._ahead(time.instant)}"

    def _ahead(self, instant: int) -> str:
        """Say of a time that is still to come that it is: most of them are slips."""
        seconds = (self.services.clock() - instant) // SECOND
        return f" {ahead_text(seconds)}" if seconds < 0 else ""

    @prompting_action
    async def action_star(self) -> None:
        """Went well, then where we got lucky, then neither."""
        events = [event for event in map(self.event_of, self.selected_ids()) if event]
        well = all(event.starred and not event.lucky for event in events)
        on = well or not all(event.starred for event in events)
        await self.apply_to_selection(
            lambda incident, rows: self.services.curate.star(incident, rows, on, lucky=well)
        )

    @prompting_action
    async def action_settle(self) -> None:
        """Enter: the row is right as it stands; once more opens it again."""
        on = not all(event.settled for event in map(self.event_of, self.selected_ids()) if event)
        await self.apply_to_selection(lambda incident, rows: self.services.curate.settle(incident, rows, on))

    @prompting_action
    async def action_leave_out(self) -> None:
        await self.apply_to_selection(self.services.curate.leave_out)

    @prompting_action
    async def action_join(self) -> None:
        rows = self.selected_ids()
        if self.data is not None:
            self.wanted_row = staying_row(self.data.timeline, rows)
        await self.apply_to_selection(self.services.curate.join)

    @prompting_action
    async def action_break_row(self) -> None:
        event = self.one_chosen()
        await self.run_and_refresh(
            partial(self.services.curate.break_row, self.incident(), event.id, self.zone_name())
        )

    @prompting_action
    async def action_shift(self, step: int) -> None:
        event = self.one_chosen()
        await self.run_and_refresh(partial(self.services.curate.move, self.incident(), event.id, step))

    @prompting_action
    async def action_state(self) -> None:
        """Of the state only the stage is asked here: a timeline is what one of them is about."""
        self.incident()
        await self.ask_stage()


def _edit_words(text: str) -> str:
    if not text.strip():
        raise RefusedError("A row needs some words. x leaves it out of the timeline.")
    return "the row says this; the raw note stays as it was written"
