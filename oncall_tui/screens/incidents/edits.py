"""Act on the incident under the cursor of the list, and on notes that have no incident yet."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.incident import TYPES
from oncall_tui.domain.plural import count_text
from oncall_tui.screens.actions.severity import ask_severity
from oncall_tui.screens.incidents.rows import IncidentRows
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.tab_screen import TabScreen
from oncall_tui.services.display_zone import zone_meant
from oncall_tui.services.incidents.listing import IncidentRow
from oncall_tui.widgets.prompt_options import Option


class IncidentsRead(NamedTuple):
    """Data of the list: every incident, the current one, and the number of unfiled notes."""

    rows: Sequence[IncidentRow] = ()
    current: str | None = None
    unfiled: int = 0


class IncidentEdits(TabScreen[IncidentsRead]):
    """Each key one use case, each use case one effect that is told."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "use", "current", id="incidents.use",
                tooltip="Make it the current one: `oncall note` goes there"),
        Binding("s", "severity", "severity", id="incidents.severity", tooltip="Say how bad it is"),
        Binding("M", "file_unfiled", "file", id="incidents.file", tooltip="Give the unfiled notes to an incident"),
    ]  # fmt: skip

    listing = IncidentsRead()

    def under_cursor(self) -> IncidentRow | None:
        """Return the incident under the cursor, if there is one."""
        rows = self.row_list.rows
        return rows.listed(self.row_list.cursor_id) if isinstance(rows, IncidentRows) else None

    def chosen(self) -> IncidentRow:
        """Return the incident under the cursor. Raises RefusedError where there is none."""
        listed = self.under_cursor()
        if listed is None:
            raise RefusedError(
                "There is no incident under the cursor. Nothing was changed. n makes a new one."
            )
        return listed

    @prompting_action
    async def action_use(self) -> None:
        listed = self.chosen()

        def use() -> str:
            self.services.incidents.use(listed.id)
            return f"{listed.handle} is the current incident: `oncall note` goes there."

        await self.run_and_refresh(use)

    @prompting_action
    async def action_severity(self) -> None:
        listed = self.chosen()
        field = await self.pick(
            f"What about {listed.handle}?",
            Option("severity", f"severity  {listed.severity or 'none yet'}"),
            Option("type", f"type      {listed.type or 'none yet'}"),
            Option("title", f"title     {listed.title or 'none yet'}"),
            Option("zone", f"zone      {listed.zone}"),
        )
        if field is None:
            return
        # The versions are read before the text that is shown: what is written in between is kept beside the answer.
        seen = await self.in_thread(partial(self.services.incidents.base_versions, listed.id))
        await self.refresh_soon()
        listed = next((row for row in self.listing.rows if row.id == listed.id), listed)
        value = await self._ask_value(field, listed)
        if value is None:
            return

        if field == "zone":
            value = zone_meant(value)

        def work() -> str:
            self.services.incidents.set(listed.id, {field: value}, base_versions=seen)
            return f"{listed.handle}: {field} is {value or 'empty'} now."

        await self.run_and_refresh(work)

    async def _ask_value(self, field: str, listed: IncidentRow) -> str | None:
        if field == "severity":
            return await ask_severity(self, self.services, listed.severity)
        if field == "type":
            return await self.pick("Which type?", *(Option(word, word) for word in TYPES))
        if field == "zone":
            return await self.ask(
                "Zone:", listed.zone, consequence=lambda text: f"times in {zone_meant(text)}"
            )
        return await self.ask(f"{field.capitalize()}:", str(getattr(listed, field) or ""))

    @prompting_action
    async def action_file_unfiled(self) -> None:
        notes = self.services.capture.unfiled()
        rows = [row for row in self.listing.rows if not row.damaged]
        if not notes or not rows:
            raise RefusedError(
                "There are no unfiled notes, or no incident to file them in. Nothing was changed."
            )
        options = [
            Option(
                row.id, f"{row.handle}  {row.title}", f"{count_text(len(notes), 'note')} to be filed there"
            )
            for row in rows
        ]
        target = await self.pick("File the unfiled notes where?", *options)
        if target is not None:
            await self.run_and_refresh(partial(self._file, [note.id for note in notes], target))

    def _file(self, ids: list[str], target: str) -> str:
        self.services.capture.file_unfiled(ids, target)
        return f"{count_text(len(ids), 'note')} filed."
