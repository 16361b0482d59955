"""Find recommendations that probably ask for the same thing (R10), so that a person can merge them.

Texts become sets of weighted words: rare words weigh more, words that say the same count as one (word_families).
Two texts are alike by twice the weight they share over the weight they have together (Dice). What is alike and yet
differs in the one word between the same neighbours ("load test *checkout* at the peak", "... *search* ...") is the
same sentence about another thing, and those two words tell things apart wherever they meet.

Not every pair is compared. With the words of a text in one order, rarest first, a pair above the threshold must
share a word among the first few of both (prefix filtering): exact, and 5,000 texts take a fraction of a second.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from math import log
from typing import NamedTuple

from oncall_tui.domain.recommendations.synonyms import FIRST_OF_FAMILY, OPPOSITES, SAYS_NOTHING

THRESHOLD = 0.52
# How far a small collection's counts are trusted: words weigh the more evenly the fewer texts there are.
EVEN = 50
STEM = 6
SHORTEST_STEM = 3
WORD = re.compile(r"[^\W_]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2,})")
POSSESSIVE = re.compile(r"['’]s\b")
FILE_PATTERN = re.compile(r"(?<!\w)\*?\.(?=\w)")
TWO_WORDS = re.compile(r"\b(time|roll|back|fail|dead) (out|back|up|over|line)\b", re.IGNORECASE)
ENDINGS = ("ings", "ing", "ies", "ied", "es", "ed", "s", "ly", "e", "y")

Words = tuple[str, ...]
Contrasts = set[tuple[str, str]]


class DuplicatePair(NamedTuple):
    """Two places in the texts, the first one lower, and how alike they are (0 to 1)."""

    first: int
    second: int
    score: float


def find_duplicate_pairs(texts: Sequence[str], threshold: float = THRESHOLD) -> list[DuplicatePair]:
    """Every pair at least so much alike, most alike first. Texts without a telling word are like nothing."""
    sentences = [significant_words(text) for text in texts]
    alike = list(_alike(sentences, threshold))
    contrasts = _opposites()
    for pair in alike:
        contrasts |= _contrasts(sentences[pair.first], sentences[pair.second])
    same = [pair for pair in alike if not _differ(sentences[pair.first], sentences[pair.second], contrasts)]
    return sorted(same, key=lambda pair: (-pair.score, pair.first, pair.second))


def significant_words(text: str) -> Words:
    """Return the words that carry the meaning, each once, in order and in their plainest form.

    `ErrorsInExternalDNS alarm` is error, outsid, dns, alert; `*.out` is one word of its own.
    """
    split = CAMEL.sub(" ", TWO_WORDS.sub(r"\1\2", FILE_PATTERN.sub("dot", POSSESSIVE.sub("", text))))
    words = (word.casefold() for word in WORD.findall(split))
    return tuple(dict.fromkeys(stem(word) for word in words if word not in SAYS_NOTHING))


def stem(word: str) -> str:
    """Return the word without its ending, or the one that stands for its family; the first letters are enough."""
    plain = _without_ending(word)
    return (FIRST_OF_FAMILY.get(word) or STEMS_OF_FAMILY.get(plain) or plain)[:STEM]


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    doubled = len(word) > SHORTEST_STEM and word[-1] == word[-2]
    return word[:-1] if doubled else word


STEMS_OF_FAMILY = {_without_ending(word): first for word, first in FIRST_OF_FAMILY.items()}


def _alike(sentences: Sequence[Words], threshold: float) -> Iterator[DuplicatePair]:
    weights = _weights(sentences)
    bags = [frozenset(words) for words in sentences]
    totals = [sum(weights[word] for word in words) for words in sentences]
    index: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(sentences):
        prefix = _prefix(words, weights, totals[place], threshold)
        for other in {earlier for word in prefix for earlier in index[word]}:
            shared = sum(weights[word] for word in bags[place] & bags[other])
            score = 2 * shared / (totals[place] + totals[other])
            if score >= threshold:
                yield DuplicatePair(other, place, score)
        for word in prefix:
            index[word].append(place)


def _weights(sentences: Sequence[Words]) -> dict[str, float]:
    counts = Counter(word for words in sentences for word in words)
    return {word: log((len(sentences) + EVEN) / (count + 0.5)) for word, count in counts.items()}


def _prefix(words: Words, weights: dict[str, float], total: float, threshold: float) -> Words:
    """Return the rarest words, until those that follow are too light to reach the threshold with the lightest
    partner.
    """
    needed = total * threshold / (2 - threshold)
    rest = total
    prefix: list[str] = []
    for word in sorted(words, key=lambda word: (-weights[word], word)):
        if rest < needed:
            break
        prefix.append(word)
        rest -= weights[word]
    return tuple(prefix)


def _contrasts(one: Words, other: Words) -> Contrasts:
    """Return words that stand in one text where others stand in the second, between the same neighbours.

    At the edge of a text there is only one neighbour: that counts if the two are the same sentence otherwise.
    """
    here, there = _own_runs(one, other), _own_runs(other, one)
    parallel = here.keys() == there.keys() and _shared(one, other) == _shared(other, one)
    frames = [frame for frame in here.keys() & there.keys() if parallel or all(frame)]
    pairs = [pair for frame in frames for pair in product(here[frame], there[frame])]
    return {*pairs, *((yours, mine) for mine, yours in pairs)}


def _shared(words: Words, other: Words) -> Words:
    return tuple(word for word in words if word in other)


def _own_runs(words: Words, other: Words) -> dict[tuple[str, str], Words]:
    """Return runs of words that the other text lacks, by the shared words before and after; blank at either end."""
    runs: dict[tuple[str, str], Words] = {}
    run: list[str] = []
    before = ""
    for word in (*words, ""):
        if word and word not in other:
            run.append(word)
            continue
        if run and (before or word):
            runs[before, word] = tuple(run)
        before, run = word, []
    return runs


def _differ(one: Words, other: Words, contrasts: Contrasts) -> bool:
    mine = [word for word in one if word not in other]
    yours = [word for word in other if word not in one]
    return any(pair in contrasts for pair in product(mine, yours))


def _opposites() -> Contrasts:
    contrasts: Contrasts = set()
    for line in OPPOSITES.strip().splitlines():
        these, those = ([stem(word) for word in side.split()] for side in line.split("|"))
        contrasts.update(product(these, those), product(those, these))
    return contrasts
