"""What a colleague took out, worked out from what stood here before: so that it goes from everything here too.

The text itself is never written down; it is found by comparing the cleaned record with the one before.
"""

import re
from collections.abc import Iterator

from oncall_tui.replication.encoding import Record, Tables
from oncall_tui.replication.forgetting import cleaned_records
from oncall_tui.services.notes.redaction import REPLACEMENT


def redacted_texts(before: Tables, joined: Tables) -> list[str]:
    """The texts that `joined` has replaced in records that stand in `before`; none without a new redaction."""
    found = {
        text
        for table, id in cleaned_records(joined)
        for text in _texts(before.get(table, {}).get(id, {}), joined.get(table, {}).get(id, {}))
    }
    return sorted(found, key=len, reverse=True)


def _texts(before: Record, after: Record) -> Iterator[str]:
    for name, clean in after.items():
        held = before.get(name)
        if isinstance(clean, str) and isinstance(held, str) and REPLACEMENT in clean and held != clean:
            match = _pattern(clean).fullmatch(held)
            if match:
                yield match[1]


def _pattern(clean: str) -> re.Pattern[str]:
    """What a text looked like in which one and the same secret stood at every replacement."""
    first, *rest = map(re.escape, clean.split(REPLACEMENT))
    return re.compile(first + "(.+)" + r"\1".join(rest), re.DOTALL)
