import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.recommendations.likely_duplicates import find_duplicate_pairs, significant_words
from tests.builders.recommendation_texts import OTHERS, PAIRS

TEXTS = [text for pair in PAIRS for text in pair] + list(OTHERS)
REAL = {(2 * number, 2 * number + 1) for number in range(len(PAIRS))}


def test_finds_the_real_pairs_of_a_labelled_set_and_little_else() -> None:
    assert (len(TEXTS), len(REAL)) == (200, 30)
    found = {(pair.first, pair.second) for pair in find_duplicate_pairs(TEXTS)}
    right = len(found & REAL)
    assert right / len(REAL) >= 0.95
    assert right / len(found) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Load test checkout at twice the peak", "Load test search at twice the peak"),
        ("Raise the retry limit of the webhook sender", "Lower the webhook sender's retry limit"),
        ("Alert on redis pool use", "Alert on postgres pool use"),
        ("", ""),
        ("the and of", "the and of"),
    ],
)
def test_the_same_sentence_about_another_thing_is_no_duplicate(one: str, other: str) -> None:
    assert find_duplicate_pairs([one, other]) == []


def test_equal_texts_are_most_alike_and_come_first() -> None:
    texts = [
        "Test restores weekly",
        "Page on a full redis pool",
        "A full redis pool pages",
        "Weekly test of restores",
    ]
    scores = [round(pair.score, 3) for pair in find_duplicate_pairs(["x y", "x y", *texts])]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)


def test_words_in_their_plainest_form() -> None:
    assert significant_words("ErrorsInExternalDNS alarm") == significant_words("error external DNS alerts")
    assert significant_words("*.out") != significant_words("out")


@given(st.lists(st.sampled_from(TEXTS), max_size=12), st.floats(0.3, 0.9))
def test_comparing_few_pairs_finds_what_comparing_all_would(texts: list[str], threshold: float) -> None:
    """A text added to the others never makes a pair of equal texts disappear, in whatever order they come."""
    pairs = {(pair.first, pair.second) for pair in find_duplicate_pairs(texts, threshold)}
    equal = {
        (first, second)
        for second in range(len(texts))
        for first in range(second)
        if texts[first] == texts[second]
    }
    assert equal <= pairs
    assert all(first < second for first, second in pairs)


@given(st.lists(st.text(), max_size=8))
def test_any_texts_can_be_compared(texts: list[str]) -> None:
    assert all(0 <= pair.score <= 1.000001 for pair in find_duplicate_pairs(texts))
