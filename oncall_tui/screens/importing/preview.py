"""Preview an import before anything is saved: each section with its destination, which can be changed."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import tzinfo
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from oncall_tui.domain.destinations import DESTINATIONS
from oncall_tui.domain.local_time import local_datetime, local_text
from oncall_tui.domain.plural import count_text
from oncall_tui.formats.readers.detect_format import FORMATS
from oncall_tui.screens.prompting import PromptingScreen, prompting_action
from oncall_tui.services.sources.encodings import UTF8
from oncall_tui.services.sources.importing import Earlier, ImportResult, SourceImporter
from oncall_tui.services.sources.proposals import ImportInput, ImportProposal, Sample, SectionPlace
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.timestamps.lines.source_reader import DAY_ASSUMED
from oncall_tui.timestamps.zones import parse_zone
from oncall_tui.widgets.bindings import key_for, shown_keys
from oncall_tui.widgets.footer import StatusFooter, key_row
from oncall_tui.widgets.prompt_options import Option
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Span, rule

PLACES = {
    "row": "rows of the timeline",
    "folded": "kept in their source; lines can be picked into the timeline",
    "milestone": "milestones on the rows of the same minute",
    "write-up": "fields of the write-up that are still empty",
    "idea": "ideas among the recommendations",
    "claim": "figures to check against the computed ones",
    "kept": "kept in their source, no rows",
}


class ImportPreview(PromptingScreen):
    """Enter imports and calls `done`; Esc changes nothing. `target` names the incident, or makes it then."""

    CSS_PATH = [stylesheet_path("import_preview.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "none", id="import.close", tooltip="Import nothing"),
        Binding("p,space", "place", "place", id="import.place",
                tooltip="Another place for this section's lines"),
        Binding("z", "set_option('zone')", "zone", id="import.zone", tooltip="The zone of times without one"),
        Binding("Z", "section_zone", "its zone", id="import.section-zone",
                tooltip="The zone of this section's times without one"),
        Binding("d", "set_option('date')", "date", id="import.date",
                tooltip="The day of lines that hold only a time"),
        Binding("y", "set_option('order')", "order", id="import.order", tooltip="How 03/04/24 is read"),
        Binding("f", "format", "format", id="import.format", tooltip="Read it as another format"),
    ]  # fmt: skip

    def __init__(
        self,
        importing: SourceImporter,
        incident: str | None,
        proposal: ImportProposal,
        target: Callable[[], str],
        done: Callable[[ImportResult], None],
    ) -> None:
        super().__init__()
        self._importing = importing
        self._incident = incident
        self._proposal = proposal
        self._target = target
        self._done = done

    def compose(self) -> ComposeResult:
        yield RowLabel(id="header")
        yield RowList()
        yield RowLabel(id="summary")
        yield Vertical(id="questions")
        yield StatusFooter()

    def on_mount(self) -> None:
        self.query_one(StatusFooter).show_keys([key_row(self._keys(), self.app.size.width)])
        self._show(self._proposal)

    def _keys(self) -> list[tuple[str, str]]:
        return [(key_for([self.query_one(RowList)], "list.choose"), "import"), *shown_keys([self])]

    def on_row_list_chosen(self) -> None:
        self.action_take()

    def action_close(self) -> None:
        self.dismiss()

    @prompting_action
    async def action_take(self) -> None:
        earlier = await asyncio.to_thread(self._importing.already, self._incident, self._proposal)
        if earlier is not None and not await self._confirmed(earlier):
            return
        imported = await asyncio.to_thread(lambda: self._importing.save(self._target(), self._proposal))
        self.dismiss()
        self._done(imported)

    async def _confirmed(self, earlier: Earlier) -> bool:
        """Ask before the very same text is brought in a second time."""
        zone = parse_zone(self._proposal.context.default_zone).info
        at = "before" if earlier.at is None else f"at {local_text(earlier.at, zone)}"
        no, yes = (
            Option("no", "no   keep the one that is there"),
            Option("yes", "yes  every line a second time"),
        )
        return await self.pick(f"The same text was imported {at}. Again?", no, yes) == "yes"

    @prompting_action
    async def action_place(self) -> None:
        section = self._section()
        options = [Option(place, f"{place:10} {words}") for place, words in PLACES.items()]
        place = await self.pick(
            f"{count_text(section.lines, 'line')}, now {section.place}. Where to?", *options
        )
        if place in DESTINATIONS:
            self._show(await asyncio.to_thread(self._proposal.with_place, section, place))

    @prompting_action
    async def action_section_zone(self) -> None:
        """Another zone for the block under the cursor; an empty answer takes it back."""
        section = self._section()
        what = "this line" if section.lines == 1 else f"these {section.lines} lines"
        typed = await self.ask(f"Zone of {what}:", "", _zone_hint)
        if typed is not None:
            zone = parse_zone(typed).name if typed.strip() else None
            self._show(await asyncio.to_thread(self._proposal.with_zone, section, zone))

    @prompting_action
    async def action_set_option(self, name: str) -> None:
        """Read again with what a person says of it; an empty answer takes it back."""
        before = getattr(self._proposal.material, name) or ""
        typed = await self.ask(f"{name.capitalize()}:", before, partial(self._said_words, name))
        if typed is not None:
            await self._read_as(self._saying(name, typed))

    @prompting_action
    async def action_format(self) -> None:
        options = (Option(format.name, f"{format.name:16} {format.words}") for format in FORMATS)
        name = await self.pick("Read it as", *options)
        if name is not None:
            await self._read_as(self._proposal.material.with_option("format", name))

    def _section(self) -> SectionPlace:
        return self._proposal.sections[int(self.query_one(RowList).cursor_id or 0)]

    def _saying(self, name: str, typed: str) -> ImportInput:
        return self._proposal.material.with_option(name, typed.strip() or None)

    def _said_words(self, name: str, typed: str) -> str:
        """Describe the effect of the answer. Raises RefusedError for an impossible one."""
        proposal = self._proposed(self._saying(name, typed))
        first = next((read for read in proposal.lines if read.reading.instant is not None), None)
        return "no line has a time" if first is None else f"{zone_words(proposal)}; {timed_words(proposal)}"

    async def _read_as(self, material: ImportInput) -> None:
        self._show(await asyncio.to_thread(self._proposed, material))

    def _proposed(self, material: ImportInput) -> ImportProposal:
        """Read anew, with the places and zones that sections were given, unless the format is another one."""
        before = self._proposal
        source = before.source if material.format == before.material.format else None
        return self._importing.preview(self._incident, material, source)

    def _show(self, proposal: ImportProposal) -> None:
        self._proposal = proposal
        name = proposal.material.name or "a paste"
        encoding = "" if proposal.material.encoding == UTF8 else f" · {proposal.material.encoding}"
        header = f" Import {name} · {proposal.source.format}{encoding} · {zone_words(proposal)}"
        self.query_one("#header", RowLabel).show((Span(header, "strong"),))
        zone = parse_zone(proposal.context.default_zone).info
        self.query_one(RowList).set_rows(FixedRows(list(_rows(proposal, zone))))
        self.query_one("#summary", RowLabel).show(rule(timed_words(proposal), self.app.size.width))
        self.query_one(RowList).focus()


def _zone_hint(typed: str) -> str:
    """Describe a typed zone. Raises RefusedError for an unknown one."""
    return parse_zone(typed).name if typed.strip() else "as the source's other times are read"


def _rows(proposal: ImportProposal, zone: tzinfo) -> Iterator[FixedRow]:
    """Each section, and below it how its first events would be read; the cursor stays on sections."""
    for index, section in enumerate(proposal.sections):
        yield FixedRow(str(index), section_row(section))
        for number, sample in enumerate(section.samples):
            yield FixedRow(f"{index}.{number}", sample_row(sample, zone), selectable=False)


def sample_row(sample: Sample, zone: tzinfo) -> Row:
    """`2024-05-02 14:40 IST  lag alert`, in the zone of the incident; `!` and why where it is in doubt."""
    moment = "no time"
    if sample.instant is not None:
        moment = local_text(sample.instant, zone, sample.precision)
        if sample.precision != "day":
            moment += f" {local_datetime(sample.instant, zone):%Z}"
    read_as = f"read as {sample.zone}  " if sample.zone and sample.instant is not None else ""
    doubt = f"! {', '.join(flag.replace('-', ' ') for flag in sample.flags)}  " if sample.flags else ""
    return (
        Span(f"{'':>9} {moment:<24} ", "muted"),
        Span(doubt, "warn"),
        Span(sample.text.split("\n", 1)[0]),
        Span(f"  {read_as}".rstrip(), "muted"),
    )


def section_row(section: SectionPlace) -> Row:
    """Place, how many lines, the section's name, and its first line."""
    tone = "strong" if section.place == "row" else "muted"
    name = (section.section or "").replace("\n", " ")
    return (
        Span(f"{section.place:<10}", tone),
        Span(f"{section.lines:>6} "),
        Span(f"{name[:18]:<19}", "badge"),
        Span(section.first.split("\n", 1)[0], "muted"),
    )


def zone_words(proposal: ImportProposal) -> str:
    """Return the zone in force, and where it comes from."""
    origins = {
        "source": "you said",
        "default": "the incident's",
        "text": "in the text",
        "above": "by the times above",
        "permalink": "by its links",
    }
    return f"{proposal.zone}, {origins.get(proposal.zone_origin, 'its header')}"


def timed_words(proposal: ImportProposal) -> str:
    """Count the lines, and those of the future rows that have a time."""
    rows = [read for read in proposal.lines if read.line.destination in ("row", "folded", "milestone")]
    timed = sum(read.reading.instant is not None for read in rows)
    doubtful = sum(any(flag != DAY_ASSUMED for flag in read.reading.flags) for read in rows)
    words = (
        f"{count_text(len(proposal.lines), 'line')}, {timed} of {count_text(len(rows), 'event')} have a time"
    )
    words += f", {doubtful} to look at" if doubtful else ""
    origin = "by its name" if proposal.is_day_of_name else "assumed"
    return words + (f", day {proposal.day_assumed} {origin} (d)" if proposal.day_assumed else "")
