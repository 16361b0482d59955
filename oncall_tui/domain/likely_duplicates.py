"""Which recommendations probably ask for the same thing (R10), so that a person can merge them.

Texts become sets of weighted words: rare words weigh more, words that say the same count as one (word_families). Two
texts are alike by twice the weight they share over the weight they have together (Dice).

Not every pair is compared. With the words of a text in one order, rarest first, a pair above the threshold must share
a word among the first few of both (prefix filtering): exact, and 5,000 texts take a fraction of a second.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from oncall_tui.domain.word_families import MEANING, SAYS_NOTHING

THRESHOLD = 0.52
# How far a small collection's counts are trusted: words weigh less evenly the more texts there are.
EVEN = 50
STEM = 6
WORD = re.compile(r"[^\W_]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2,})")
ENDINGS = ("ings", "ing", "ies", "ied", "es", "ed", "s", "ly", "e", "y")
SHORTEST_STEM = 3


class LikelyPair(NamedTuple):
    """Two places in the texts, the first one lower, and how alike they are (0 to 1)."""

    first: int
    second: int
    score: float


def likely_pairs(texts: Sequence[str], threshold: float = THRESHOLD) -> list[LikelyPair]:
    """Every pair at least so much alike, most alike first. Texts without a telling word are like nothing."""
    bags = [content_words(text) for text in texts]
    weights = _weights(bags)
    ordered = [sorted(bag, key=lambda word: (-weights[word], word)) for bag in bags]
    totals = [sum(weights[word] for word in bag) for bag in bags]
    found = []
    index: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(ordered):
        prefix = _prefix(words, weights, totals[place], threshold)
        candidates = {other for word in prefix for other in index[word]}
        for other in candidates:
            shared = sum(weights[word] for word in bags[place] & bags[other])
            score = 2 * shared / (totals[place] + totals[other])
            if score >= threshold:
                found.append(LikelyPair(other, place, score))
        for word in prefix:
            index[word].append(place)
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


@lru_cache(maxsize=20_000)
def content_words(text: str) -> frozenset[str]:
    """The words that carry the meaning, in their plainest form: `ErrorsInExternalDNS alarm` is error, external, dns, alert."""
    words = (word.casefold() for word in WORD.findall(CAMEL.sub(" ", text)))
    return frozenset(_stem(word) for word in words if word not in SAYS_NOTHING)


def _stem(word: str) -> str:
    if word in MEANING:
        return MEANING[word][:STEM]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    if len(word) > SHORTEST_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return MEANING.get(word, word)[:STEM]


def _weights(bags: Iterable[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for bag in bags for word in bag)
    texts = sum(1 for _ in bags)
    return {word: log((texts + EVEN) / (count + 0.5)) for word, count in counts.items()}


def _prefix(words: list[str], weights: dict[str, float], total: float, threshold: float) -> list[str]:
    """The first words, until those that follow are too light to reach the threshold with the lightest partner."""
    needed = total * threshold / (2 - threshold)
    rest = total
    prefix = []
    for word in words:
        if rest < needed:
            break
        prefix.append(word)
        rest -= weights[word]
    return prefix
