"""The words and signs of Write-up."""

from collections.abc import Iterator

from oncall_tui.widgets.rows import Row, Span, sign_row

EMPTY: Row = (Span(" No incident is open. 0 shows them all; Enter opens one.", "muted"),)
WORDS = (
    ("written", "it has a text, or what it is made from has no open question"),
    ("begun", "it ends in …, says TODO, TBD or ???, or something in it is left"),
    ("written before", "something else changed after it was written; Space says it is still true"),
    ("imported", "an import wrote it and nobody looked at it; Space accepts it, e edits it"),
    ("versions", "colleagues wrote it without seeing each other; C shows them word by word"),
    ("wording", "words that judge a person, each with a question that asks for more; x keeps them"),
    ("next", "the section to write next; the summary is written last"),
    ("!N", "how much is left; ! lists it and goes there"),
)


def help_words() -> Iterator[Row]:
    """Yield a row for each word."""
    for sign, words in WORDS:
        yield sign_row(sign, words)
