"""All texts of a write-up as one, to be edited together: each behind a line `=== name === Title`."""

import re
from collections.abc import Mapping

from oncall_tui.domain.errors import RefusedError

MARK = re.compile(r"^=== (?P<name>\S+) === .*$", re.MULTILINE)


def joined_texts(titles: Mapping[str, str], texts: Mapping[str, str]) -> str:
    """Return the texts one after the other, by name of section."""
    return "\n".join(f"=== {name} === {titles[name]}\n{texts[name]}\n" for name in texts)


def parted_texts(whole: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return the texts by name; one whose line is gone is missing, and so stays as it was.

    Raises RefusedError for a name that is not `known`, or text before the first line.
    """
    marks = list(MARK.finditer(whole))
    unknown = [mark["name"] for mark in marks if mark["name"] not in known]
    lead = whole[: marks[0].start()] if marks else whole
    if unknown or lead.strip():
        what = (
            f"No section is called {unknown[0]!r}." if unknown else "There is text before the first section."
        )
        raise RefusedError(f"{what} Nothing was changed. Keep the lines that begin with === as they are.")
    ends = [*(mark.start() for mark in marks[1:]), len(whole)]
    return {mark["name"]: whole[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}
