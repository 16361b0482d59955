"""A match of a rule in its text, and what the rules ask about it: its subject, its neighbours, its sentence."""

import re
from dataclasses import dataclass
from functools import cached_property

from oncall_tui.domain.language.prose import sentence_span
from oncall_tui.domain.language.subject import Names, Subject, bare, classify, find_subject, tokens_before
from oncall_tui.domain.language.vocabulary import DETERMINERS

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_REASON = re.compile(
    r"\b(?:because|since|due to|so as|given that|owing to"
    r"|as (?:it|the|they|we|there|no|he|she|this|that|its|nothing|all))\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_BY = re.compile(r"\s*(?:[\w-]+\s+){0,3}by\s+((?:@?[\w-]+\s*){1,3})")
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|get|got|gets)(?:n['’]t)?(?:\s+(?:not|never|also|then|\w+ly))*\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Hit:
    """A match in `text` (testimony blanked), with what the rules ask about it."""

    text: str
    match: re.Match[str]
    names: Names

    @property
    def start(self) -> int:
        """Return the offset of the first word; a group named `words` narrows the match."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Return the offset behind the last word."""
        return self.match.end()

    @cached_property
    def subject(self) -> Subject:
        """Return the subject of the words: who acts."""
        return find_subject(self.text, self.match.start(), self.names)

    @cached_property
    def words(self) -> list[str]:
        """The words of the match in lower case."""
        return [word.lower() for word in _WORD.findall(self.match[0])]

    @property
    def last(self) -> str:
        """The last word of the match in lower case."""
        return self.words[-1] if self.words else ""

    def following(self, count: int) -> list[str]:
        """Return up to `count` words behind the match, of the same sentence, in lower case."""
        _, stop = sentence_span(self.text, self.end)
        return [word.lower() for word in _WORD.findall(self.text, self.end, stop)[:count]]

    def following_subject(self) -> Subject:
        """Return the class of the first noun behind the match, within four words: whom it is about."""
        _, stop = sentence_span(self.text, self.end)
        tokens = re.findall(r"@?[^\W_][\w'’@-]*", self.text[self.end : stop])[:5]
        for index, token in enumerate(tokens):
            if token.lower() in DETERMINERS - {"us", "him", "her", "them"} or bare(token) in (
                "every",
                "each",
            ):
                continue
            found = classify(tokens, index, self.names)
            behind = classify(tokens, index + 1, self.names) if index + 1 < len(tokens) else Subject.UNKNOWN
            if found is Subject.PERSON and behind is Subject.MACHINE and not _is_verb(tokens[index + 1]):
                return behind
            if found is not Subject.UNKNOWN or index > 1:
                return found
        return Subject.UNKNOWN

    def agent(self) -> Subject | None:
        """Return who a passive names with *by*; None where it names nobody."""
        by = _BY.match(self.text, self.end, min(self.end + 80, sentence_span(self.text, self.start)[1]))
        if by is None:
            return None
        tokens = [token for token in _WORD.findall(by[1]) if token.lower() not in DETERMINERS]
        found = (classify(tokens, index, self.names) for index in range(len(tokens)))
        return next((one for one in found if one is not Subject.UNKNOWN), Subject.UNKNOWN)

    @cached_property
    def before(self) -> list[str]:
        """The words of the sentence before the match, in lower case."""
        return [token.lower() for token in tokens_before(self.text, self.start)]

    @property
    def is_first(self) -> bool:
        """True where the words open their sentence, bullet or cell."""
        return not self.before

    @cached_property
    def sentence(self) -> str:
        """The sentence, bullet or table cell that holds the match."""
        start, stop = sentence_span(self.text, self.start)
        return self.text[start:stop]

    @property
    def gives_a_time(self) -> bool:
        """True where the sentence names a time of day: `it became clear at 15:26` is a row, not hindsight."""
        return _TIME.search(self.sentence) is not None

    @property
    def gives_a_reason(self) -> bool:
        """True where the sentence goes on with a reason, or the clause is itself the outcome of one (`so we …`)."""
        _, stop = sentence_span(self.text, self.start)
        return bool(_REASON.search(self.text, self.end, stop)) or bool(
            {"so", "therefore", "hence", "because"} & set(self.before[-4:])
        )

    @property
    def is_passive(self) -> bool:
        """True where a form of *to be* comes right before the match."""
        return bool(_PASSIVE.search(self.text, max(0, self.start - 60), self.start))


def _is_verb(token: str) -> bool:
    return token.lower() in (
        "check",
        "test",
        "process",
        "monitor",
        "log",
        "page",
        "patch",
        "restore",
        "sync",
        "script",
    )
