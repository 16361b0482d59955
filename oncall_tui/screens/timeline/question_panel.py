"""The queue as a panel below the timeline: one question at a time, its answers by arrows and Enter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from oncall_tui.domain.timeline.question import Answer, Question
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Span, rule, wrap

NAMES = {
    "secret": "secret",
    "reading": "unsure time",
    "stamp": "unclear stamp",
    "order": "out of order",
    "future": "in the future",
    "far": "far away",
    "figure": "figure",
    "link": "link",
    "gap": "gap",
    "duplicate": "twice there",
    "missing": "missing",
    "conflict": "conflict",
}
MOST_EVIDENCE = 4


class QuestionPanel(Vertical):
    """Shows the question that stands first and lets go of the rest of the screen: rows stay in sight above."""

    BINDINGS = [
        Binding("enter", "take", "take", id="queue.take", tooltip="Take the answer under the cursor"),
        Binding("n", "step(1)", "next", id="queue.next", tooltip="The next question"),
        Binding("N", "step(-1)", "back", id="queue.back", tooltip="The question before"),
        Binding("escape", "close", "close", id="queue.close",
                tooltip="Close the queue; what is open stays open"),
    ]  # fmt: skip

    @dataclass
    class AnswerTaken(Message):
        """A person took an answer."""

        look: Question
        choice: Answer

    @dataclass
    class QuestionShown(Message):
        """Another question stands in front."""

        look: Question

    class PanelClosed(Message):
        """Back to the rows."""

    def __init__(self) -> None:
        super().__init__(id="queue")
        self._looks: tuple[Question, ...] = ()
        self._at = 0
        self.display = False

    def compose(self) -> ComposeResult:
        yield RowLabel(id="queue-title")
        yield Vertical(id="queue-words")
        yield RowList(id="queue-choices", cursor_stays=True)
        yield RowLabel(id="queue-moves")

    @property
    def look(self) -> Question | None:
        """The question in front."""
        return self._looks[self._at] if self._looks else None

    def open(self, looks: Sequence[Question], row: str | None = None) -> None:
        """Show the questions, beginning with one about that row if there is one."""
        self.display = True
        self._show(looks, next((n for n, look in enumerate(looks) if row in look.rows), 0))
        self.choices.focus()

    def renew(self, looks: Sequence[Question]) -> None:
        """Replace the questions; the one in front stays if it is still open."""
        if not self.display:
            return
        here = self.look.key if self.look else None
        same = next((n for n, look in enumerate(looks) if look.key == here), None)
        self._show(looks, min(self._at, len(looks) - 1) if same is None else same)

    def close(self) -> None:
        """Hide the panel."""
        self.display = False

    @property
    def choices(self) -> RowList:
        return self.query_one("#queue-choices", RowList)

    def action_step(self, step: int) -> None:
        if self._looks:
            self._show(self._looks, (self._at + step) % len(self._looks))

    def action_take(self) -> None:
        self.choices.action_choose()

    def action_close(self) -> None:
        self.close()
        self.post_message(self.PanelClosed())

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        if (look := self.look) is not None:
            self.post_message(self.AnswerTaken(look, look.choices[int(message.row_id)]))

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()
        self._show_moves()

    def _show(self, looks: Sequence[Question], at: int) -> None:
        before = self.look
        self._looks, self._at = tuple(looks), max(0, at)
        look = self.look
        self.query_one("#queue-title", RowLabel).show(title_row(self._looks, self._at, self.app.size.width))
        self._show_words(look)
        self._show_choices(look, look is not None and before is not None and look.key == before.key)
        self._show_moves()
        if look is not None:
            self.post_message(self.QuestionShown(look))

    def _show_words(self, look: Question | None) -> None:
        rows = word_rows(look, self.app.size.width)
        place = self.query_one("#queue-words", Vertical)
        lines = list(place.query(RowLabel))
        while len(lines) < len(rows):
            lines.append(RowLabel())
            place.mount(lines[-1])
        for number, line in enumerate(lines):
            line.display = number < len(rows)
            line.show(rows[number] if line.display else ())

    def _show_choices(self, look: Question | None, same: bool) -> None:
        choices = look.choices if look else ()
        rows = [FixedRow(str(number), choice_row(choice, choices)) for number, choice in enumerate(choices)]
        self.choices.set_rows(FixedRows(rows))
        self.choices.styles.height = max(1, len(rows))
        if rows and not same:
            self.choices.move_to("0")

    def _show_moves(self) -> None:
        look, cursor = self.look, self.choices.cursor_id
        words = ""
        if look is not None and cursor is not None and int(cursor) < len(look.choices):
            choice = look.choices[int(cursor)]
            words = (
                f" Enter: {choice.moves}"
                if choice.changes or choice.asks or choice.said
                else " Enter: on to the next."
            )
        self.query_one("#queue-moves", RowLabel).show((Span(words, "strong"),))


def title_row(looks: Sequence[Question], at: int, width: int) -> Row:
    """`── ! needs a look · 1 of 4 ──── others: resolved twice · 2 gap ──`."""
    if not looks:
        return rule("needs a look · nothing is left", width)
    title = f"! needs a look · {at + 1} of {len(looks)}"
    words = "others:"
    for name, count in Counter(_name(look) for number, look in enumerate(looks) if number != at).items():
        longer = f"{words} {'· ' if words != 'others:' else ''}{f'{count} ' if count > 1 else ''}{name}"
        if len(longer) > width - len(title) - 10:
            break
        words = longer
    return rule(title, width, words if words != "others:" else "", tone="warn")


def _name(look: Question) -> str:
    """Return the question in two words: `resolved twice`, `gap`."""
    return NAMES.get(look.kind) or f"{look.key.partition(':')[2]} twice"


def word_rows(look: Question | None, width: int) -> list[Row]:
    """Return the question, and the lines that it is about as they were written."""
    if look is None:
        return [(Span(" Every question has its answer. Esc goes back to the rows."),)]
    evidence = [(Span(f"   {line}", "muted"),) for line in look.evidence[:MOST_EVIDENCE]]
    return [*wrap((Span(f" {look.text}", "strong"),), width, " "), *evidence]


def choice_row(choice: Answer, among: Sequence[Answer]) -> Row:
    """Return the answer and why it may be right, in two columns."""
    room = min(40, max((len(other.label) for other in among), default=0))
    return Span(f" {choice.label:<{room}}  ", "strong"), Span(choice.why, "muted")
