"""The analysis of an incident: who acts on what, how each control held, and one question at a time (W5-W12)."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize

from oncall_tui.domain.analysis.records import EVENTS, RECOMMENDATIONS
from oncall_tui.domain.errors import RefusedError
from oncall_tui.screens.analysis.data import AnalysisData, end_row
from oncall_tui.screens.analysis.detail import detail_rows, end_rows, incident_rows
from oncall_tui.screens.analysis.edits import AnalysisEditActions
from oncall_tui.screens.analysis.links import Link, links_shown
from oncall_tui.screens.analysis.panel import AnswerEdit, AskingPanel
from oncall_tui.screens.analysis.rows import analysis_rows, counts_words
from oncall_tui.screens.analysis.wording import has_open_question
from oncall_tui.screens.header import incident_row
from oncall_tui.screens.messages import (
    AnalysisRequested,
    RecommendationsRequested,
    TimelineRequested,
    WriteupRequested,
)
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.widgets.prompt_options import Option
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import Row, rule, sign_row

WORDS = (
    ("✗ ✓ ∅ S", "a control that did not hold · held · is missing · a systemic problem"),
    ("↓ ↑", "acts on · tells: an alert, a dashboard"),
    ("!", "something is left: the pane says what; x settles it with a reason"),
    ("left", "loose ends that nobody has closed or settled; none of them blocks anything"),
    ("absent", "it exists, but was not in place here"),
    ("ineffective", "it acted, and that was not enough"),
    ("late", "too late, too early, or stopped too soon"),
    ("bypassed", "somebody or something went round it, for a reason"),
    ("harmful", "it acted, and that did harm"),
    ("held", "it worked"),
    ("?", "as an answer: not known; “? words” asks the words as an open question"),
    ("none", "as an answer: there is none"),
)


class AnalysisScreen(AnalysisEditActions):
    """Opened from the write-up; Esc goes back there."""

    KEY = "3"
    CSS_PATH = [stylesheet_path("analysis.tcss")]
    AUTO_FOCUS = "#records"
    BINDINGS: ClassVar[list[BindingType]] = [
        # In the order of the footer.
        Binding("enter", "open_record", "answer", id="analysis.open",
                tooltip="Ask what the record lacks; where all is answered, go along its links"),
        Binding("a", "add", "add", id="analysis.add", tooltip="Add a record: a, then its letter"),
        Binding("l", "link", "link", id="analysis.link",
                tooltip="Link with a row of the timeline (t), a recommendation (r) or another record (its letter)"),
        Binding("x", "out", "out", id="analysis.out",
                tooltip="Settle what is left with a reason, take a link off, or leave the record out"),
        Binding("exclamation_mark", "queue", "left", id="view.queue",
                tooltip="The next record of which something is left, conflicts first"),
        Binding("b", "group", "by kind", id="analysis.group", tooltip="The structure, or all records by kind"),
        Binding("n", "next_question", "next", id="analysis.next",
                tooltip="Ask what is open, one question after the other"),
        Binding("o", "chain", "Linked", show=False, id="analysis.chain",
                tooltip="Go along a link: row, finding, control, what must hold, hazard, loss, recommendation"),
        Binding("u", "undo", "undo", show=False, id="view.undo", tooltip="Undo my last change"),
        Binding("escape", "back", "back", id="analysis.back", tooltip="Back to the write-up"),
    ]  # fmt: skip

    by_kind = False
    _wanted: str | None = None

    @property
    def mode(self) -> str:
        return "analysis"

    def compose_main(self) -> ComposeResult:
        yield RowLabel(id="above")
        yield RowList(id="records", cursor_stays=True)

    def compose_below(self) -> ComposeResult:
        yield AskingPanel(self)

    def load(self) -> AnalysisData | None:
        if self.incident_id is None:
            return None
        sheet = AnalysisData(self.services.writeup.view(self.incident_id))
        # Worked out here, in the thread, and not while the rows are drawn.
        _ = sheet.analysis, sheet.left, sheet.structure, sheet.conflicts
        return sheet

    def show_data(self, read: AnalysisData | None) -> None:
        self.sheet = read
        self.open_question_count = len(read.left) + len(read.conflicts) if read is not None else 0
        self.show_list()

    def show_list(self) -> None:
        """Show the records; the cursor stays with its own."""
        if (sheet := self.sheet) is None:
            return
        plain = self.services.settings.ascii
        self.row_list.set_rows(analysis_rows(sheet, by_kind=self.by_kind, plain=plain))
        if self._wanted and self.row_list.move_to(self._wanted):
            self._wanted = None
        title = f"{sheet.writeup.view.incident.handle} · analysis"
        width = self.row_list.size.width or self.size.width
        self.query_one("#above", RowLabel).show(rule(title, width, counts_words(sheet)))
        self.show_detail()

    def on_opened(self, message: object) -> None:
        if isinstance(message, AnalysisRequested) and message.record_id:
            self._wanted = message.record_id
            self.show_list()

    def open_incident(self, incident_id: str | None) -> None:
        """Questions of another incident are left; what was typed into them is kept."""
        if incident_id != self.incident_id and self.interview is not None:
            self._end()
        super().open_incident(incident_id)

    def header_left(self) -> Row:
        if self.sheet is None:
            return super().header_left()
        view = self.sheet.writeup
        return incident_row(view.view.incident, view.timeline.moments(), self.services.clock())

    def help_words(self) -> Iterable[Row]:
        for sign, words in WORDS:
            yield sign_row(sign, words)

    @property
    def has_room_for_detail(self) -> bool:
        """The record under the cursor is shown at every size."""
        return True

    def detail_rows(self) -> Iterable[Row]:
        if self.sheet is None:
            return ()
        if (end := self.end_here()) is not None:
            return end_rows(end)
        record = self.selected_id()
        return incident_rows(self.sheet) if record is None else detail_rows(self.sheet, record)

    def _place_detail(self) -> None:
        """On a short screen the question stands in the place of the record."""
        super()._place_detail()
        if self.interview is not None and self.size.height < 30:
            self.detail.display = False

    async def show_question(self) -> None:
        await super().show_question()
        self._place_detail()

    def _end(self) -> None:
        super()._end()
        self._place_detail()

    def _active_keys(self) -> list[tuple[str, str]]:
        keys = super()._active_keys()
        if isinstance(self.focused, AnswerEdit):
            keys.insert(-1, ("?", "not known"))
        return keys

    @on(Resize)
    def _fit(self) -> None:
        self.call_after_refresh(self.show_list)

    @on(RowList.Chosen, "#records")
    def _chosen(self) -> None:
        self.action_open_record()

    @prompting_action
    async def action_open_record(self) -> None:
        """Enter: what is not answered yet is asked; where all is, one goes along the links."""
        sheet, record = self.read_sheet(), self.selected_id()
        if self.on_incident:
            await (self.ask_all() if sheet.analysis.is_empty else self.ask_incident())
        elif record is None:
            await self.link_here()
        elif has_open_question(sheet, record):
            await self.ask_record(record)
        else:
            await self._walk(with_answers=True)

    @prompting_action
    async def action_chain(self) -> None:
        await self._walk()

    async def _walk(self, *, with_answers: bool = False) -> None:
        """Along one of the links, in either direction."""
        sheet, record = self.read_sheet(), self.record()
        links = [link for each in sheet.together(record) for link in links_shown(sheet, each)]
        links = [link for link in links if link.target != record.id and link.field != "control"] + [
            link for link in links if link.field == "control" and link.target != record.id
        ]
        options = [
            Option(str(n), f"{link.label}: {link.words}", "goes there") for n, link in enumerate(links)
        ]
        if with_answers:
            options.append(Option("again", "the answers, one after the other", "they can be written anew"))
        if not options:
            raise RefusedError("It is linked with nothing. Nothing was changed. l links it.")
        value = await self.pick(f"From “{sheet.name(record)}” to:", *options)
        if value == "again":
            await self.ask_record(record)
        elif value is not None:
            self._go_to(links[int(value)])

    def _go_to(self, link: Link) -> None:
        if link.table == EVENTS:
            row = self.read_sheet().analysis.rows.get(link.target)
            self.post_message(TimelineRequested(self.incident_id, row.row if row else link.target))
        elif link.table == RECOMMENDATIONS:
            self.post_message(RecommendationsRequested(self.incident_id, link.target))
        elif not self.row_list.move_to(link.target):
            self.show_message("It was left out, or is not here yet.")

    def action_group(self) -> None:
        """Switch between the structure and all by kind."""
        self.by_kind = not self.by_kind
        self.show_list()

    def action_queue(self) -> None:
        """Go to the next row that has a loose end, round and round; conflicts first."""
        if (sheet := self.sheet) is None:
            return
        wanted = sheet.conflicts or [
            end_row(end) if end in sheet.unplaced_ends else end.id for end in sheet.left
        ]
        places = sorted({place for id in wanted if (place := self.row_list.rows.index_of(id)) is not None})
        if not places:
            self.show_message("Nothing is left.")
            return
        here = -1 if self.row_list.cursor is None else self.row_list.cursor
        place = next((each for each in places if each > here), places[0])
        self.row_list.move_to(self.row_list.rows.row_id(place))
        if sheet.conflicts:
            self.show_message("Two people wrote this without seeing each other. C shows both, word by word.")

    def action_view(self, key: str) -> None:
        if key == self.KEY:
            self.action_back()
        else:
            super().action_view(key)

    def action_back(self) -> None:
        """To the write-up, to the row that it was opened from."""
        self.post_message(WriteupRequested(self.incident_id, "analysis"))
