"""Show conflicting edits: every version, the differences word by word, and one key to resolve each (S2)."""

from collections.abc import Iterator
from typing import Any, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from oncall_tui.domain.errors import OncallError
from oncall_tui.domain.word_diff import Side, word_diff
from oncall_tui.read_models.conflicts import Conflict, ConflictingValue
from oncall_tui.services.history import History
from oncall_tui.services.sharing.conflicts import Conflicts
from oncall_tui.widgets.bindings import page_keys
from oncall_tui.widgets.footer import StatusFooter, key_row
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Span, rule, wrap

BOTH = "both"
TONES: dict[Side, str] = {"both": "", "first": "good", "second": "warn"}


class ConflictServices(Protocol):
    """Services of this screen."""

    @property
    def conflicts(self) -> Conflicts: ...

    @property
    def history(self) -> History: ...


class ConflictsScreen(Screen[None]):
    """One conflict at a time. Nothing is thrown away: what was not taken stays in the history."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "back", id="conflicts.close"),
        Binding("n", "step(1)", "next", id="conflicts.next"),
        Binding("N", "step(-1)", "previous", id="conflicts.back"),
        Binding("u", "undo", "undo", id="conflicts.undo"),
    ]

    def __init__(self, services: ConflictServices, incident_id: str, author: str) -> None:
        super().__init__()
        self.services = services
        self._incident = incident_id
        self._author = author
        self._open: list[Conflict] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        yield RowLabel(id="header")
        yield RowList(cursor_stays=True)
        yield StatusFooter()

    def on_mount(self) -> None:
        self.query_one(StatusFooter).show_keys(
            [key_row(page_keys(self, self.query_one(RowList), "take"), self.app.size.width)]
        )
        self._renew()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        conflict = self._open[self._at]
        chosen = message.row_id
        value = conflict.both if chosen == BOTH else conflict.versions[int(chosen)].value
        try:
            words = self.services.conflicts.resolve(self._incident, conflict, value)
        except OncallError as error:
            words = f"! {error}"
        self._renew()
        self.query_one(StatusFooter).show_message(f"{words[:1].upper()}{words[1:]}. u undoes.")

    def action_step(self, step: int) -> None:
        if self._open:
            self._at = (self._at + step) % len(self._open)
            self._show()

    def action_undo(self) -> None:
        try:
            words = self.services.history.undo(self._incident) or "Nothing of yours to undo here."
        except OncallError as error:
            words = f"! {error}"
        self._renew()
        self.query_one(StatusFooter).show_message(words)

    def _renew(self) -> None:
        self._open = self.services.conflicts.open_conflicts(self._incident)
        self._at = min(self._at, max(0, len(self._open) - 1))
        self._show()

    def _show(self) -> None:
        count = len(self._open)
        title = (
            f" Conflict {self._at + 1} of {count}"
            if count
            else " No conflicts: everybody has seen what is shown"
        )
        self.query_one("#header", RowLabel).show((Span(title, "strong"),))
        rows = conflict_rows(self._open[self._at], self._author, self.app.size.width) if count else []
        self.query_one(RowList).set_rows(FixedRows(list(rows)))


def conflict_rows(conflict: Conflict, author: str, width: int) -> Iterator[FixedRow]:
    """Yield the question, each version as a choice with what only it says marked `[+...+]`, and both."""
    yield _text(0, (Span(f" {conflict.field.replace('_', ' ')} of {conflict.about}", "strong"),))
    first = conflict.versions[0].value
    for number, version in enumerate(conflict.versions):
        yield _text(f"rule-{number}", rule("", width - 2))
        yield FixedRow(str(number), (Span(f" Keep {_whose(version, author)}", "key"),))
        other = conflict.versions[1].value if number == 0 else first
        for place, row in enumerate(wrap(_difference(version.value, other), width - 4, "   ")):
            yield _text(f"{number}-{place}", (Span("   "), *row) if place == 0 else row)
    if conflict.both is not None:
        yield _text("rule-both", rule("", width - 2))
        yield FixedRow(
            BOTH, (Span(" Keep both, one after the other", "key"), Span("   to be edited then", "muted"))
        )


def _text(name: object, row: Row) -> FixedRow:
    return FixedRow(f"text-{name}", row, selectable=False)


def _whose(version: ConflictingValue, author: str) -> str:
    whose = "mine" if version.by == author else f"{version.by or 'somebody'}'s"
    return f"{whose}, written {version.at[:16].replace('T', ' ')} UTC"


def _difference(value: Any, other: Any) -> Row:
    """Return the value, with what the other does not say in signs and tone, so that it shows without colour too."""
    if not (isinstance(value, str) and isinstance(other, str)):
        return (Span("empty" if value in (None, "") else str(value)),)
    pieces = word_diff(value, other)
    return tuple(
        Span(piece.text if piece.side == "both" else f"[+{piece.text}+]", TONES[piece.side])
        for piece in pieces
        if piece.side != "second"
    )
