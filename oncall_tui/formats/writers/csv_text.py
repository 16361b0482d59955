"""CSV as it leaves the program: harmless in a terminal, and in a spreadsheet nothing but text."""

import csv
from collections.abc import Iterable, Sequence

from oncall_tui.domain.visible import escape_controls
from oncall_tui.formats.spreadsheet import defused


class _Written(list[str]):
    """Collects what the csv module writes."""

    write = list.append


def csv_text(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """One line per row under a header; a cell that a spreadsheet would compute is made text."""
    written = _Written()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([defused(escape_controls(value)) for value in row] for row in rows)
    return "".join(written)
