"""Keys of the timeline that act on whole sources, and on the timeline as a text (T2, T7)."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.timeline.durations import duration_text
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.screens.actions.copy_texts import HANDOVER, UPDATE, CopyTextActions
from oncall_tui.screens.importing.import_actions import ImportActions
from oncall_tui.screens.importing.source_lines import show_lines
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.timeline.data import TimelineData, TimelineServices
from oncall_tui.screens.timeline.reference_actions import ReferenceActions
from oncall_tui.services.timeline.typed_row_times import parse_span
from oncall_tui.widgets.prompt_options import Choice, Option

if TYPE_CHECKING:
    from oncall_tui.services.sources.importing import ImportResult
    from oncall_tui.services.sources.sources import SourceChange

CHANGES = (
    Choice("z", "zone", "zone"),
    Choice("d", "date", "date"),
    Choice("y", "day/month order", "order"),
    Choice("0", "T+0", "t0"),
    Choice("o", "clock offset", "clock_offset"),
    Choice("e", "estimate the offset", "estimate"),
    Choice("p", "pick lines in", "lines"),
)
HINTS = {
    "zone": "Europe/London, UTC, UTC-7; for its bare times",
    "date": "2026-11-21; the day of lines that hold only a time",
    "order": "dmy, mdy or ymd",
    "t0": "2026-11-21 14:02 UTC: what T+5 counts from",
    "clock_offset": "+90s, -2m: added to what its clock wrote",
}
NAMES = {"t0": "T+0", "clock_offset": "Clock offset"}
TIMELINE = Choice("t", "timeline", "timeline")
CSV = Choice("c", "timeline as CSV", "csv")


class SourceActions(ReferenceActions, CopyTextActions[TimelineData | None], ImportActions):
    """`T` changes how a source is read, with what will move said before Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("I", "import_file", "Import", show=False, id="timeline.import",
                tooltip="Import a file: every line is kept, each section gets its place"),
        Binding("T", "source", "Source", show=False, id="timeline.source",
                tooltip="A source's zone, date, order, T+0 or clock offset; pick its lines in"),
        Binding("Y", "texts", "Texts", show=False, id="view.texts",
                tooltip="Y t the timeline as Markdown, Y c as CSV, Y h the handover, Y u the status update"),
    ]  # fmt: skip

    TEXTS = (TIMELINE, CSV, HANDOVER, UPDATE)

    services: TimelineServices

    @prompting_action
    async def action_source(self) -> None:
        incident, source = self.incident(), await self._pick_source()
        if source is None:
            return
        what = await self.choose("This source's", *CHANGES)
        if what == "lines":
            show_lines(self, self.services, incident, source)
        elif what == "estimate":
            await self._estimate(incident, source)
        elif what is not None:
            await self.say_of_source(incident, source, what)

    async def say_of_source(self, incident: str, source: str, what: str, value: str | None = None) -> None:
        """Read the source again with that `value` for `what`, which is typed where there is none yet."""
        if value is None:
            consequence = partial(self._change_words, incident, source, what)
            value = await self.ask(f"{NAMES.get(what, what.capitalize())}:", consequence=consequence)
        if value:
            await self.run_and_refresh(partial(self._change_source, incident, source, what, value))

    def import_incident(self) -> str:
        return self.incident()

    def imported(self, imported: "ImportResult") -> None:
        self.refresh_now()
        self.show_message(
            f"{count_text(len(imported.records), 'line')} imported. T changes how they are read and picks lines in."
        )

    async def _pick_source(self) -> str | None:
        """Pick a source; that of the row under the cursor comes first."""
        sources = self.data.sources if self.data else {}
        if not sources:
            raise RefusedError(
                "Nothing was imported into this incident. Nothing was changed. I imports a file."
            )
        event = self.event_of(self.row_list.cursor_id)
        mine = event.source if event else None
        ids = sorted(sources, key=lambda id: id != mine)
        if len(ids) == 1:
            return ids[0]
        return await self.pick("Which source?", *(Option(id, _source_words(sources[id])) for id in ids))

    def _change_words(self, incident: str, source: str, what: str, typed: str) -> str:
        if not typed.strip():
            return HINTS[what]
        return change_words(self.services.sources.preview(incident, source, {what: _value(what, typed)}))

    def _change_source(self, incident: str, source: str, what: str, typed: str) -> str:
        return change_words(self.services.sources.change(incident, source, {what: _value(what, typed)}))

    async def _estimate(self, incident: str, source: str) -> None:
        """Show the estimated clock offset of the source; a person decides whether to type it in."""
        others = [id for id in (self.data.sources if self.data else {}) if id != source]
        if not others:
            raise RefusedError("There is no other source to compare with. Nothing was changed.")
        other = others[0]
        if len(others) > 1 and self.data is not None:
            sources = self.data.sources
            options = (Option(id, _source_words(sources[id])) for id in others)
            picked = await self.pick("Compare with which source?", *options)
            if picked is None:
                return
            other = picked
        found = self.services.sources.estimate_offset(incident, source, other)
        if found is None:
            raise RefusedError(
                "This source and the others share no link, alert or commit, so no offset can be estimated. "
                "Nothing was changed."
            )
        offset, spread = duration_text(found.offset // SECOND), duration_text(found.spread // SECOND)
        sign = "" if offset.startswith("-") else "+"
        self.show_message(
            f"By {len(found.shared)} shared events its clock needs {sign}{offset}, give or take {spread}. T o sets it."
        )

    def text(self, name: str, view: IncidentView) -> str:
        if name not in (TIMELINE.value, CSV.value):
            return super().text(name, view)
        from oncall_tui.formats.writers.timeline_csv import timeline_csv
        from oncall_tui.formats.writers.timeline_markdown import timeline_markdown
        from oncall_tui.read_models.timeline_view import export_of_view

        write = timeline_csv if name == CSV.value else timeline_markdown
        return write(export_of_view(view, self.zone_name(), self.services.clock()))


def change_words(change: "SourceChange") -> str:
    """`14 lines are read anew, 12 move: the first by 1h00m`."""
    moved = [(note.before, note.after) for note in change.notes if note.before != note.after]
    if not moved:
        return "no line moves"
    before, after = moved[0]
    if before is None or after is None:
        return f"{len(moved)} of {count_text(len(change.notes), 'line')} get or lose their time"
    by = duration_text((after - before) // SECOND)
    sign = "" if by.startswith("-") else "+"
    verb = "moves" if len(moved) == 1 else "move"
    return f"{count_text(len(moved), 'line')} {verb}, the first by {sign}{by}; rows that a person timed stay"


def _value(what: str, typed: str) -> Any:
    return parse_span(typed) if what == "clock_offset" else typed.strip()


def _source_words(source: Mapping[str, Any]) -> str:
    name = source.get("name") or source.get("format") or "a paste"
    return f"{name}  {source.get('zone', '')} ({source.get('zone_origin', '')})"
