"""`s`: what is said of the incident as a whole: its stage, severity, type, title, zone."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Generic

from textual.binding import Binding, BindingType

from oncall_tui.domain.incident import BAD_ENOUGH, STAGES, should_ask_bad_enough
from oncall_tui.screens.actions.severity import ask_severity
from oncall_tui.screens.incident_screen import IncidentScreen
from oncall_tui.screens.polling_screen import Data
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.widgets.prompt_options import Choice, Option

FIELDS = (
    Choice("s", "stage", "stage"),
    Choice("v", "severity", "severity"),
    Choice("y", "type", "type"),
    Choice("t", "title", "title"),
    Choice("z", "zone", "zone"),
    Choice("b", "bad enough?", "bad_enough"),
)


class IncidentFieldActions(IncidentScreen[Data], Generic[Data]):
    """Each answer is one change of the incident."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "state", "State", show=False, id="view.state",
                tooltip="Stage, severity, type, title, zone"),
    ]  # fmt: skip

    def on_mount(self) -> None:
        self.call_after_refresh(self.run_in_background, self._tell_process_news, "process")

    async def _tell_process_news(self) -> None:
        """Say once what is new in the team's process."""
        words = await self.in_thread(self.services.process_news.take)
        if words:
            self.show_message(words)

    @prompting_action
    async def action_state(self) -> None:
        self.incident()
        field = await self.choose("State", *FIELDS)
        if field == "stage":
            await self.ask_stage()
        elif field == "bad_enough":
            await self._ask_bad_enough()
        elif field is not None:
            seen = self._seen()
            now = getattr(self.incident_view.incident if self.incident_view else None, field, "") or ""
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
        left, refused = self.incident_view.incident.stage if self.incident_view else stage, self.refusals
        is_asked = self.incident_view is not None and should_ask_bad_enough(
            self.incident_view.incident, stage
        )
        await self._set({"stage": stage}, seen)
        if is_asked:
            await self._ask_bad_enough()
        steps = self.services.process.left_behind
        words = await self.in_thread(partial(steps, self.incident(), left)) if stage != left else ""
        if words and self.refusals == refused:
            self.show_message(f"Now in {stage}. {words}")

    async def _ask_bad_enough(self) -> None:
        options, seen = (Option(word, word) for word in BAD_ENOUGH), self._seen()
        answer = await self.pick("Bad enough if it happened again?", *options)
        if answer is not None:
            await self._set({"bad_enough": answer}, seen)

    def _seen(self) -> Mapping[str, Any]:
        """Return the versions of the incident's own fields that the screen shows."""
        from oncall_tui.read_models.timeline_view import base_versions_of

        return (
            {}
            if self.incident_view is None
            else base_versions_of(self.incident_view, self.incident(), "incident")
        )

    async def _set(self, fields: Mapping[str, str], seen: Mapping[str, Any]) -> None:
        incident = self.incident()

        def work() -> str:
            self.services.incidents.set(incident, fields, base_versions=seen)
            return "Set " + ", ".join(f"{name} {value or 'to nothing'}" for name, value in fields.items())

        await self.run_and_refresh(work)
