"""A conversation copied out of Slack, in the dresses that its clients give it."""

import re

import pytest

from oncall_tui.formats.readers import slack
from oncall_tui.formats.readers.detect_format import read_source

COPIED = """\
Tuesday, March 12th
Ana Silva
  11:58 AM
5xx at 11% on checkout
only node group b (edited)
12:03
found it: redis pool

Bo Lind
:palm_tree:  12:07 PM
rolling back
:eyes:
2
3 replies
Last reply 2 hours ago
View thread
New
PagerDuty
APP  12:09 PM
Resolved #8841: HTTP 5xx
"""


def rows(text: str) -> list[tuple[str | None, str | None, str]]:
    lines = read_source(text).lines
    return [(line.author, line.stamp, line.text) for line in lines if line.destination == "row"]


def test_names_times_and_words() -> None:
    assert rows(COPIED) == [
        ("Ana Silva", "11:58 AM", "5xx at 11% on checkout\nonly node group b"),
        ("Ana Silva", "12:03 PM", "found it: redis pool"),
        ("Bo Lind", "12:07 PM", "rolling back"),
        ("PagerDuty", "12:09 PM", "Resolved #8841: HTTP 5xx"),
    ]


def test_dividers_are_kept_for_their_date_and_buttons_for_nothing() -> None:
    kept = [(line.stamp, line.text) for line in read_source(COPIED).lines if line.destination == "kept"]
    assert kept[0] == ("Tuesday, March 12th", "Tuesday, March 12th")
    buttons = ["3 replies", "Last reply 2 hours ago", "View thread", "New"]
    assert kept[1:] == [("", words) for words in [":eyes:", "2", *buttons]]


def test_it_says_what_it_was_taken_for() -> None:
    read = read_source(COPIED)
    assert (read.format, read.why) == ("slack", "a Slack conversation: names with times above their words")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ana [3:12 AM]\nfive\n[3:14 AM] six\n", [("ana", "3:12 AM", "five"), ("ana", "3:14 AM", "six")]),
        ("Ana Silva  14:05\nfive\n", [("Ana Silva", "14:05", "five")]),
        ("Ana Silva:house:  3:12 PM\nfive\n", [("Ana Silva", "3:12 PM", "five")]),
        ("Ana Silva\nMonday at 3:12 PM\nfive\n", [("Ana Silva", "Monday at 3:12 PM", "five")]),
        ("Ana Silva — Today at 3:12 PM\nfive\n", [("Ana Silva", "Today at 3:12 PM", "five")]),
        ("[12/03/2024 14:05] x\n", [(None, "[12/03/2024 14:05] x", "[12/03/2024 14:05] x")]),
        ("Ana Silva  12/03/2024 14:05\nfive\n", [("Ana Silva", "12/03/2024 14:05", "five")]),
        ("Ana Silva\nToday at 3:12 PM\nfive\n", [("Ana Silva", "Today at 3:12 PM", "five")]),
        ("Ana Silva\nMar 12th at 3:12 PM\nfive\n", [("Ana Silva", "Mar 12th at 3:12 PM", "five")]),
        ("Ana\n  23:58\na\nBo\n  00:02\nb\n", [("Ana", "23:58", "a"), ("Bo", "00:02", "b")]),
    ],
)
def test_other_dresses(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert rows(source) == expected


def test_a_grouped_reply_past_noon_is_pm_again_after_midnight_am() -> None:
    source = "Ana\n  11:59 PM\na\n12:01\nb\n1:15\nc\n"
    assert [stamp for _, stamp, _ in rows(source)] == ["11:59 PM", "12:01 AM", "1:15 AM"]


@pytest.mark.parametrize(
    "line",
    [
        "deploy started\n14:05\n",
        "started the deploy 14:05\nrolled back 14:10\n",
        "Today at 2:05 PM\n",
        "12:30 PM\n",
    ],
)
def test_what_only_looks_like_it_is_text(line: str) -> None:
    assert read_source(line).format == "text"


def test_the_conversation_ends_where_something_else_begins() -> None:
    source = COPIED + '\n14:30 my own note\n\n{"ts":"2024-03-12T14:31:00Z","msg":"up"}\n'
    read = read_source(source)
    assert read.format == "mixed"
    assert [(line.line, line.destination) for line in read.lines][-2:] == [(22, "row"), (24, "row")]


def test_lines_without_a_figure_are_not_tried_as_heads(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    class Counting:
        def __init__(self, pattern: re.Pattern[str]) -> None:
            self.pattern = pattern

        def fullmatch(self, line: str) -> re.Match[str] | None:
            tried.append(line)
            return self.pattern.fullmatch(line)

    for name in ("BRACKETED", "ON_ONE_LINE", "WITH_DASH", "WHEN_ALONE"):
        monkeypatch.setattr(slack, name, Counting(getattr(slack, name)))
    words = [f"the queue grows {'again ' * count}" for count in range(40)]
    source = read_source("\n".join(["Ana", "  8:00 AM", *words, "Bea", "  8:01 AM", "me too"]))
    assert [line.author for line in source.lines] == ["Ana", "Bea"]
    assert not set(words[1:]) & set(tried)
