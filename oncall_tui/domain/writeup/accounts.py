"""An account: what one person saw, expected and took for granted, asked about the rows that name them (N3, N4)."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

QUESTIONS = (
    "What did you see?",
    "What did you expect?",
    "What did you take for granted?",
    "What else was going on?",
)
KIND_MARK = re.compile(r"(?m)^(?=[!>=?+^%] \S)")


class AccountQuestion(NamedTuple):
    """A question to one person about one row. `note` is the answer, None while there is none."""

    row: str
    time: str
    words: str
    note: str | None = None

    @property
    def text(self) -> str:
        """`At 13:42, “named the volume”: what did you see? …`."""
        at = f"At {self.time}, " if self.time else ""
        return f"{at}“{self.words}”: {' '.join(QUESTIONS)}"


def rows_to_ask(
    person: str,
    rows: Sequence[str],
    named: Callable[[str], Sequence[str]],
    words: Callable[[str], str],
    otherwise: Sequence[str],
) -> list[str]:
    """Return the rows that name a person, in their people or in their words; else `otherwise`, in the order of
    `rows`.
    """
    folded = fold_person(person)
    spoken = re.compile(rf"(?<![\w.-])@?{re.escape(folded)}(?![\w-])") if folded else None
    found = [
        row
        for row in rows
        if folded in map(fold_person, named(row)) or (spoken and spoken.search(words(row).casefold()))
    ]
    wanted = set(otherwise)
    return found or [row for row in rows if row in wanted]


def fold_person(name: str) -> str:
    """Return a name as it is compared: without @, spaces around it, and capitals."""
    return name.strip().lstrip("@").casefold()


def answers_in(text: str) -> Iterator[str]:
    """Return the notes that an answer makes: one for each line that begins with the mark of a kind, else one."""
    parts = [part.strip() for part in KIND_MARK.split(text.strip())]
    return (part for part in parts if part)


def letter(person: str, title: str, questions: Sequence[AccountQuestion]) -> str:
    """Return the questions as a text to send."""
    lines = [
        f"{person}, we are writing up “{title}”. You were there, and what things looked like from where you stood is",
        "what the page lacks. There are no wrong answers; a line each is enough, and “I don't remember” is one.",
        "",
    ]
    for question in questions:
        at = f"{question.time}  " if question.time else ""
        lines += [f"{at}{question.words}", *(f"  - {each}" for each in QUESTIONS), ""]
    return "\n".join(lines)
