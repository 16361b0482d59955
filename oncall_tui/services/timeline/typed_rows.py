"""A row typed on one line: `14:02 > 5xx at 11% #redis`, a time, a kind and the words (SCREENS, keys)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from oncall_tui.domain.capture_line import parse_line

MOST_TIME_WORDS = 4
OPENING = "~@+-0123456789"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """`when` as typed, empty without one."""

    when: str
    text: str
    kind: str | None = None
    marks: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """Return the fields of the row's record but its time."""
        kind = {"kind": self.kind} if self.kind else {}
        return {"text": self.text, **kind, **dict.fromkeys(self.marks, True)}


def parse_row(line: str, is_time: Callable[[str], bool]) -> TypedRow:
    """Split off the longest beginning that is a time; never refuse a line."""
    words = line.split()
    when, rest = "", line.strip()
    for count in range(min(MOST_TIME_WORDS, len(words) - 1), 0, -1):
        head = " ".join(words[:count])
        if head[0] in OPENING and is_time(head.replace("@", "", 1)):
            when, rest = head.replace("@", "", 1), line.split(None, count)[count]
            break
    typed = parse_line(rest, lambda _: False, lambda _: False)
    marks = (
        *(f"tags:{tag}" for tag in typed.tags),
        *(f"people:{person}" for person in typed.people),
        *(f"references:{reference}" for reference in typed.references),
    )
    return TypedRow(when, typed.text, typed.kind, marks)
