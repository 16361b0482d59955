"""The grammar of the capture line: total, so that no line is ever refused (N1, N3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.capture_line import CapturedLine, parse_line, people_in, references_in, tags_in

ZONES = {"UTC", "PDT", "Z"}


def parse(line: str) -> CapturedLine:
    return parse_line(line, lambda when: "99:99" not in when, ZONES.__contains__)


@pytest.mark.parametrize(
    ("line", "when", "kind", "text"),
    [
        ("5xx at 11%", None, None, "5xx at 11%"),
        ("! restarted it", None, "did", "restarted it"),
        ("> 5xx 11%", None, "saw", "5xx 11%"),
        ("= roll back", None, "decided", "roll back"),
        ("? redis pool", None, "suspect", "redis pool"),
        ("+ alert on pool", None, "idea", "alert on pool"),
        ("^ back by four", None, "expected", "back by four"),
        ("% nobody deploys", None, "assumed", "nobody deploys"),
        ("-5m ! drained", "-5m", "did", "drained"),
        ("-1h30m > paged", "-1h30m", "saw", "paged"),
        ("@14:02 ! drained", "@14:02", "did", "drained"),
        ("@14:02:07 PDT ! drained", "@14:02:07 PDT", "did", "drained"),
        ("@14:02 PD said so", "@14:02", None, "PD said so"),
        ("@yesterday 23:50 UTC > slow", "@yesterday 23:50 UTC", "saw", "slow"),
        ("@2026-11-21T14:02Z > slow", "@2026-11-21T14:02Z", "saw", "slow"),
        ("~@14:02 > slow", "@14:02", "saw", "slow"),
        ("~ -5m > slow", "-5m", "saw", "slow"),
    ],
)
def test_when_kind_and_text(line: str, when: str | None, kind: str | None, text: str) -> None:
    parsed = parse(line)
    assert (parsed.when, parsed.kind, parsed.text) == (when, kind, text)
    assert parsed.approximate == line.startswith("~")


@pytest.mark.parametrize(
    "line",
    [
        "+1",
        ">50% errors",
        "=> rolled back",
        "^C'd it",
        "?",
        "!",
        "-5",
        "-rf was typed",
        "@99:99 x",
        "~",
        "~ok",
        "5m ago",
        "! ",
    ],
)
def test_what_only_looks_like_a_marker_is_text(line: str) -> None:
    parsed = parse(line)
    assert (parsed.when, parsed.kind, parsed.verb, parsed.text) == (None, None, None, line.strip())


@pytest.mark.parametrize("line", ["-5m", "@14:02"])
def test_a_moment_without_words_is_text(line: str) -> None:
    assert parse(line).text == line


@pytest.mark.parametrize(
    ("line", "verb", "argument"),
    [
        (":sev 2", "sev", "2"),
        (":mitigated", "mitigated", ""),
        (":detected by a user", "detected", "by a user"),
        (":lead @ana", "lead", "@ana"),
        ("@03:14 :ack on it", "ack", "on it"),
        (":frobnicate it", None, ""),
        (":-)", None, ""),
    ],
)
def test_verbs(line: str, verb: str | None, argument: str) -> None:
    parsed = parse(line)
    assert (parsed.verb, parsed.argument) == (verb, argument)


def test_a_backslash_starts_a_literal_line() -> None:
    assert parse("\\! -5m :sev 2 #redis") == CapturedLine("! -5m :sev 2 #redis", tags=("redis",))


def test_tags_people_and_references() -> None:
    text = "#redis-pool #3497 @ana mail bo@example.org PD-8841 UTF-8 (https://x.example/a_(b)?q=1), see #redis-pool."
    assert tags_in(text) == ("redis-pool",)
    assert people_in(text) == ("ana",)
    assert references_in(text) == ("https://x.example/a_(b)?q=1", "PD-8841")


@given(st.text(alphabet=st.characters()))
def test_no_line_is_refused_and_no_word_is_lost(line: str) -> None:
    parsed = parse(line)
    kept = " ".join(parsed.text.split())
    assert kept in " ".join(line.split())
