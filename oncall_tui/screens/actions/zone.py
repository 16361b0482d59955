"""`z`: the times of one incident in another zone. They are only shown in it: nothing changes (T2)."""

from typing import ClassVar, Generic

from textual.binding import Binding, BindingType

from oncall_tui.screens.incident_screen import IncidentScreen
from oncall_tui.screens.polling_screen import Data
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.services.display_zone import zone_meant, zones_like
from oncall_tui.widgets.prompt_options import Option


class ZoneActions(IncidentScreen[Data], Generic[Data]):
    """`shown_zone`: what a person asked for in this incident; else the zone asked for at the start, else its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "zone", "Zone", show=False, id="view.zone", tooltip="Show times in another zone; nothing changes"),
    ]  # fmt: skip

    shown_zone: str | None = None

    def zone_name(self) -> str:
        return self.shown_zone or self.services.settings.zone or self._own_zone()

    def zone_label(self) -> str:
        """Return the zone in the header; with a question mark where the incident's own is not known on this
        machine.
        """
        unknown = self.incident_view is not None and self.incident_view.incident.unknown_zone
        asked = self.shown_zone or self.services.settings.zone
        return f"{self.zone_name()}?" if unknown and not asked else self.zone_name()

    def open_incident(self, incident_id: str | None) -> None:
        if incident_id != self.incident_id:
            self.shown_zone = None
        super().open_incident(incident_id)

    def _own_zone(self) -> str:
        return self.incident_view.incident.zone if self.incident_view else "UTC"

    def _own_words(self) -> str:
        unknown = self.incident_view.incident.unknown_zone if self.incident_view else ""
        return f"“{unknown}” is not known on this machine" if unknown else "the incident's"

    @prompting_action
    async def action_zone(self) -> None:
        own = self._own_zone()
        labels = {own: f"{own}  {self._own_words()}", "": "another…  type a city, IST or UTC-7"}
        options = [Option(zone, labels.get(zone, zone)) for zone in dict.fromkeys((own, "UTC", ""))]
        zone = await self.pick("Show times in which zone? Nothing is changed.", *options, find=_zone_options)
        if zone == "":
            zone = await self.ask("Zone:", consequence=_zone_words)
        if zone and zone.strip():
            self.shown_zone = zone_meant(zone)
            await self.refresh_soon()
            self.show_message(f"Times are shown in {self.zone_name()}. Nothing was changed.")


def _zone_options(typed: str) -> list[Option]:
    return [Option(name, f"{name}  {words}".rstrip()) for name, words in zones_like(typed)]


def _zone_words(typed: str) -> str:
    return (
        f"shown in {zone_meant(typed)}; nothing changes"
        if typed.strip()
        else "Oslo, IST, Europe/London, UTC-7"
    )
