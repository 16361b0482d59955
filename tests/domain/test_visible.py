"""Untrusted text: nothing that a terminal would obey gets through (DESIGN, untrusted text)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.visible import escape_controls, escape_line


@given(st.text(alphabet=st.characters()))
def test_no_control_or_override_is_left(text: str) -> None:
    for character in escape_controls(text).replace("\n", "").replace("\t", ""):
        assert unicodedata.category(character) not in ("Cc", "Cs")
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "M"])))
def test_plain_text_of_any_language_stays_as_it_is(text: str) -> None:
    assert escape_controls(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\x9b31m", "‹009B›31m"),
        ("\u202egnp.exe", "‹202E›gnp.exe"),
        ("\udc80", "‹DC80›"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
    ],
)
def test_each_is_a_visible_symbol(text: str, shown: str) -> None:
    assert escape_controls(text) == shown


def test_a_row_is_one_line() -> None:
    assert escape_line("one\ntwo\tthree") == "one⏎two three"
