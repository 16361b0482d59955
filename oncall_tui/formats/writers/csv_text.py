"""CSV as it leaves the program: harmless in a terminal, and in a spreadsheet nothing but text."""

import csv
from collections.abc import Iterable, Sequence

from oncall_tui.domain.visible import visible

FORMULA = ("=", "+", "-", "@", "\t")


class _Written(list[str]):
    """Collects what the csv module writes."""

    write = list.append


def csv_text(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """One line per row under a header; a cell that a spreadsheet would compute is made text."""
    written = _Written()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_defused(value) for value in row] for row in rows)
    return "".join(written)


def _defused(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute; before one that is the text's own, another."""
    text = visible(text)
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def armed(text: str) -> str:
    """Return the text as it was before it was written: without the apostrophe that defused it."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
