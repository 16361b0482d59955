import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.errors import Refused
from oncall_tui.domain.filter_words import (
    Filter,
    Term,
    Test,
    completed,
    completions,
    filter_help,
    flag_test,
    let_through,
    read_filter,
    unfinished,
)

KEYS = ("status", "owner", "stale", "tag")
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
        ("is:open -is:odd", Filter((Term("is", ("open",)), Term("is", ("odd",), True)))),
        ("#Redis -#a,b", Filter((Term("tag", ("redis",)), Term("tag", ("a", "b"), True)))),
        ("@ana #", Filter(words=("@ana", "#"))),
        ("status:, is: tag:", Filter()),
    ],
)
def test_reading_a_filter(text: str, wanted: Filter) -> None:
    assert read_filter(text, KEYS, FLAGS) == wanted


@given(st.text())
def test_any_text_is_a_filter(text: str) -> None:
    read = read_filter(text, KEYS, FLAGS)
    assert all(term.key in (*KEYS, "is") and term.values for term in read.terms)


VOCABULARY = {
    "status": ("idea", "planned", "in-progress"),
    "owner": ("ana", "Ana Maria", "bo"),
    "stale": (),
    "tag": ("redis",),
}


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
        ("is:o", ("is:overdue", "is:open")),
        ("-#re", ("-#redis",)),
        ("@an", ()),
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["redis pool", "redis", "ipv6"]),
        ("redis", ["redis pool", "redis"]),
        ("redis -pool", ["redis"]),
        ("stale:4,5", ["redis", "ipv6"]),
        ("-stale:4,5", ["redis pool"]),
        ("open", ["redis"]),
    ],
)
def test_all_of_a_filter_must_hold(text: str, found: list[str]) -> None:
    flags: dict[str, Test[str]] = {"open": lambda item: item == "redis"}

    def meaning(key: str, value: str) -> Test[str]:
        return flag_test(value, flags) if key == "is" else lambda item: len(item) == int(value)

    items = ["redis pool", "redis", "ipv6"]
    wanted = read_filter(text, KEYS, flags)
    assert let_through(items, wanted, lambda item, word: word in item, meaning) == found


def test_a_flag_that_is_none_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(Refused, match="There are: open, closed"):
        flag_test("odd", {"open": 1, "closed": 2})


def test_the_help_names_all_that_is_understood() -> None:
    assert filter_help({"kind": ("did", "saw"), "tag": ()}, ["open"]) == "words kind:did tag: #tag open -word"
