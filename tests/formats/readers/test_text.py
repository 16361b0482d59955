"""Plain and Markdown text: what belongs to a line stays with it, and nothing else does."""

import pytest

from oncall_tui.formats.readers.detect_format import read_source


def raws(text: str) -> list[str]:
    return [line.raw for line in read_source(text).lines]


def texts(text: str) -> list[str]:
    return [line.text for line in read_source(text).lines]


def test_one_line_is_one_note() -> None:
    assert raws("14:02 paged\n14:05 rolled back\n\n14:09 fine\n") == [
        "14:02 paged",
        "14:05 rolled back",
        "14:09 fine",
    ]


def test_items_keep_their_continuation_lines() -> None:
    source = "- 14:02 paged\n  by the 5xx alert\n- 14:05 rolled back\n\n  8812 to 8811\n"
    assert raws(source) == ["- 14:02 paged\n  by the 5xx alert", "- 14:05 rolled back\n\n  8812 to 8811"]


def test_nested_items_are_text_of_the_item_that_they_stand_under() -> None:
    assert texts("1. Move tokens\n    1. of the pipelines\n    - of the vaults\n2. Rotate them\n") == [
        "Move tokens\n1. of the pipelines\n- of the vaults",
        "Rotate them",
    ]


def test_nested_items_with_stamps_are_notes_of_their_own() -> None:
    source = "- 2024-05-02\n  - 09:10 lag alert\n    - on broker 2\n  - 09:25 restarted\n"
    assert texts(source) == ["2024-05-02", "09:10 lag alert\n- on broker 2", "09:25 restarted"]


@pytest.mark.parametrize(
    "block",
    [
        "```\nkubectl get pods\n\ncheckout-1  CrashLoopBackOff\n```",
        "~~~\nfree -m\n~~~",
        "14:05 the node says\n    disk full\n    again",
        "14:05 trace\n\tat com.example.Main\n\tat com.example.Run",
    ],
)
def test_code_and_indented_text_stay_in_one_piece(block: str) -> None:
    assert raws(f"14:02 before\n{block}\nafter\n") == ["14:02 before", block, "after"]


def test_a_timed_line_that_ends_in_a_colon_keeps_what_it_announces() -> None:
    source = "16:48 - more found:\n\n* a token\n* a password\n\n18:04 - it worked:\n\n```\ncurl\n```\n\n18:23 - gone\n"
    assert raws(source) == [
        "16:48 - more found:\n\n* a token\n* a password",
        "18:04 - it worked:\n\n```\ncurl\n```",
        "18:23 - gone",
    ]


def test_it_does_not_keep_what_has_a_stamp_of_its_own() -> None:
    assert len(raws("16:48 next steps:\n- 16:50 revoke\n- 16:55 tell the team\n")) == 3


def test_indented_entries_with_stamps_stay_apart() -> None:
    assert len(raws("Notes\n    14:02 paged\n    14:05 rolled back\n")) == 3


def test_a_fence_that_never_closes_takes_only_its_paragraph() -> None:
    assert raws("```\nls\n\n14:05 rolled back\n") == ["```\nls", "14:05 rolled back"]


def test_a_code_block_belongs_to_the_line_before_it() -> None:
    lines = read_source("14:05 seen\n\n```\n2024-03-12 11:00:00 old\n```\n").lines
    assert [(line.continues, line.searched) for line in lines] == [(False, "14:05 seen"), (True, "")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- see [the runbook](https://wiki.example/r) **now**", "see the runbook now"),
        ("* [ ](https://wiki.example/a_(b)) x", "  x"),
        ("- [x] alert earlier", "alert earlier"),
        ("10.30 16:49:06 is no item", "10.30 16:49:06 is no item"),
        ("4.19.0", "4.19.0"),
        ("-5m is no item", "-5m is no item"),
        ("+ idea or item", "idea or item"),
    ],
)
def test_what_is_shown(written: str, shown: str) -> None:
    assert texts(written) == [shown]


def test_the_stamp_is_looked_for_with_links_as_they_are_written() -> None:
    (line,) = read_source("- 14:03 [seen](https://x.slack.com/archives/C1/p1695042194935169)").lines
    assert line.searched == "- 14:03 [seen](https://x.slack.com/archives/C1/p1695042194935169)"


@pytest.mark.parametrize(
    "line", ["# Notes", "Notes\n=====", "The notes\n---------", "<!-- fill in\nthis part -->", "---"]
)
def test_what_is_kept_without_a_row(line: str) -> None:
    lines = read_source(f"14:02 before\n\n{line}\n14:05 after\n").lines
    assert [(note.raw, note.destination) for note in lines] == [
        ("14:02 before", "row"),
        (line, "kept"),
        ("14:05 after", "row"),
    ]


def test_a_note_above_a_rule_is_a_row() -> None:
    lines = read_source("rolled back all of checkout\n---\n14:05 after\n").lines
    assert [note.destination for note in lines] == ["row", "kept", "row"]
