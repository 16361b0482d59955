"""Keys of the timeline for what a row refers to: links and tickets, people, labels; and for copying it (T5)."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.analysis.records import kind_of
from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.local_time import local_text
from oncall_tui.screens.actions.link import LinkActions
from oncall_tui.screens.clipboard import copy_to_clipboard
from oncall_tui.screens.messages import AnalysisRequested
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.timeline.actions import TimelineActions
from oncall_tui.screens.timeline.data import TimelineData
from oncall_tui.widgets.prompt_options import Option


class ReferenceActions(TimelineActions, LinkActions[TimelineData | None]):
    """Add and remove references; added ones go to all selected rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "link", "Link", show=False, id="timeline.link", tooltip="Add a link or a ticket"),
        Binding("L", "unlink", "Take a link away", show=False, id="timeline.unlink",
                tooltip="Take a link from the row"),
        Binding("f", "findings", "Findings", show=False, id="timeline.findings",
                tooltip="To what was found at this row; o there comes back"),
        Binding("y", "copy", "Copy", show=False, id="timeline.copy", tooltip="Copy the row"),
        Binding("at", "add_to('people', 'Who')", "People", show=False, id="timeline.people", tooltip="Name people"),
        Binding("number_sign", "add_to('tags', 'Label')", "Labels", show=False, id="timeline.tags",
                tooltip="Add labels"),
    ]  # fmt: skip

    @prompting_action
    async def action_link(self) -> None:
        self.selected_ids()
        link = await self.ask("Link or ticket:")
        if link:
            await self.apply_to_selection(
                lambda incident, rows: self.services.curate.add_reference(incident, rows, link)
            )

    @prompting_action
    async def action_unlink(self) -> None:
        event, incident = self.one_chosen(), self.incident()
        link = await self.pick_link("Take which link from the row?", event.references)
        if link is not None:
            await self.run_and_refresh(
                partial(self.services.curate.remove_reference, incident, [event.id], link)
            )

    @prompting_action
    async def action_add_to(self, field: str, title: str) -> None:
        self.selected_ids()
        word = await self.ask(f"{title}:")
        if word and (name := word.strip().lstrip("#@")):
            fields = {f"{field}:{name}": True}
            await self.apply_to_selection(
                lambda incident, rows: self.services.curate.set_fields(
                    incident, rows, fields, f"{title} {name}:"
                )
            )

    @prompting_action
    async def action_findings(self) -> None:
        """Along the chain: from a row to what the analysis says of it (RETROSPECTIVE 4)."""
        event, incident = self.one_chosen(), self.incident()
        analysis = (await self.in_thread(partial(self.services.writeup.view, incident))).analysis
        records = analysis.naming_row(event.id)
        if not records:
            raise RefusedError("No finding of the analysis names this row. Nothing was changed.")
        options = [Option(each.id, f"{kind_of(each).words}: {analysis.title(each.id)}") for each in records]
        id = records[0].id if len(records) == 1 else await self.pick("To which of them?", *options)
        if id is not None:
            self.post_message(AnalysisRequested(incident, id))

    def references(self) -> Sequence[str]:
        return self.one_chosen().references

    def action_copy(self) -> None:
        event = self.event_of(self.row_list.cursor_id)
        if event is not None and self.data is not None:
            at, zone = event.occurred_at, self.data.zone
            shown = f"{local_text(at, zone, event.precision)} {self.zone_name()}  " if at is not None else ""
            copy_to_clipboard(self.app, shown + event.text)
            self.show_message("Copied the row.")
