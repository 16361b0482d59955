"""One record in the pane: what it says, what it is linked with in both directions, and what is left of it. Pure."""

from collections.abc import Iterator

from oncall_tui.domain.analysis.loose_ends import LooseEnd
from oncall_tui.domain.analysis.records import Record, kind_of
from oncall_tui.screens.analysis.data import AnalysisData
from oncall_tui.screens.analysis.links import links_shown
from oncall_tui.widgets.rows import Row, Span, divider

NAME = 15
# What a person reads instead of the name of a field.
FIELDS = {
    "how": "How",
    "what": "What it did",
    "made_sense": "Made sense",
    "told": "Saw afterwards",
    "context": "Context",
    "belief": "Belief",
    "where": "Where",
    "explanation": "Explanation",
    "nature": "Nature",
    "exercised_by": "Who acts",
    "acts_on": "On what",
    "action": "Action",
    "feedback": "Feedback",
    "so_far": "Relied on",
    "aspect": "Missing",
    "category": "Category",
    "state": "State",
    "answer": "Answer",
    "topic": "Topic",
    "text": "Text",
    "name": "Name",
    "field": "Asked of",
    "key": "Same as",
    "boundary": "We can change",
    "environment": "We only watch",
}
# Never a loose end; they follow below, where somebody wrote them.
MORE = ("explanation", "action", "context", "belief", "where", "nature", "category", "topic")
HIDDEN = ("control", "key", "field")


def detail_rows(sheet: AnalysisData, record: Record) -> list[Row]:
    """Return the record, and with a finding its control."""
    rows: list[Row] = []
    for each in sheet.together(record):
        kind = kind_of(each)
        title = f"{kind.words} · {sheet.name(each)}" if each is record or rows else kind.words
        rows += [divider(title), *_fields(each), *_links(sheet, each), *_ends(sheet, each)]
    return rows


def incident_rows(sheet: AnalysisData) -> list[Row]:
    """Describe what we can change, what we can only watch, and how many loose ends are left."""
    analysis = sheet.analysis
    return [
        divider("what we can change"),
        _fact(FIELDS["boundary"], analysis.boundary),
        _fact(FIELDS["environment"], analysis.environment),
        (Span(f"{len(sheet.left)} left. n asks the next question, a adds a record.", "muted"),),
    ]


def end_rows(end: LooseEnd) -> list[Row]:
    """Return a loose end that is about no record."""
    return [(Span(end.text, "strong"),), (Span("Enter or l links it, x settles it with a reason.", "muted"),)]


def _fields(record: Record) -> Iterator[Row]:
    kind = kind_of(record)
    shown = [name for name in kind.texts if name not in HIDDEN and name not in kind.one]
    first = [name for name in shown if name not in MORE]
    for name in (*first, *(name for name in shown if name in MORE)):
        value = getattr(record, name)
        if value and not (name in MORE and value == kind.defaults.get(name)):
            meaning = kind.words_of.get(name, {}).get(value, "")
            yield _fact(FIELDS.get(name, name), f"{value}: {meaning}" if meaning else value)


def _links(sheet: AnalysisData, record: Record) -> Iterator[Row]:
    for link in links_shown(sheet, record):
        yield (Span(f"{link.label:<{NAME}}", "muted"), Span(link.words, "muted" if link.struck else ""))


def _ends(sheet: AnalysisData, record: Record) -> Iterator[Row]:
    for end in sheet.writeup.loose_ends:
        if end.id == record.id and end.settled is None:
            yield (Span("! ", "warn"), Span(end.text))
        elif end.id == record.id and end.settled is not None:
            words = f"settled by {end.settled.by}: {end.settled.reason} ({end.code})"
            yield (Span(words, "muted"),)


def _fact(name: str, text: str) -> Row:
    return Span(f"{name:<{NAME}}", "muted"), Span(text or "nobody said yet", "" if text else "muted")
