"""`oncall redact` of the write-up: sections, comments, what was signed, after completion, on both sides of a share."""

from pathlib import Path

import pytest

from tests.cli.conftest import Person, both

WORD = "zanzibar"


def holding(home: Path, text: str) -> list[str]:
    """The files under a directory that hold a text: both data directories and the share."""
    return [
        str(path) for path in home.rglob("*") if path.is_file() and text.encode() in path.read_bytes().lower()
    ]


def fill(ana: Person, bo: Person, word: str) -> dict[str, str]:
    """Words of every kind that tell it. Returns the ids of the records by name."""
    ids = {}
    ids["note"] = ana.json("note", "--at", "2026-11-20 13:50", f"asked {word} for the key #{word} @{word}")[
        "id"
    ]
    ana("writeup", "set", "summary", f"Nodes had less disk, said {word}.")
    ana("writeup", "set", "boundary", f"what {word} may change")
    ids["finding"] = ana.json("analysis", "add", "finding", f"told {word} late", "how=late")["id"]
    ids["question"] = ana.json("analysis", "add", "question", f"What did {word} see?")["id"]
    ids["rec"] = ana.json("rec", "add", "disk-space", f"Ask {word}", f"statement=with {word}")["id"]
    ana("review", "open", "--until", "2030-01-01", "--reviewer", "bo")
    ana("review", "set", f"meeting_notes={word} was there", f"extended={word} asked")
    both(ana, bo)
    ids["change"] = bo.json(
        "review",
        "comment",
        "summary",
        "change",
        f"Leave {word} out.",
        f"proposal=Told {word} late.",
        f"quote={word}",
    )["id"]
    ids["disagree"] = bo.json("review", "comment", "13:50", "disagree", f"{word} was asked twice")["id"]
    both(ana, bo)
    ana("review", "reply", ids["change"], f"Who is {word}?")
    ana("review", "summarise", ids["change"], f"Is {word} named?")
    ana("review", "end", ids["change"], "declined", f"{word} agreed")
    bo("review", "end", ids["disagree"], "resolved", f"{word} says once")
    ana("review", "sign", "aligned=yes", f"word=ask {word}")
    ana("language", "silence", "summary", f"said {word}", f"{word} does not mind")
    both(ana, bo)
    return ids


@pytest.mark.parametrize("target", ["note", "summary", "finding", "question", "rec", "change", "disagree"])
def test_a_word_redacted_after_completion_is_in_no_file(ana: Person, bo: Person, target: str) -> None:
    ids = fill(ana, bo, WORD)
    assert ana.json("complete")["completion"]["by"] == "ana"
    ana("learn", "vote", "disk-space", "useful=yes", f"word={WORD} said so", f"tag={WORD}")
    both(ana, bo)
    home = ana.data.parent
    assert holding(home, WORD)
    assert ana("redact", "disk-space", ids.get(target, target), WORD).code == 0
    both(ana, bo)
    both(ana, bo)
    assert holding(home, WORD) == []
    for person in (ana, bo):
        report = person.json("report", "disk-space", "--format", "json")
        assert any("redacted after completion" in problem for problem in report["problems"])
        assert not any("does not match" in problem for problem in report["problems"])
        assert "redacted after completion" in person("report", "disk-space").out
        assert "[redacted]" in report["sections"][0]["text"]


def test_a_short_word_goes_from_its_row_and_from_what_repeats_it_alone(ana: Person, bo: Person) -> None:
    note = ana.json("note", "--at", "2026-11-20 13:50", "asked bel for the key")["id"]
    other = ana.json("note", "--at", "2026-11-20 13:51", "bel went home")["id"]
    ana("writeup", "set", "summary", "It was bel.")
    comment = ana.json("review", "comment", "13:50", "clarify", "Who is bel?", "quote=asked bel")["id"]
    ana("review", "reply", comment, "bel is a tool")
    ana("complete")
    assert ana("redact", "disk-space", note, "bel").code == 0
    shown = ana.json("review", "show")["comments"][0]
    assert shown["text"] == "Who is [redacted]?"
    assert shown["quote"]["exact"] == "asked [redacted]"
    assert shown["replies"][0]["text"] == "[redacted] is a tool"
    report = ana.json("report", "disk-space", "--format", "json")
    rows = {row["id"]: row["text"] for row in report["timeline"]}
    assert rows[note] == "asked [redacted] for the key"
    assert rows[other] == "bel went home"
    assert report["sections"][0]["text"] == "It was bel."
    redacted = {
        problem.partition(":")[0] for problem in report["problems"] if "redacted after completion" in problem
    }
    (question,) = ana.json("show", "disk-space")["questions"]  # what the clarification became
    assert question["text"] == "Who is [redacted]?"
    assert redacted == {f"row/{note}", f"record/questions/{question['id']}"}


@pytest.mark.parametrize("word", [None, "bel"])
def test_every_record_of_a_review_can_be_redacted(ana: Person, bo: Person, word: str | None) -> None:
    ids = fill(ana, bo, "bel")
    both(ana, bo)
    document = ana.json("show", "disk-space")
    targets = [
        *("summary", "boundary", ids["finding"], f"{ids['finding']}.what", ids["question"], ids["change"]),
        *(
            next(iter(record["id"] for record in document[table]))
            for table in ("replies", "endings", "signoffs")
        ),
    ]
    for target in targets:
        ran = ana("redact", "disk-space", target, *([word] if word else []))
        assert ran.code == 0, (target, ran.err)
        assert ana("redact", "disk-space", target, *([word] if word else [])).code == 0, target
    shown = ana.json("review", "show")["comments"][0]
    said = [
        shown["text"],
        shown["proposal"],
        shown["quote"]["exact"],
        shown["summary"],
        shown["replies"][0]["text"],
    ]
    assert not any("bel" in words for words in said)
    assert ana.json("writeup", "show")["sections"][0]["text"] in (
        "[redacted]",
        "Nodes had less disk, said [redacted].",
    )
    both(ana, bo)
    assert ana.json("review", "show") == bo.json("review", "show")


def test_what_can_not_be_redacted_is_said(ana: Person) -> None:
    assert ana("redact", "disk-space", "nothing-such").code == 3
    control = ana.json("analysis", "show", "disk-space")["controls"][0]["id"]
    assert ana("redact", "disk-space", f"{control}.nature").code == 2
    assert ana("redact", "disk-space", control, "not there").code == 2
    assert ana("redact", "summary", "not there").code == 2


def test_a_preview_says_of_what(ana: Person) -> None:
    preview = ana("redact", "disk-space", "summary", "less disk", "--dry-run")
    assert preview.out.startswith("would take out: 1 place in this text")
