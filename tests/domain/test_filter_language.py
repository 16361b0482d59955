import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.filter_language import (
    Filter,
    Term,
    Test,
    apply_filter,
    complete_word,
    completions,
    filter_help,
    flag_predicate,
    parse_filter,
    unfinished_word,
)

KEYS = ("status", "owner", "stale", "tag")
FLAGS = ("overdue", "open")
OWNED_BY_ANA, OWNED_BY_BO = (Filter((Term("owner", (name,)),)) for name in ("ana", "bo"))


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
        ("@ana #", Filter((Term("owner", ("ana",)),), words=("#",))),
        ("stale<30 -stale>=3,4", Filter((Term("stale", ("<30",)), Term("stale", (">=3", "4"), True)))),
        ("owner:ana or owner:bo", Filter(either=((OWNED_BY_ANA, OWNED_BY_BO),))),
        (
            "redis OR pool ipv6",
            Filter(words=("ipv6",), either=((Filter(words=("redis",)), Filter(words=("pool",))),)),
        ),
        ("a or b or c", Filter(either=(tuple(Filter(words=(word,)) for word in "abc"),))),
        ("or", Filter(words=("or",))),
        ("redis or", Filter(words=("redis",))),
        ("Cafe\u0301 \u0130stanbul", Filter(words=("caf\u00e9", "istanbul"))),
        ("status:, is: tag:", Filter()),
    ],
)
def test_reading_a_filter(text: str, wanted: Filter) -> None:
    assert parse_filter(text, KEYS, FLAGS) == wanted


@given(st.text())
def test_any_text_is_a_filter_or_refused_as_a_slip(text: str) -> None:
    try:
        read = parse_filter(text, KEYS, FLAGS)
    except RefusedError:
        return
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
        ("@an", ("@ana", "@Ana Maria")),
    ],
)
def test_completions(text: str, offered: tuple[str, ...]) -> None:
    assert completions(text, VOCABULARY, FLAGS) == offered


def test_taking_a_completion() -> None:
    assert complete_word("redis sta", "status:") == "redis status:"
    assert complete_word("redis status:pl", "status:planned") == "redis status:planned "
    assert unfinished_word('redis owner:"ana m') == 'owner:"ana m'


@given(st.text(alphabet='so:,"- ana'))
def test_a_completion_replaces_only_the_unfinished_word(text: str) -> None:
    stem = text[: len(text) - len(unfinished_word(text))]
    assert all(complete_word(text, offer).startswith(stem) for offer in completions(text, VOCABULARY, FLAGS))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["redis pool", "redis", "ipv6"]),
        ("redis", ["redis pool", "redis"]),
        ("redis -pool", ["redis"]),
        ("stale:4,5", ["redis", "ipv6"]),
        ("-stale:4,5", ["redis pool"]),
        ("open", ["redis"]),
        ("ipv6 or open", ["redis", "ipv6"]),
        ("redis or ipv6 -pool", ["redis", "ipv6"]),
    ],
)
def test_all_of_a_filter_must_hold(text: str, found: list[str]) -> None:
    flags: dict[str, Test[str]] = {"open": lambda item: item == "redis"}

    def meaning(key: str, value: str) -> Test[str]:
        return flag_predicate(value, flags) if key == "is" else lambda item: len(item) == int(value)

    items = ["redis pool", "redis", "ipv6"]
    wanted = parse_filter(text, KEYS, flags)
    assert apply_filter(items, wanted, lambda item, word: word in item, meaning) == found


def test_a_flag_that_is_none_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(RefusedError, match="There are: open, closed"):
        flag_predicate("odd", {"open": 1, "closed": 2})


def test_the_help_names_all_that_is_understood() -> None:
    assert (
        filter_help({"kind": ("did", "saw"), "tag": ()}, ["open"])
        == "words open kind:did tag: #tag -word a or b"
    )


@pytest.mark.parametrize("text", ["owener:none", "stauts:planned", "-ownr:ana", "tags:redis"])
def test_a_slip_for_a_key_is_refused_with_the_key(text: str) -> None:
    with pytest.raises(RefusedError, match=r"Did you mean (owner|status|tag): "):
        parse_filter(text, KEYS, FLAGS)


@pytest.mark.parametrize("text", ["error:timeout", "node-7:9100", "http://owner/x", '"owener:none"'])
def test_what_resembles_no_key_is_text(text: str) -> None:
    assert parse_filter(text, KEYS, FLAGS).words


def test_a_strict_filter_has_no_unknown_keys() -> None:
    with pytest.raises(RefusedError, match="There are: status, owner, stale, tag"):
        parse_filter("error:timeout", KEYS, FLAGS, is_strict=True)
    assert parse_filter("https://a/b", KEYS, FLAGS, is_strict=True).words == ("https://a/b",)


def test_a_slip_for_a_flag_is_refused_only_where_no_text_has_it() -> None:
    def shown(text: str, items: list[str]) -> list[str]:
        return apply_filter(
            items, parse_filter(text, KEYS, FLAGS), lambda item, word: word in item, known, FLAGS
        )

    def known(key: str, value: str) -> Test[str]:
        return lambda item: True

    with pytest.raises(RefusedError, match=r"Did you mean overdue\?"):
        shown("overdu", ["redis"])
    assert shown("overdu", ["an overdu word"]) == ["an overdu word"]
    assert shown("mysql", ["redis"]) == []
