"""Whatever is pasted, reading it takes time in proportion to its length."""

from collections.abc import Callable

import pytest

from oncall_tui.domain.capture_line import people_in, references_in, tags_in
from oncall_tui.domain.filter_language import completions, parse_filter, unfinished_word
from oncall_tui.domain.secret_patterns import classify_secret
from oncall_tui.domain.verbs import next_update_in
from tests.builders.growth import assert_linear, repeated

Work = Callable[[str], object]
KEYS = {"status": ("idea",), "tag": ("redis",), "owner": ("ana",)}


@pytest.mark.parametrize(
    ("work", "before", "unit", "behind"),
    [
        (references_in, "http://a", ")", ""),
        (references_in, "http://a", "]}", ""),
        (references_in, "http://a(", ")", "x"),
        (references_in, "", "http://a).", ""),
        (references_in, "", "AB-1-", ""),
        (people_in, "", "@a.", "@"),
        (tags_in, "", "#a-", "#"),
        (classify_secret, "token ", "T+", ""),
        (classify_secret, "token ", "a.b-", ""),
        (classify_secret, "key@", "a://", ""),
        (classify_secret, "", "-eyJ", ""),
        (classify_secret, "", "eyJ-aaaaaaaa", "."),
        (classify_secret, "", "sk-live-", " "),
        (classify_secret, "", "password=", ""),
        (classify_secret, "password=", "x.", ""),
        (classify_secret, "", "-----BEGIN ", ""),
        (classify_secret, "token:", " ", ""),
        (next_update_in, "rolling back", " ", "x"),
        (next_update_in, "next", " ", "x"),
        (next_update_in, "next 5", " .", "x"),
        (unfinished_word, "", "x", " x"),
        (unfinished_word, "", 'a"', " "),
        (unfinished_word, "", '"', "x "),
        (lambda text: completions(text, KEYS, ("open",)), "", "status:", " o"),
        (lambda text: parse_filter(text, KEYS, ("open",)), "", "-a", " "),
        (lambda text: parse_filter(text, KEYS, ("open",)), "", '":', "x"),
    ],
)
def test_work_grows_with_the_text_alone(work: Work, before: str, unit: str, behind: str) -> None:
    assert_linear(work, lambda size: f"{before}{repeated(unit, size)}{behind}")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see (http://a/b(c)d).", "http://a/b(c)d"),
        ("http://a/b)c)", "http://a/b)c"),
        ("[http://a/{x}]}!", "http://a/{x}"),
        ("http://a/_(b)_", "http://a/_(b)"),
    ],
)
def test_a_bracket_belongs_to_a_url_if_it_was_opened_there(text: str, url: str) -> None:
    assert references_in(text) == (url,)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", ""),
        ("redis ", ""),
        ("redis po", "po"),
        ('owner:"ana m', 'owner:"ana m'),
        ('owner:"ana m" st', "st"),
        ('-owner:"ana m"', '-owner:"ana m"'),
        ('a "b c" ', ""),
        ('"a"b"c d', '"a"b"c d'),
    ],
)
def test_the_unfinished_word_is_the_one_behind_the_last_space_outside_quotes(text: str, word: str) -> None:
    assert unfinished_word(text) == word
