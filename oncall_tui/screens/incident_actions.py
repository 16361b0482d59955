"""What can be done to an incident as a whole from its notes: its state, its texts, undo, the shown zone."""

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.incident import BAD_ENOUGH, STAGES
from oncall_tui.screens.clipboard import copy
from oncall_tui.screens.conversation import conversation
from oncall_tui.screens.undo_actions import UndoActions
from oncall_tui.screens.zones import zone_named
from oncall_tui.services.note_overview import NoteOverview
from oncall_tui.widgets.choices import Choice, Option

FIELD_CHOICES = (
    Choice("s", "stage", "stage"),
    Choice("v", "severity", "severity"),
    Choice("y", "type", "type"),
    Choice("t", "title", "title"),
    Choice("z", "zone", "zone"),
    Choice("b", "bad enough?", "bad_enough"),
)
TEXT_CHOICES = (Choice("h", "handover", "handover"), Choice("u", "status update", "update"))


class IncidentActions(UndoActions[NoteOverview]):
    """The keys that act on the incident that is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "undo", id="notes.undo", tooltip="Undo my last change"),
        Binding("U", "redo", "Redo", show=False, id="notes.redo", tooltip="Redo what I undid"),
        Binding("s", "state", "State", show=False, id="notes.state", tooltip="Stage, severity, type, title, zone"),
        Binding("z", "zone", "Zone", show=False, id="notes.zone", tooltip="Show times in another zone"),
        Binding("Y", "texts", "Texts", show=False, id="notes.texts", tooltip="Y h the handover, Y u the status update"),
    ]  # fmt: skip

    overview: NoteOverview | None = None
    shown_zone: str | None = None

    def incident(self) -> str:
        """The incident's id. Raises Refused where notes are unfiled."""
        if self.incident_id is None:
            raise Refused("These notes are unfiled. Nothing was changed. M gives them to an incident.")
        return self.incident_id

    def zone_name(self) -> str:
        stored = self.overview.incident.zone if self.overview else None
        return self.shown_zone or self.services.settings.zone or stored or "UTC"

    @conversation
    async def action_state(self) -> None:
        field = await self.choose("State", *FIELD_CHOICES)
        if field == "stage":
            await self._ask_stage()
        elif field == "bad_enough":
            await self._ask_bad_enough()
        elif field is not None:
            seen = self.services.incidents.seen(self.incident())
            now = getattr(self.overview.incident if self.overview else None, field, "") or ""
            value = await self.ask(f"{field.capitalize()}:", str(now))
            if value is not None:
                await self._set({field: value}, seen)

    async def _ask_stage(self) -> None:
        stage = await self.pick("Which stage is it in?", *(Option(stage, stage) for stage in STAGES))
        if stage is None:
            return
        was = self.overview.incident if self.overview else None
        await self._set({"stage": stage})
        if was and was.stage == "responding" and stage != "responding" and was.bad_enough is None:
            await self._ask_bad_enough()

    async def _ask_bad_enough(self) -> None:
        """Asked once, when the response is over (N6)."""
        answer = await self.pick(
            "Bad enough if it happened again?", *(Option(word, word) for word in BAD_ENOUGH)
        )
        if answer is not None:
            await self._set({"bad_enough": answer})

    async def _set(self, fields: dict[str, str], seen: Mapping[str, Any] | None = None) -> None:
        incident = self.incident()

        def work() -> str:
            self.services.incidents.set(incident, fields, seen)
            return "Set " + ", ".join(f"{name} {value or 'to nothing'}" for name, value in fields.items())

        await self.change(work)

    @conversation
    async def action_zone(self) -> None:
        typed = await self.ask("Show times in which zone?", self.zone_name(), consequence=_zone_words)
        if typed is not None:
            self.shown_zone = zone_named(typed) if typed.strip() else None
            await self.refresh_soon()
            self.say(f"Times are shown in {self.zone_name()}. Nothing was changed.")

    @conversation
    async def action_texts(self) -> None:
        self.incident()
        kind = await self.choose("Text", *TEXT_CHOICES)
        if kind is not None and self.overview is not None:
            from oncall_tui.screens.text_page import TextPage
            from oncall_tui.services.handover import handover_text, update_text

            write = handover_text if kind == "handover" else update_text
            text = write(self.overview.view, self.services.clock())
            copy(self.app, text)
            self.app.push_screen(TextPage(f"The {kind}, copied", text))


def _zone_words(text: str) -> str:
    if not text.strip():
        return "the incident's own zone"
    return f"shown in {zone_named(text)}; only shown, nothing changes"
