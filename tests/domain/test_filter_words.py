import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.filter_words import Filter, Term, completed, completions, read_filter, unfinished

KEYS = ("status", "owner", "stale")
FLAGS = ("overdue", "open")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Filter()),
        ("status:planned", Filter((Term("status", ("planned",)),))),
        ("Status:Planned,DONE", Filter((Term("status", ("planned", "done")),))),
        ("-owner:ana overdue", Filter((Term("owner", ("ana",), True), Term("is", ("overdue",))))),
        ("-open", Filter((Term("is", ("open",), True),))),
        ('owner:"ana maria"', Filter((Term("owner", ("ana maria",)),))),
        ("Redis pool", Filter(words=("redis", "pool"))),
        ('"redis pool" -ipv6', Filter(words=("redis pool",), without=("ipv6",))),
        ('"overdue"', Filter(words=("overdue",))),
        ("team:x http://a/b", Filter(words=("team:x", "http://a/b"))),
        ("status: owner:", Filter()),
        ('owner:"ana', Filter((Term("owner", ("ana",)),))),
        ("- :", Filter(words=(":",))),
    ],
)
def test_reading_a_filter(text: str, wanted: Filter) -> None:
    assert read_filter(text, KEYS, FLAGS) == wanted


@given(st.text())
def test_any_text_is_a_filter(text: str) -> None:
    read = read_filter(text, KEYS, FLAGS)
    assert all(term.key in (*KEYS, "is") and term.values for term in read.terms)


VOCABULARY = {"status": ("idea", "planned", "in-progress"), "owner": ("ana", "Ana Maria", "bo"), "stale": ()}


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("", ()),
        ("redis ", ()),
        ("o", ("overdue", "open", "owner:")),
        ("x -sta", ("-status:", "-stale:")),
        ("status:", ("status:idea", "status:planned", "status:in-progress")),
        ("status:p", ("status:planned", "status:in-progress")),
        ("status:idea,pl", ("status:idea,planned",)),
        ("owner:an", ("owner:ana", 'owner:"Ana Maria"')),
        ('owner:"ana m', ('owner:"Ana Maria"',)),
        ("stale:3", ()),
    ],
)
def test_completions(text: str, offered: tuple[str, ...]) -> None:
    assert completions(text, VOCABULARY, FLAGS) == offered


def test_taking_a_completion() -> None:
    assert completed("redis sta", "status:") == "redis status:"
    assert completed("redis status:pl", "status:planned") == "redis status:planned "
    assert unfinished('redis owner:"ana m') == 'owner:"ana m'


@given(st.text(alphabet='so:,"- ana'))
def test_a_completion_replaces_only_the_unfinished_word(text: str) -> None:
    stem = text[: len(text) - len(unfinished(text))]
    assert all(completed(text, offer).startswith(stem) for offer in completions(text, VOCABULARY, FLAGS))
