"""Two texts word by word."""

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.word_diff import DiffSegment, word_diff

TEXTS = st.text(alphabet="ab \n.", max_size=30)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(first: str, second: str) -> None:
    pieces = word_diff(first, second)
    assert "".join(piece.text for piece in pieces if piece.side != "second") == first
    assert "".join(piece.text for piece in pieces if piece.side != "first") == second


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {piece.side for piece in word_diff(text, text)} <= {"both"}


def test_only_the_words_that_differ_are_told_apart() -> None:
    assert word_diff("at 03:12 it failed", "at 03:09 it failed") == [
        DiffSegment("both", "at 03:"),
        DiffSegment("first", "12"),
        DiffSegment("second", "09"),
        DiffSegment("both", " it failed"),
    ]


def test_of_very_long_texts_only_what_stands_between_may_differ() -> None:
    long = "a word\n" * 5000
    other = "another\n" * 5000
    pieces = word_diff(f"{long}{long}end", f"{long}{other}end")
    assert [piece.side for piece in pieces] == ["both", "first", "second", "both"]
