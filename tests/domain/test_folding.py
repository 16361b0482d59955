"""One letter is found however it was typed, pasted or spelt (searches and filters)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.folding import fold

COMPOSED, DECOMPOSED = "caf\u00e9", "cafe\u0301"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (COMPOSED, DECOMPOSED),
        ("A\u030angstrom", "\u00e5ngstrom"),
        ("\u0130stanbul", "istanbul"),
        ("I\u0307STANBUL", "istanbul"),
        ("Stra\u00dfe", "STRASSE"),
        ("\u1e69", "s\u0307\u0323"),
        ("5XX", "5xx"),
    ],
)
def test_two_ways_to_write_one_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_an_accent_is_part_of_its_letter() -> None:
    assert fold("cafe") != fold(COMPOSED)


@given(st.text())
def test_however_a_text_is_composed_it_is_found(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(fold(text)) == fold(text)
