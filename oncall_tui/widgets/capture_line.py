"""The line that is always ready: what is typed here is a note the moment Enter is pressed (N1).

It is no mode: Tab leaves it, Esc only takes back, PgUp and PgDn scroll what stands above it.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widget import Widget

from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste
from oncall_tui.widgets.line_edit import LineEdit


class CaptureLine(LineEdit):
    """Asks to save, to leave, to scroll and to amend by messages; it knows nothing of notes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", id="capture.save", tooltip="Save the note"),
        Binding("ctrl+j", "newline", "newline", id="capture.newline", tooltip="A new line inside this note"),
        Binding("pageup", "scroll(-1)", "scroll", id="capture.page-up", tooltip="Scroll the notes, stay in the line"),
        Binding("pagedown", "scroll(1)", "Scroll on", show=False, id="capture.page-down"),
        Binding("up,ctrl+p", "earlier", "amend last", id="capture.amend",
                tooltip="In an empty line: bring back the line put aside, else amend my last note"),
        Binding("tab", "leave", "commands", id="capture.leave", tooltip="Leave the line: letters are commands then"),
        Binding("f1", "screen.help", "help", id="capture.help", tooltip="Keys and words; `:help` does the same"),
        Binding("escape", "take_back", "Cancel amending", show=False, id="capture.take-back",
                tooltip="End amending a note, change nothing"),
        Binding("ctrl+t", "take_time", "Take the time", show=False, id="capture.take-time",
                tooltip="Take the time that the text holds as when it happened"),
        Binding("ctrl+c", "put_aside", "Put aside", show=False, id="capture.aside",
                tooltip="Put the line aside; Up brings it back"),
    ]  # fmt: skip

    @dataclass
    class Submitted(Message):
        """Save this. `pasted`: evidence, whose first line is no command; the line itself stays as it is."""

        text: str
        pasted: bool = False

    @dataclass
    class Scrolled(Message):
        """Scroll the notes by so many pages."""

        pages: int

    class AmendRequested(Message):
        """Up in an empty line: bring my last note into the line."""

    class TimeRequested(Message):
        """The time in the text is when it happened."""

    class TakenBack(Message):
        """Esc."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._aside: list[str] = []
        self.leave_to: Widget | None = None

    def insert_pasted(self, text: str) -> None:
        """Text that was pasted: several lines are a note of their own at once, one line is typed for the person."""
        whole = (
            text.replace("\r\r\n", "\n")
            .replace("\r\n", "\n")
            .replace("\r\r", "\n")
            .replace("\r", "\n")
            .strip("\n")
        )
        if "\n" in whole:
            self.post_message(self.Submitted(whole, pasted=True))
        elif whole:
            self.insert_at_cursor(whole)

    def restore_text(self, text: str) -> None:
        """Put back a line that could not be saved: into the line if that is empty, else for Up to bring back."""
        if self.text:
            self._aside.append(text)
        else:
            self.set_text(text)

    def action_save(self) -> None:
        text = self.text
        if text.strip():
            self.post_message(self.Submitted(text))
            self.set_text("")

    def action_newline(self) -> None:
        self.insert_at_cursor("\n")

    def action_scroll(self, pages: int) -> None:
        self.post_message(self.Scrolled(pages))

    def action_leave(self) -> None:
        """To the list, at once: the next key is a command already."""
        self.screen.set_focus(self.leave_to)

    def action_take_back(self) -> None:
        self.post_message(self.TakenBack())

    def action_take_time(self) -> None:
        self.post_message(self.TimeRequested())

    def action_put_aside(self) -> None:
        """As in a shell, except that nothing is lost."""
        if self.text.strip():
            self._aside.append(self.text)
            self.set_text("")

    def on_up_at_top(self) -> None:
        """Up: the line put aside comes back; with none, my last note can be amended."""
        if self.text:
            return
        if self._aside:
            self.set_text(self._aside.pop())
        else:
            self.post_message(self.AmendRequested())

    def on_down_at_bottom(self) -> None:
        """Down in the last row stays where it is."""

    def process_paste(self, event: Paste) -> None:
        if isinstance(event, UnbracketedPaste):
            self._type_burst(event.text)
        else:
            self.insert_pasted(event.text)

    def _type_burst(self, text: str) -> None:
        """Keys that came all at once while the line had the focus: every Enter in them saves, a Tab is text."""
        *lines, rest = text.split("\n")
        for line in lines:
            self.insert_at_cursor(line)
            self.action_save()
        if rest:
            self.insert_at_cursor(rest)
