"""Incidents that look like this one: BM25 over short fields, with the words and controls that they share (L2).

Not over notes: in a trial titles alone found 22 of 22 known repeats, whole texts 12.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from oncall_tui.domain.analysis.control_classes import class_keys
from oncall_tui.domain.learning.facts import LearningFacts

MOST = 5
TITLE_WEIGHT = 3
SHARED_CONTROL = 2.0  # a control of the same name or key says more than a word
# One common word is no likeness; where there are few incidents yet, every word is common.
FEWEST_POINTS, FEWEST_WORDS = 1.0, 2
K1, B = 1.2, 0.75
_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\binc-\d{8}(?:-\d+)?\b")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON = _words("""
    a an and are as at be been by can could did do does down error errors fail failed failing fails failure for from had
    has have high in incident incidents into is issue issues it its low no not of off on or out outage over problem
    problems service services slow some than that the their then there this to too under up was we were when which while
    with without would
    """)


class Because(NamedTuple):
    """Reasons for a similarity: shared words, the rarest first, and shared controls.

    Words are as the incident that was asked about has them: `drains` is said, not its stem.
    """

    words: tuple[str, ...]
    controls: tuple[str, ...]

    def text(self, most: int = 4) -> str:
        """Return the reason on one line: `redis, pool · control: pool limit`."""
        controls = [f"control: {name}" for name in self.controls[:most]]
        return " · ".join([", ".join(self.words[:most]), *controls] if self.words else controls)


class Similar(NamedTuple):
    """One similar incident. `score` is comparable within one answer only."""

    facts: LearningFacts
    score: float
    because: Because


def find_similar(wanted: LearningFacts, facts: Iterable[LearningFacts]) -> list[Similar]:
    """Return at most five incidents like `wanted`, the most alike first, of equals the newest."""
    every = list(facts)
    others = [each for each in every if each.id != wanted.id]
    same_controls = class_keys((id, key) for each in every for id, _, key in each.controls)
    documents = [_weighted(each) for each in others]
    query = set(_weighted(wanted))
    as_written = {_stem(word): word for word in reversed(_plain_words(_all_text(wanted)))}
    frequency = Counter(word for document in documents for word in document)
    lengths = [sum(document.values()) for document in documents]
    average = sum(lengths) / len(lengths) if lengths else 1.0
    ours = _controls(wanted, same_controls)
    found = []
    for each, document, length in zip(others, documents, lengths, strict=True):
        shared = query & document.keys()
        points = {
            word: _points(document[word], length, average, frequency[word], len(others)) for word in shared
        }
        controls = ours.keys() & _controls(each, same_controls).keys()
        score = sum(points.values()) + SHARED_CONTROL * len({ours[name] for name in controls})
        if score >= FEWEST_POINTS or len(shared) >= FEWEST_WORDS:
            ranked = sorted(points, key=lambda word: (-points[word], word))
            words = tuple(as_written.get(word, word) for word in ranked)
            found.append(
                Similar(each, score, Because(words, tuple(sorted({ours[name] for name in controls}))))
            )
    found.sort(key=lambda one: (one.score, one.facts.created_at), reverse=True)
    return found[:MOST]


def words_of(text: str) -> list[str]:
    """Return the words of a text that can tell incidents apart, their plain endings taken off."""
    return [_stem(word) for word in _plain_words(text)]


def _plain_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if len(word) > 1 and word not in _COMMON]


@lru_cache(1 << 16)
def _stem(word: str) -> str:
    """Take off the endings of plurals and verbs where enough of the word is left: `drains` and `draining` are one."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending == "s" else 4):
            return word[: -len(ending)]
    return word


def _weighted(facts: LearningFacts) -> Counter[str]:
    words: Counter[str] = Counter()
    for word in words_of(_name(facts)):
        words[word] += TITLE_WEIGHT
    words.update(words_of(_short_texts(facts)))
    return words


def _name(facts: LearningFacts) -> str:
    """Return the title; a handle says more only where there is none, and then without the day that it is made of."""
    return facts.title or _DAY.sub(" ", facts.handle)


def _short_texts(facts: LearningFacts) -> str:
    names: Sequence[str] = [name for _, name, _ in facts.controls]
    return " ".join([facts.summary, facts.impact, *facts.tags, *facts.hazards, *names])


def _all_text(facts: LearningFacts) -> str:
    return f"{_name(facts)} {_short_texts(facts)}"


def _controls(facts: LearningFacts, same_controls: Mapping[str, str]) -> dict[str, str]:
    """Return the names of an incident's controls by their class, and by their own words: people retype a name."""
    by_class = {same_controls.get(id, id): name for id, name, _ in facts.controls}
    by_words = {" ".join(words_of(name)): name for _, name, _ in facts.controls}
    return {**by_class, **{words: name for words, name in by_words.items() if words}}


def _points(count: int, length: int, average: float, documents: int, all_of_them: int) -> float:
    rarity = math.log(1 + (all_of_them - documents + 0.5) / (documents + 0.5))
    return rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * length / (average or 1.0)))
