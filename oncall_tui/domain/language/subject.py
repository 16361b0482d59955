"""Find who is the subject of a verb: a person, the public, a machine, or nobody that can be told from the words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from oncall_tui.domain.language.prose import sentence_span
from oncall_tui.domain.language.vocabulary import (
    AUXILIARIES,
    CLAUSE_STARTS,
    CONJUNCTIONS,
    DETERMINERS,
    MACHINES,
    PEOPLE,
    PERSON_OR_MACHINE,
    PREPOSITIONS,
    PRONOUNS,
    PUBLIC,
    QUANTIFIERS,
)


class Subject(StrEnum):
    """The actor of a verb. `NONE`: the sentence or bullet begins with its verb."""

    PERSON = "person"
    PUBLIC = "public"
    MACHINE = "machine"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Names:
    """The incident's own names, in lower case: `people` and authors, `machines` (its controls and components)."""

    people: frozenset[str] = frozenset()
    machines: frozenset[str] = frozenset()


_TOKEN = re.compile(r"@?[^\W_][\w'’@/-]*(?:\.[\w'’/-]+)*|[,;:()—–]")
_OPENINGS = frozenset(";:(—–")


def tokens_before(text: str, position: int) -> list[str]:
    """Return the words and commas of the sentence before `position`, in order."""
    start, _ = sentence_span(text, position)
    return _TOKEN.findall(text, start, position)


def find_subject(text: str, position: int, names: Names) -> Subject:
    """Return the subject of the verb that begins at `position`."""
    return _subject(tokens_before(text, position), names)


def classify(tokens: Sequence[str], index: int, names: Names) -> Subject:
    """Return the class of the noun at `index`; the word before it decides for *manager*, *operator* and the like."""
    token = tokens[index]
    word = bare(token)
    if token.startswith("@") or word in names.people:
        return Subject.PERSON
    if word in names.machines:
        return Subject.MACHINE
    if word in ("they", "it"):
        return _antecedent(tokens, index, names) if word == "they" else Subject.MACHINE
    if word in PERSON_OR_MACHINE and index and _names_a_machine(tokens[index - 1], names):
        return Subject.MACHINE
    if word in PRONOUNS or word in PEOPLE:
        return Subject.PERSON
    if word in PUBLIC:
        return Subject.PUBLIC
    if word in MACHINES or any(letter.isdigit() for letter in word):
        return Subject.MACHINE
    return _compound(word)


def bare(token: str) -> str:
    """Return a token in lower case without `@` and the possessive."""
    return re.sub(r"['’]s?$", "", token.lower().lstrip("@"))


def _compound(word: str) -> Subject:
    """Classify a word with hyphens by its last part: `kube-controller`, `release-engineers`."""
    head, hyphen, last = word.rpartition("-")
    if not hyphen:
        return Subject.UNKNOWN
    return Subject.PERSON if last in PEOPLE and head not in MACHINES else Subject.MACHINE


def _names_a_machine(token: str, names: Names) -> bool:
    word = bare(token)
    return word in MACHINES or word in names.machines or (token[0].isupper() and word not in DETERMINERS)


def _antecedent(tokens: Sequence[str], index: int, names: Names) -> Subject:
    """*They* are people, unless the nearest noun before them in the sentence is a machine."""
    for before in range(index - 1, -1, -1):
        found = classify(tokens, before, names) if bare(tokens[before]) != "they" else Subject.UNKNOWN
        if found is not Subject.UNKNOWN:
            return found
    return Subject.PERSON


def _subject(tokens: list[str], names: Names) -> Subject:
    end = len(tokens) - 1
    while end >= 0 and _is_skipped(tokens[end]):
        end -= 1
    if end < 0:
        return Subject.NONE
    word = tokens[end].lower()
    if word == ",":
        return _before_parenthesis(tokens[:end], names)
    if word in CONJUNCTIONS:
        return _carried_over(tokens[:end], names)
    if word == "who" and end and classify(tokens, end - 1, names) is Subject.PUBLIC:
        return Subject.PUBLIC
    if word in ("which", "that"):
        return classify(tokens, end - 1, names) if end else Subject.UNKNOWN
    return _head(tokens[: end + 1], names)


def _is_skipped(token: str) -> bool:
    word = token.lower()
    return word in AUXILIARIES or (word.endswith("ly") and word not in ("family", "assembly", "supply"))


def _before_parenthesis(tokens: list[str], names: Names) -> Subject:
    """Return the noun before the two commas: `The engineer, who was new, failed to`."""
    if "," in tokens:
        comma = len(tokens) - 1 - tokens[::-1].index(",")
        if comma:
            return _head(tokens[:comma], names)
    return Subject.UNKNOWN


def _carried_over(tokens: list[str], names: Names) -> Subject:
    """Return the subject of the clause before *and* or *but*: its first noun that follows no preposition."""
    start = 0
    for index, token in enumerate(tokens):
        if token.lower() in CLAUSE_STARTS or token in _OPENINGS:
            start = index + 1
    clause = tokens[start:]
    while clause and clause[-1] == ",":
        clause.pop()
    if not clause:
        return Subject.UNKNOWN
    for index, token in enumerate(clause):
        if token == "," or bare(token) in DETERMINERS:
            continue
        found = classify(clause, index, names)
        if found is not Subject.UNKNOWN and not _follows_preposition(clause, index):
            return _head(clause[: _phrase_end(clause, index, names) + 1], names)
    return Subject.UNKNOWN


def _phrase_end(tokens: list[str], index: int, names: Names) -> int:
    """Return the last noun of the phrase at `index`: of `team dashboard` the dashboard."""
    while index + 1 < len(tokens) and classify(tokens, index + 1, names) not in (Subject.UNKNOWN,):
        if bare(tokens[index + 1]) in PRONOUNS or bare(tokens[index]) in PRONOUNS:
            break
        index += 1
    return index


def _follows_preposition(tokens: list[str], index: int) -> bool:
    before = index - 1
    while before >= 0 and bare(tokens[before]) in DETERMINERS:
        before -= 1
    return before >= 0 and tokens[before].lower() in PREPOSITIONS


def _head(tokens: list[str], names: Names) -> Subject:
    """Return the noun that a phrase is about: of `the alert for the team` the alert, of `one of the engineers`
    these.
    """
    last = len(tokens) - 1
    own = classify(tokens, last, names)
    if bare(tokens[last]) in PRONOUNS - {"us"}:
        return own
    preposition = _preposition_before(tokens, last)
    if preposition <= 0 or tokens[preposition - 1] == ",":
        return own
    head = tokens[preposition - 1]
    if bare(head) in QUANTIFIERS or bare(head) in ("member", "members"):
        return own
    found = classify(tokens, preposition - 1, names)
    if found is Subject.UNKNOWN and (bare(head) in AUXILIARIES or bare(head).endswith(("ed", "ing"))):
        return Subject.UNKNOWN
    return found


def _preposition_before(tokens: list[str], last: int) -> int:
    """Return the place of the preposition that the phrase ending at `last` hangs on, or -1."""
    index = last - 1
    while index >= 0 and last - index <= 4:
        word = tokens[index].lower()
        if word in PREPOSITIONS:
            return index
        if word in DETERMINERS:
            before = index - 1
            return before if before >= 0 and tokens[before].lower() in PREPOSITIONS else -1
        if word in CLAUSE_STARTS or tokens[index] == "," or tokens[index] in _OPENINGS:
            return -1
        index -= 1
    return -1
