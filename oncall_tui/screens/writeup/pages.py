"""Output of a write-up: the page, the report as a text or a file, questions to one person."""

import os
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from oncall_tui.domain.plural import count_text
from oncall_tui.screens.actions.copy_texts import HANDOVER, UPDATE, CopyTextActions
from oncall_tui.screens.clipboard import copy_to_clipboard
from oncall_tui.screens.prompting import prompting_action
from oncall_tui.screens.writeup.actions import WriteupActions
from oncall_tui.screens.writeup.data import WriteupData
from oncall_tui.screens.writeup.page_text import PageText, page_text
from oncall_tui.widgets.prompt_options import Choice, Option

if TYPE_CHECKING:
    from oncall_tui.read_models.writeup_view import WriteupView

REPORT, QUESTIONS = Choice("p", "report", "report"), Choice("q", "questions to a person", "questions")
MARKDOWN, HTML, JSON = "md", "html", "json"
FORMATS = (
    Option(MARKDOWN, "Markdown, copied", "into the clipboard of this terminal, and shown"),
    Option(HTML, "HTML, to a file", "one file that needs nothing else; it asks where"),
    Option(JSON, "JSON, to a file", "for programs; it asks where"),
)


class WriteupPages(CopyTextActions[WriteupData | None], WriteupActions):
    """Nothing here changes anything."""

    TEXTS = (REPORT, QUESTIONS, HANDOVER, UPDATE)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("Y", "texts", "Texts", show=False, id="view.texts",
                tooltip="Y p the report as Markdown, HTML or JSON; Y q questions to a person"),
    ]  # fmt: skip

    @prompting_action
    async def action_page(self) -> None:
        section = self.under_cursor()
        if self.data is None or self.incident_view is None:
            self.incident()
            return
        from oncall_tui.screens.writeup.report_page import ReportPage

        text = await self.in_thread(partial(read_page, self.data.writeup))
        title = f"{self.incident_view.incident.handle} · the page"
        self.app.push_screen(ReportPage(title, tuple(text.all_rows()), section.title if section else ""))

    @prompting_action
    async def action_texts(self) -> None:
        self.incident()
        name = await self.choose("Text", *self.TEXTS)
        if name is not None:
            await self._make_text(name)

    @prompting_action
    async def action_show_text(self, name: str) -> None:
        """Show and copy the text of that name."""
        self.incident()
        await self._make_text(name)

    async def _make_text(self, name: str) -> None:
        if name == REPORT.value:
            await self._report()
        elif name == QUESTIONS.value:
            await self._questions()
        else:
            self._show_text(name)

    async def _report(self) -> None:
        format = await self.pick("The report as:", *FORMATS)
        if format is None or self.data is None or self.incident_view is None:
            return
        text = await self.in_thread(partial(report_text, self.data.writeup, format))
        if format == MARKDOWN:
            self._show_copied("The report, copied", text)
            return
        named = await self.ask(
            "Write it to:", f"{self.incident_view.incident.handle}.{format}", _path_words, amends=True
        )
        if named and named.strip():
            from oncall_tui.services.report.report_file import write_report

            path = await self.in_thread(partial(write_report, named.strip(), text))
            self.show_message(f"Written to {path}")

    async def _questions(self) -> None:
        """Questions to one person as a text to send (N3)."""
        incident = self.incident()
        people = await self.in_thread(partial(self.services.accounts.people, incident))
        options = [Option(person, person) for person in people]

        def find(typed: str) -> list[Option]:
            known = [option for option in options if typed.strip().casefold() in option.label.casefold()]
            return known or [Option(typed.strip(), typed.strip(), "not named in this incident yet")]

        person = await self.pick("Questions to whom?", *options, find=find)
        if not person or self.incident_view is None:
            return
        from oncall_tui.domain.writeup.accounts import letter

        questions = await self.in_thread(partial(self.services.accounts.questions, incident, person))
        if not questions:
            self.show_message(
                f"There is no row to ask {person} about yet: none names them, and there are no milestones."
            )
            return
        title = f"{count_text(len(questions), 'question')} to {person}, copied"
        self._show_copied(title, letter(person, self.incident_view.incident.name, questions))

    def _show_copied(self, title: str, text: str) -> None:
        from oncall_tui.screens.text_page import TextPage

        copy_to_clipboard(self.app, text)
        self.app.push_screen(TextPage(title, text))


def read_page(writeup: "WriteupView") -> PageText:
    """Return the report as it is printed, as rows. Slow: for a thread."""
    return page_text(report_text(writeup, MARKDOWN))


def report_text(writeup: "WriteupView", format: str) -> str:
    """Return the report in that format. Slow: for a thread."""
    from oncall_tui.read_models.report import printed_report

    report: dict[str, Any] = printed_report(writeup)
    if format == JSON:
        from oncall_tui.formats.writers.report_words import report_json_text

        return report_json_text(report)
    if format == HTML:
        from oncall_tui.formats.writers.report_html import report_html

        return report_html(report)
    from oncall_tui.formats.writers.report_markdown import report_markdown

    return report_markdown(report)


def _path_words(typed: str) -> str:
    return (
        f"writes {os.path.abspath(os.path.expanduser(typed.strip()))}" if typed.strip() else "a file's name"
    )
