"""Texts that were taken out: found again by digests, and learnt from a text and the same with holes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.people_words import holds_words
from oncall_tui.domain.redacted_texts import (
    RECORD,
    REPLACEMENT,
    SECRET,
    WORDS,
    Redactor,
    parts_of,
    reach_of,
    redacted_text,
    removed_texts,
    stands_as_word,
    with_both_holes,
)

KEY = b"a key of this data directory"
WORD = st.text(st.sampled_from("abc1 -"), min_size=1, max_size=6)


def redactor(*texts: str) -> Redactor:
    return Redactor(KEY, [redacted_text(KEY, "r", "notes/n", text) for text in texts])


@given(st.lists(WORD, min_size=2, max_size=5), WORD)
def test_a_text_that_is_taken_out_anywhere_is_gone_and_all_else_is_there(
    parts: list[str], taken: str
) -> None:
    text = taken.join(parts)
    redacted, found = redactor(taken).redact(text, anywhere=True)
    assert taken not in redacted.replace(REPLACEMENT, "\0")
    assert redacted == text.replace(taken, REPLACEMENT)
    assert found == ({"r"} if taken in text else frozenset())
    assert redactor(taken).redact(redacted, anywhere=True)[0] == redacted


@given(WORD, st.text(st.sampled_from("abc1 -"), max_size=12))
def test_a_whole_word_is_found_where_it_stands_as_one(word: str, text: str) -> None:
    assert (redactor(word).redact(text)[0] != text) == stands_as_word(word, text)


@given(st.lists(WORD, min_size=2, max_size=4), WORD)
def test_what_was_taken_out_is_learnt_from_the_text_before(parts: list[str], taken: str) -> None:
    redacted = REPLACEMENT.join(parts)
    learnt = removed_texts(redacted, taken.join(parts))
    assert learnt is not None
    again = redacted
    for text in learnt:
        again = again.replace(REPLACEMENT, text, 1)
    assert len(learnt) > 1 or again.replace(REPLACEMENT, learnt[0]) == taken.join(parts)


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        (
            "keys [redacted] and B-2 leaked",
            "keys A-1 and [redacted] leaked",
            "keys [redacted] and [redacted] leaked",
        ),
        ("keys A-1 and [redacted]", "keys [redacted] and B-2", "keys [redacted] and [redacted]"),
        ("keys [redacted] and B-2", "keys [redacted] and [redacted]", "keys [redacted] and [redacted]"),
        ("key [redacted]", "key A-1", "key [redacted]"),
        ("key [redacted]", "key A-1 rotated by bo", "key [redacted]"),
        ("[redacted]", "whatever somebody wrote", None),
        ("key [redacted] leaked", "keys are fine", None),
        ("rolled back", "over and out", None),
    ],
)
def test_two_texts_that_differ_in_their_holes_have_one_with_both(a: str, b: str, both: str | None) -> None:
    assert with_both_holes(a, b) == with_both_holes(b, a) == both


@pytest.mark.parametrize(
    "text", ["1", "a", "e", "ok", "UTC", "did", "2026", "bo", "node", "5xx", "11%", " at "]
)
def test_a_short_text_leaves_its_own_record_alone(text: str) -> None:
    assert reach_of(text) == RECORD


@pytest.mark.parametrize("text", ["checkout", "restarted es-3", "2026-11-28", "checkout-5xx", "swordfish"])
def test_a_long_text_leaves_all_words(text: str) -> None:
    assert reach_of(text) == WORDS


@pytest.mark.parametrize(
    "text", ["hunter2hunter2", "tok_9f31cc07-x", "AKIAABCDEFGHIJKLMNOP", "password=s3cr3t-99"]
)
def test_what_looks_like_a_secret_leaves_more(text: str) -> None:
    assert reach_of(text) == SECRET


def test_with_a_whole_note_its_secrets_go_too() -> None:
    assert parts_of("! export TOKEN=hunter2hunter2", "export TOKEN=hunter2hunter2") == [
        "! export TOKEN=hunter2hunter2",
        "export TOKEN=hunter2hunter2",
        "hunter2hunter2",
    ]
    assert parts_of(REPLACEMENT, "1") == ["1"]


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("meta", "format"),
        ("notes", "occurred_at"),
        ("notes", "kind"),
        ("notes", "author"),
        ("notes", "zone_used"),
        ("incident", "handle"),
        ("incident", "zone"),
        ("events", "milestones:resolved"),
        ("events", "notes:01k9"),
        ("recommendations", "status"),
        ("redactions", "records:notes/n"),
        ("a table of next year", "text"),
    ],
)
def test_what_people_did_not_write_is_no_word(table: str, field: str) -> None:
    assert not holds_words(table, field)


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("notes", "raw"),
        ("notes", "tags:db"),
        ("incident", "summary"),
        ("findings", "belief"),
        ("history", "label"),
    ],
)
def test_what_people_wrote_is(table: str, field: str) -> None:
    assert holds_words(table, field)
