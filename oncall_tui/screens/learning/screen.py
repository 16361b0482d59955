"""`L`: the page of what all incidents say together, to read, to filter and to open from (L1-L6)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.message import Message
from textual.screen import Screen

from oncall_tui.domain.learning.facts import LearningFacts
from oncall_tui.domain.plural import count_text
from oncall_tui.screens.actions.filter import filter_row
from oncall_tui.screens.clipboard import copy_to_clipboard
from oncall_tui.screens.learning.rows import LearningRead, Wanted, is_read, learning_rows
from oncall_tui.screens.messages import NotesRequested, TimelineRequested, WriteupRequested
from oncall_tui.screens.polling_screen import PollingScreen
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.services import Services
from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.widgets.bindings import active_bindings, shown_keys
from oncall_tui.widgets.footer import StatusFooter, key_row
from oncall_tui.widgets.prompt_options import Option
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.row_stack import RowStack
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Span

if TYPE_CHECKING:
    from oncall_tui.services.analysis.controls import Controls
    from oncall_tui.services.learning.learning import Learning
    from oncall_tui.services.review.run_review import Reviews

NOTHING = (Span(" Nothing here has these words.", "muted"),)
EMPTY = (Span(" No incident is here yet: there is nothing to learn from.", "muted"),)
HELP = (
    "Write-ups: whose turn it is while they wait; ● is one that is complete and you have not read.",
    "Controls: those that did not hold in more than one incident. Enter names the incidents.",
    "Dots: one is an incident, two are a colon. Twice as long is as far everywhere on the line. A figure is the",
    "median and what nine in ten stay under; fewer than five incidents make no figure. There is no mean, no trend",
    "and no ranking: these are to ask questions with, not to judge by.",
    "Done by hand more than once: commands that may be worth a script.",
)


class LearningServices(Services, Protocol):
    """Services of this page beyond those of every screen."""

    @property
    def learning(self) -> "Learning": ...

    @property
    def controls(self) -> "Controls": ...

    @property
    def reviews(self) -> "Reviews": ...


class LearningScreen(PollingScreen[LearningRead]):
    """In front of Incidents. What it shows is read from an index; a document only where one changed."""

    CSS_PATH = [stylesheet_path("learning.tcss")]
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "open",
            id="learning.open",
            tooltip="Open a write-up, a control or an insight where it is worked on",
        ),
        Binding("slash", "filter", "filter", id="learning.filter", tooltip="Show only what has these words"),
        Binding("m", "mark_read", "mark read", id="learning.read", tooltip="Mark a write-up as read"),
        Binding("b", "by_kind", "by kind", id="learning.kind", tooltip="Group the insights by kind"),
        Binding("Y", "csv", "as CSV", id="learning.csv", tooltip="Copy the durations as CSV"),
        Binding("escape,q", "back", "back", id="learning.close", tooltip="End the filter, then go back"),
        Binding("question_mark,f1", "help", "help", id="learning.help", tooltip="Keys and words"),
    ]

    learned: LearningRead | None = None
    wanted = Wanted()

    def __init__(self, services: LearningServices) -> None:
        super().__init__()
        self.services = services
        self.wanted = Wanted(ascii=services.settings.ascii)

    def compose(self) -> ComposeResult:
        yield RowLabel(id="header")
        yield RowStack(id="above")
        yield RowList(cursor_stays=True)
        yield Vertical(id="questions")
        yield StatusFooter()

    def load(self) -> LearningRead:
        learning = self.services.learning
        facts = learning.facts()
        me, now = self.services.settings.author, self.services.clock()
        return LearningRead(
            facts, learning.controls(), learning.durations(facts), learning.stages(facts), me, now
        )

    def fingerprint(self) -> object:
        return self.services.learning.fingerprint()

    def show_data(self, read: LearningRead) -> None:
        self.learned = read
        self.show_page()

    def show_page(self) -> None:
        """Lay everything out for the present width; the cursor stays with its row."""
        if self.learned is None:
            return
        width = self.app.size.width
        rows = learning_rows(self.learned, self.wanted, width - 2)
        nothing = FixedRow("none", NOTHING if self.learned.facts else EMPTY, selectable=False)
        title: Row = (
            Span(" Learning", "strong"),
            Span(f"   {count_text(len(self.learned.facts), 'incident')}", "muted"),
        )
        self.query_one("#header", RowLabel).show(title)
        words = self.wanted.words
        self.query_one("#above", RowStack).show([filter_row(words, "Esc ends it")] if words else [])
        self.listed.set_rows(FixedRows(rows or [nothing]))
        self.query_one(StatusFooter).show_keys([key_row(shown_keys([self]), width)])

    @property
    def listed(self) -> RowList:
        return self.query_one(RowList)

    @on(Resize)
    def _fit(self) -> None:
        self.show_page()

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    @prompting_action
    async def action_open(self) -> None:
        """Open a write-up where it is worked on; of a control its findings; of an insight its analysis."""
        kind, _, rest = (self.listed.cursor_id or "").partition(":")
        facts = self._facts(rest.partition(":")[0])
        if kind == "control":
            await self._open_control(rest)
        elif facts is None:
            self.show_message(
                "There is nothing to open here. Enter opens a write-up, a control or an insight."
            )
        elif kind == "found":
            self._leave_for(WriteupRequested(facts.id, "analysis"))
        elif facts.stage == "responding":
            self._leave_for(NotesRequested(facts.id))
        elif facts.stage == "timeline" or kind == "near":
            self._leave_for(TimelineRequested(facts.id))
        else:
            self._leave_for(WriteupRequested(facts.id))

    async def _open_control(self, key: str) -> None:
        found = (
            next((each for each in self.learned.controls if each.key == key), None) if self.learned else None
        )
        known = [facts for id in found.incidents if (facts := self._facts(id))] if found else []
        options = [Option(each.id, f"{each.handle}  {each.title}") for each in known]
        id = await self.pick("Its findings in which incident?", *options) if options else None
        if id is not None:
            self._leave_for(WriteupRequested(id, "analysis"))

    def _leave_for(self, message: Message) -> None:
        self.app.pop_screen()
        self.app.post_message(message)

    def _facts(self, id: str) -> LearningFacts | None:
        facts = self.learned.facts if self.learned else ()
        return next((each for each in facts if each.id == id), None)

    @prompting_action
    async def action_filter(self) -> None:
        words = await self.ask("Filter:", self.wanted.words, lambda text: "only what has all these words")
        if words is not None:
            self._show_with(self.wanted._replace(words=words.strip()))

    @prompting_action
    async def action_mark_read(self) -> None:
        """Mark as read. Reading marks go forward only."""
        kind, _, id = (self.listed.cursor_id or "").partition(":")
        facts = self._facts(id) if kind == "writeup" else None
        if facts is None or self.learned is None:
            self.show_message("m marks a write-up as read. Nothing was changed.")
            return
        if is_read(facts, self.learned.me):
            self.show_message("It is read. Reading marks only go forward.")
            return

        def work() -> str:
            self.services.reviews.read(facts.id)
            return f"{facts.handle} is marked as read."

        await self.run_and_refresh(work)

    def action_by_kind(self) -> None:
        self._show_with(self.wanted._replace(by_kind=not self.wanted.by_kind))

    def _show_with(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.show_page()

    def action_csv(self) -> None:
        from oncall_tui.read_models.learning_json import learn_csv
        from oncall_tui.screens.text_page import TextPage

        text = learn_csv(self.learned.facts if self.learned else [])
        copy_to_clipboard(self.app, text)
        self.app.push_screen(TextPage("The durations as CSV, copied", text))

    def action_back(self) -> None:
        if self.wanted.words:
            self._show_with(self.wanted._replace(words=""))
        else:
            self.app.pop_screen()

    def action_help(self) -> None:
        from oncall_tui.screens.help import HelpScreen, key_help

        keys, moves = (
            key_help([self]),
            key_help([self.listed], but={each.key for each in active_bindings(self)}),
        )
        words = [(Span(f" {line}"),) for line in HELP]
        sections = (("What is shown", words), ("Keys of Learning", keys), ("In a list", moves))
        made: Callable[..., Screen[None]] = HelpScreen
        self.app.push_screen(made("Learning", sections))
