"""The language check: looks through a text and returns what judges people, with a question for each (W13)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from oncall_tui.domain.language.families import QUESTIONS, Family, Sureness
from oncall_tui.domain.language.hit import Hit
from oncall_tui.domain.language.prose import mask_testimony, sentence_span
from oncall_tui.domain.language.rules import POSSESSIVE, Rule, rules_by_opening
from oncall_tui.domain.language.subject import Names
from oncall_tui.domain.language.team_wording import TeamPhrase, team_findings

_WORD_BEHIND = re.compile(r"\s+[\w'’-]{1,40}")
_WORD = re.compile(r"@?[^\W\d_][\w'’-]*")
_OPENINGS = rules_by_opening()


@dataclass(frozen=True, slots=True)
class LanguageFinding:
    """A wording that judges people. `start` and `end` count characters of the text from 0, the end is exclusive;
    `count` is more than one for a family that is reported once per text."""

    start: int
    end: int
    words: str
    family: str
    sureness: Sureness
    question: str
    count: int = 1


NO_NAMES = Names()


def check_language(
    text: str, names: Names = NO_NAMES, team: Iterable[TeamPhrase] = ()
) -> tuple[LanguageFinding, ...]:
    """Return the findings in `text`, in order. `names`: the incident's own people and components.

    Quotes, block quotes, code, links and rows that open with a time are testimony and are passed over. *One cause* is
    reported once, with its count. `team`: the team's own phrases.
    """
    prose = mask_testimony(text)
    found: list[LanguageFinding] = []
    position = 0
    for word in _WORD.finditer(prose):
        rules = _OPENINGS.get(_opening(word[0]))
        if (
            rules
            and word.start() >= position
            and (finding := _judge(text, prose, word.start(), names, rules))
        ):
            found.append(finding)
            position = finding.end
    for phrase, start, end in team_findings(prose, tuple(team)):
        if not any(one.start < end and start < one.end for one in found):
            found.append(
                LanguageFinding(start, end, text[start:end], phrase.name, Sureness.PLAIN, phrase.question)
            )
    return tuple(sorted(_counted(found), key=lambda finding: finding.start))


def _opening(word: str) -> str:
    """Return the word as the table of rules has it: lower case, a straight apostrophe, possessives under one name."""
    word = word.lower().replace("’", "'")
    return POSSESSIVE if word.endswith(("'s", "s'")) else word


def _judge(
    text: str, prose: str, start: int, names: Names, rules: tuple[Rule, ...]
) -> LanguageFinding | None:
    """Return the finding of the first rule that matches at `start` and whose judge stands by it."""
    for rule in rules:
        match = rule.expression.match(prose, start)
        sureness = rule.judge(Hit(prose, match, names)) if match else None
        if match and sureness is not None:
            end = _end(prose, match, rule.reach)
            return LanguageFinding(start, end, text[start:end], rule.family, sureness, QUESTIONS[rule.family])
    return None


def _end(text: str, match: re.Match[str], reach: int) -> int:
    """Return the end of the matched words, with `reach` more words behind them, without white space."""
    end = match.end()
    while reach and (word := _WORD_BEHIND.match(text, end)):
        end = word.end()
        reach -= word[0].strip().lower() != "been"
    while end > match.start() and text[end - 1].isspace():
        end -= 1
    return end


def _counted(found: list[LanguageFinding]) -> list[LanguageFinding]:
    causes = [finding for finding in found if finding.family == Family.ONE_CAUSE]
    others = [finding for finding in found if finding.family != Family.ONE_CAUSE]
    return [*others, *(replace(finding, count=len(causes)) for finding in causes[:1])]


def sentence_of(text: str, finding: LanguageFinding) -> str:
    """Return the sentence that holds a finding; a silence lasts while it stays as it is."""
    start, end = sentence_span(text, finding.start)
    return " ".join(text[start:end].split())


def line_and_column(text: str, start: int) -> tuple[int, int]:
    """Return line and column of a character, both from 1."""
    line = text.count("\n", 0, start) + 1
    return line, start - (text.rfind("\n", 0, start) + 1) + 1
