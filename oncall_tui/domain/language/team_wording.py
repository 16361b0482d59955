"""The team's own phrases: `wording.txt`, plain words with `*`, never regular expressions from the share.

A block a phrase, blank lines between them::

    phrase: low hanging fruit
    unless: quoted
    ask: What would it take, and who would do it?
    hits: This is low hanging fruit.
    misses: The fruit hangs low.

`phrase`, `unless`, `hits` and `misses` may be given more than once. `*` is the rest of a word, or between blanks up to
four words. The examples are tried when the file is read: one that does not do what it says breaks its block.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

KEYS = ("phrase", "unless", "ask", "hits", "misses")
MOST_PHRASES = 200
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class TeamPhrase:
    """One block: its spellings, the words that excuse it, and what to ask instead."""

    name: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[str, ...]
    question: str


@dataclass(slots=True)
class _Block:
    number: int
    values: dict[str, list[str]] = field(default_factory=lambda: {key: [] for key in KEYS})


def read_team_wording(text: str) -> tuple[tuple[TeamPhrase, ...], tuple[str, ...]]:
    """Return the phrases of a file and what is wrong with it, a sentence each; a broken block is passed over."""
    phrases: list[TeamPhrase] = []
    problems: list[str] = []
    for block in _blocks(text, problems):
        phrase, problem = _phrase(block)
        if phrase is not None:
            phrases.append(phrase)
        if problem:
            problems.append(f"wording.txt, block at line {block.number}: {problem}")
    if len(phrases) > MOST_PHRASES:
        problems.append(f"wording.txt has more than {MOST_PHRASES} phrases; the rest is not used.")
    return tuple(phrases[:MOST_PHRASES]), tuple(problems)


def team_findings(text: str, phrases: Sequence[TeamPhrase]) -> Iterator[tuple[TeamPhrase, int, int]]:
    """Yield each place where a phrase is used, unless one of its excusing words is in the same line."""
    for phrase in phrases:
        for pattern in phrase.patterns:
            for match in pattern.finditer(text):
                begin = text.rfind("\n", 0, match.start()) + 1
                end = text.find("\n", match.end())
                line = text[begin : end if end >= 0 else len(text)].casefold()
                if not any(word in line for word in phrase.unless):
                    yield phrase, match.start(), match.end()


def _blocks(text: str, problems: list[str]) -> Iterator[_Block]:
    block: _Block | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            if block:
                yield block
            block = None
            continue
        if line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        if not colon or key.strip().lower() not in KEYS:
            problems.append(f"wording.txt, line {number}: expected one of {', '.join(KEYS)} and a colon.")
            continue
        block = block or _Block(number)
        block.values[key.strip().lower()].append(value.strip()[:_LONGEST])
    if block:
        yield block


def _phrase(block: _Block) -> tuple[TeamPhrase | None, str]:
    spellings = [value for value in block.values["phrase"] if value.strip("* ")]
    if not spellings:
        return None, "it has no phrase."
    if not block.values["ask"]:
        return None, "it asks nothing; add a line `ask:` with the question to ask instead."
    phrase = TeamPhrase(
        "team",
        tuple(_pattern(spelling) for spelling in spellings),
        tuple(word.casefold() for word in block.values["unless"] if word),
        block.values["ask"][0],
    )
    for example in block.values["hits"]:
        if not any(team_findings(example, (phrase,))):
            return None, f"“{example}” should be found and is not."
    for example in block.values["misses"]:
        if any(team_findings(example, (phrase,))):
            return None, f"“{example}” should not be found and is."
    return phrase, ""


def _pattern(spelling: str) -> re.Pattern[str]:
    """Return words with `*` as an expression: every other character means itself, and no part can run away."""
    words = (
        r"(?:\S{1,40}\s+){0,3}\S{1,40}" if word == "*" else re.escape(word).replace(r"\*", r"\w{0,40}")
        for word in spelling.split()
    )
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)
