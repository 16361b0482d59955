"""Texts of the question panel: its title, its example, and the message after an answer. Pure."""

from oncall_tui.domain.analysis.prompts import NONE_OF, InterviewPrompt
from oncall_tui.domain.analysis.record_prompts import is_answered, record_prompts
from oncall_tui.domain.analysis.records import KIND_IN, Record, kind_of
from oncall_tui.screens.analysis.data import AnalysisData
from oncall_tui.screens.analysis.links import links_shown
from oncall_tui.services.analysis.asking import Answered
from oncall_tui.widgets.prompt import begins_a_word

FEWEST_LETTERS = 3
# What stands in the title of the panel, where the field is not the record's own text.
ASKED = {
    "how": "how it held",
    "what": "how it held",
    "made_sense": "how it held",
    "told": "how it held",
    "events": "at which rows",
    "feedback": "feedback",
    "exercised_by": "who acts, on what",
    "acts_on": "who acts, on what",
    "answer": "the answer",
    "so_far": "relied on",
    "boundary": "what we can change",
    "environment": "what we only watch",
}


def title_words(sheet: AnalysisData, prompt: InterviewPrompt) -> str:
    """`launch template · how it held`."""
    record = sheet.analysis.find(prompt.id) if prompt.id else None
    about = ASKED.get(prompt.field)
    if record is not None:
        return f"{sheet.name(record)} · {about or kind_of(record).words}"
    if prompt.field == "how":
        return f"{sheet.analysis.title(prompt.about)} · how it held"
    return about or f"new {KIND_IN[prompt.table].words}"


def offered_row(sheet: AnalysisData, prompt: InterviewPrompt, text: str) -> str:
    """Return the first row that has a word for each of the last typed ones, where rows are asked for; "" for none."""
    if prompt.field != "events":
        return ""
    named, typed = split_row_words(sheet, text)
    if not typed or len(typed[-1]) < FEWEST_LETTERS:
        return ""
    words, taken = sheet.writeup.timeline.text, tuple(named)
    rows = (id for id in sheet.row_ids() if not (taken and id.endswith(taken)))
    return next((id for id in rows if begins_a_word(" ".join(typed), words(id))), "")


def split_row_words(sheet: AnalysisData, text: str) -> tuple[list[str], list[str]]:
    """Split an answer into the rows that are named by a time or an id, and the words behind the last of them."""
    words, ids = text.split(), tuple(sheet.row_ids())
    at = len(words)
    while at and not words[at - 1][0].isdigit() and not any(id.endswith(words[at - 1]) for id in ids):
        at -= 1
    return words[:at], words[at:]


def example_words(prompt: InterviewPrompt) -> str:
    """Return the example; that there may be none is said where that is an answer."""
    none = "“none” if there is none" if prompt.field in NONE_OF or prompt.field == "feedback" else ""
    rows = "or a word of the row" if prompt.field == "events" else ""
    return " · ".join(filter(None, (prompt.example, rows, none)))


def saved_words(sheet: AnalysisData, answered: Answered) -> str:
    """Describe side effects of a save: automatic links, open questions, concurrent edits; "" where all is visible."""
    record = sheet.analysis.find(answered.added) if answered.added else None
    if record is None:
        return answered.told
    linked = ", ".join(link.words for link in links_shown(sheet, record))
    return f"Added {kind_of(record).words}" + (f", linked with {linked}" if linked else "")


def has_open_question(sheet: AnalysisData, record: Record) -> bool:
    """Return whether a question of the record, or of the control on its line, has no answer yet."""
    return any(not is_answered(sheet.analysis, step) for step in record_prompts(sheet.analysis, record))
