"""`s`: what is said of the incident as a whole: its stage, severity, type, title, zone."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Generic

from textual.binding import Binding, BindingType

from oncall_tui.domain.incident import BAD_ENOUGH, STAGES, asks_bad_enough
from oncall_tui.screens.actions.severity import ask_severity
from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.live import Read
from oncall_tui.screens.one_incident import OneIncident
from oncall_tui.widgets.choices import Choice, Option

FIELDS = (
    Choice("s", "stage", "stage"),
    Choice("v", "severity", "severity"),
    Choice("y", "type", "type"),
    Choice("t", "title", "title"),
    Choice("z", "zone", "zone"),
    Choice("b", "bad enough?", "bad_enough"),
)


class StateActions(OneIncident[Read], Generic[Read]):
    """Each answer is one change of the incident."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "state", "State", show=False, id="view.state",
                tooltip="Stage, severity, type, title, zone"),
    ]  # fmt: skip

    def on_mount(self) -> None:
        self.call_after_refresh(self.begin, self._tell_process_news, "process")

    async def _tell_process_news(self) -> None:
        """Say once what is new in the team's process."""
        words = await self.in_thread(self.services.process_news.take)
        if words:
            self.say(words)

    @conversation
    async def action_state(self) -> None:
        self.incident()
        field = await self.choose("State", *FIELDS)
        if field == "stage":
            await self.ask_stage()
        elif field == "bad_enough":
            await self._ask_bad_enough()
        elif field is not None:
            seen = self._seen()
            now = getattr(self.shown.incident if self.shown else None, field, "") or ""
            if field == "severity":
                value = await ask_severity(self, self.services, str(now))
            else:
                value = await self.ask(f"{field.capitalize()}:", str(now))
            if value is not None:
                await self._set({field: value}, seen)

    async def ask_stage(self) -> None:
        """Ask for the incident's stage and set it."""
        seen = self._seen()
        stage = await self.pick("Which stage is it in?", *(Option(stage, stage) for stage in STAGES))
        if stage is None:
            return
        left, refused = self.shown.incident.stage if self.shown else stage, self.refusals
        is_asked = self.shown is not None and asks_bad_enough(self.shown.incident, stage)
        await self._set({"stage": stage}, seen)
        if is_asked:
            await self._ask_bad_enough()
        steps = self.services.process.left_behind
        words = await self.in_thread(partial(steps, self.incident(), left)) if stage != left else ""
        if words and self.refusals == refused:
            self.say(f"Now in {stage}. {words}")

    async def _ask_bad_enough(self) -> None:
        options, seen = (Option(word, word) for word in BAD_ENOUGH), self._seen()
        answer = await self.pick("Bad enough if it happened again?", *options)
        if answer is not None:
            await self._set({"bad_enough": answer}, seen)

    def _seen(self) -> Mapping[str, Any]:
        """Return the versions of the incident's own fields that the screen shows."""
        from oncall_tui.services.timeline.timelines import seen_of

        return {} if self.shown is None else seen_of(self.shown, self.incident(), "incident")

    async def _set(self, fields: Mapping[str, str], seen: Mapping[str, Any]) -> None:
        incident = self.incident()

        def work() -> str:
            self.services.incidents.set(incident, fields, base_versions=seen)
            return "Set " + ", ".join(f"{name} {value or 'to nothing'}" for name, value in fields.items())

        await self.change(work)
