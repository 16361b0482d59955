"""Completion, reopening and undo between two people with a share: what was signed stays, the rest is amended."""

import json
from typing import Any

from tests.cli.conftest import Person, both


def report(person: Person) -> Any:
    return person.json("report", "disk-space", "--format", "json")


def parts(person: Person) -> dict[str, str]:
    """The signed parts as their bytes stand in the document, by id."""
    (path,) = (person.data / "incidents").glob("*.json")
    held = json.loads(path.read_bytes())["completed_parts"]
    return {id: json.dumps([record["name"], record["value"], record["salt"]]) for id, record in held.items()}


def test_two_completions_made_without_seeing_each_other_both_count(ana: Person, bo: Person) -> None:
    bo("writeup", "set", "impact", "Four hours of deployments.")
    assert ana("complete").code == 0
    assert bo("complete").code == 0
    both(ana, bo)
    told = report(ana)
    assert told == report(bo)
    assert "completed twice" in told["problems"]
    assert [each["by"] for each in told["completions"]] == ["ana", "bo"]
    assert told["completion"]["by"] == "bo"
    assert any("Four hours" in json.dumps(each["to"]) for each in told["amendments"])
    assert "ompleted twice" in ana("report", "disk-space").out
    assert ana("reopen", "disk-space", "the figures").code == 0
    assert report(ana)["completion"] is None


def test_a_completion_that_a_reopening_had_not_seen_stays(ana: Person, bo: Person) -> None:
    ana("complete")
    both(ana, bo)
    ana("reopen", "disk-space", "the figures were wrong")
    bo("reopen", "disk-space", "a row is missing")
    bo("complete")
    both(ana, bo)
    for person in (ana, bo):
        told = report(person)
        assert told["completion"]["by"] == "bo"
        assert [each["reopened"] for each in told["completions"]] == [True, False]
        assert person("review", "open", "--until", "+5d").code == 2


def test_an_offline_edit_is_an_amendment_and_signed_parts_stay_byte_for_byte(ana: Person, bo: Person) -> None:
    finding = ana.json("analysis", "add", "finding", "named the volume", "how=late")["id"]
    item = ana.json("rec", "add", "disk-space", "Alert on size", "definition_of_done=it pages")["id"]
    both(ana, bo)
    ana("complete")
    signed, before = report(ana), parts(ana)
    bo("analysis", "set", finding, "what=named the volume, not its size")
    bo("event", "disk-space", "14:03", "text=image pulls fail on new nodes")
    bo("note", "-i", "disk-space", "--at", "2026-11-20 14:30", "bo restarted the kubelet")
    bo("rec", "set", item, "owner=bo", "due=2027-01-01")
    bo("review", "comment", "summary", "clarify", "How much less?")
    both(ana, bo)
    assert parts(ana) == parts(bo) == before
    for person in (ana, bo):
        told = report(person)
        assert told["timeline"] == signed["timeline"]
        assert told["sections"][: len(signed["sections"])] == signed["sections"]
        assert told["analysis"]["findings"] == signed["analysis"]["findings"]
        assert told["problems"] == []
        amended = {(each["table"], each["field"], each["by"]) for each in told["amendments"]}
        assert ("findings", "what", "bo") in amended
        assert ("events", "text", "bo") in amended
        assert any(each["from"] is None and "kubelet" in each["to"] for each in told["amendments"])
        assert all(each["table"] != "recommendations" for each in told["amendments"])


def test_parts_that_are_not_here_yet_are_counted_and_nothing_is_printed_as_signed(ana: Person) -> None:
    ana("complete")
    (path,) = (ana.data / "incidents").glob("*.json")
    lines = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if b'"name":"section/summary"' not in line]
    assert len(kept) == len(lines) - 1
    path.write_bytes(b"".join(kept))
    count = len(lines)
    told = report(ana)
    assert any("parts here" in problem for problem in told["problems"]), count
    assert told["amendments"] == []
    assert "parts here" in ana("report", "disk-space").out


def test_a_forged_part_does_not_match_what_was_written(ana: Person) -> None:
    from oncall_tui.domain.review.parts import part_digest, whole_digest

    ana("complete")
    (path,) = (ana.data / "incidents").glob("*.json")
    document = json.loads(path.read_bytes())
    (completion,) = document["completions"].values()
    part = next(each for each in document["completed_parts"].values() if each["name"] == "section/summary")
    part["value"]["text"] = "It was ana."
    completion["digests"]["section/summary"] = part_digest(part["salt"], part["value"])
    completion["digest"] = whole_digest(completion["digests"])
    path.write_text(json.dumps(document))
    assert "section/summary does not match what was written" in report(ana)["problems"]


def test_the_disagreement_of_an_author_whom_nothing_else_knows_blocks_nothing(
    ana: Person, bo: Person
) -> None:
    bo.name = "mallory"
    bo("review", "comment", "summary", "disagree", "No.")
    both(ana, bo)
    assert ana("complete").code == 0


def test_the_disagreement_of_somebody_who_wrote_more_than_comments_blocks(ana: Person, bo: Person) -> None:
    bo("writeup", "set", "impact", "Four hours.")
    bo("review", "comment", "summary", "disagree", "No.")
    both(ana, bo)
    assert ana("complete", "--json").json == {"refused": ["open-disagree"]}


def test_undo_of_an_applied_change_takes_back_text_and_ending(ana: Person, bo: Person) -> None:
    change = bo.json("review", "comment", "summary", "change", "Say it.", "proposal=Nodes had 20 GB.")["id"]
    both(ana, bo)
    ana("review", "apply", change)
    assert ana("undo", "disk-space").code == 0
    assert ana.json("review", "show")["comments"][0]["state"] == "open"
    assert ana.json("writeup", "show")["sections"][0]["text"].startswith("Nodes had less")
    assert ana("redo", "disk-space").code == 0
    assert ana.json("review", "show")["comments"][0]["ending"] == "applied"
    assert ana.json("writeup", "show")["sections"][0]["text"] == "Nodes had 20 GB."


def test_undo_of_an_applied_change_takes_back_neither_where_the_text_has_changed(
    ana: Person, bo: Person
) -> None:
    change = bo.json("review", "comment", "summary", "change", "Say it.", "proposal=Nodes had 20 GB.")["id"]
    both(ana, bo)
    ana("review", "apply", change)
    both(ana, bo)
    bo("writeup", "set", "summary", "Nodes had 20 GB, not 100.")
    both(ana, bo)
    refused = ana("undo", "disk-space")
    assert refused.code == 2
    assert "the text has changed since" in refused.err
    assert ana.json("review", "show")["comments"][0]["ending"] == "applied"
    assert ana.json("writeup", "show")["sections"][0]["text"] == "Nodes had 20 GB, not 100."


def test_undo_passes_over_what_is_never_undone_and_names_the_command(ana: Person) -> None:
    comment = ana.json("review", "comment", "13:42", "clarify", "Which disk?")["id"]
    ana("writeup", "set", "impact", "Four hours.")
    ana("review", "end", comment, "answered", "The root volume.")
    ana("review", "sign", "aligned=yes")
    ana("complete")
    undone = ana("undo", "disk-space")
    assert undone.code == 0
    told = undone.out + undone.err
    assert "undone: wrote Impact" in told
    for command in ("oncall reopen", "oncall review sign", "oncall review comment"):
        assert command in told
    assert report(ana)["completion"] is not None
    assert ana.json("review", "show")["comments"][0]["ending"] == "answered"
    assert "Passed over" not in ana("redo", "disk-space").out


def test_an_announcement_says_so_while_the_write_up_is_not_complete(ana: Person) -> None:
    assert "not complete yet" in ana.json("review", "announce")["text"]
    ana("complete")
    assert "is complete" in ana.json("review", "announce")["text"]


def test_a_deadline_is_told_in_the_zone_of_the_incident_and_in_utc(ana: Person) -> None:
    ana("new", "far away", "--zone", "Asia/Tokyo")
    told = ana("review", "open", "--until", "2030-03-01").out
    assert "17:00 (JST, UTC+9) = Fri 1 Mar 2030 08:00 UTC" in told


def test_a_field_that_no_row_has_is_refused(ana: Person) -> None:
    refused = ana("review", "comment", "14:03.colour", "clarify", "Which?")
    assert refused.code == 2
    assert "text, time, kind, milestone" in refused.err
    assert ana("review", "comment", "23:03.colour", "clarify", "Which?").code == 3


def test_a_dissent_that_its_author_takes_back_offline_is_an_amendment(ana: Person, bo: Person) -> None:
    comment = bo.json("review", "comment", "13:42", "disagree", "It named the volume.")["id"]
    both(ana, bo)
    ana("review", "end", comment, "dissent", "", "standing=not its size")
    bo("review", "end", comment, "withdrawn", "ana showed me")
    ana("complete")
    both(ana, bo)
    for person in (ana, bo):
        told = report(person)
        assert [each["standing"] for each in told["dissents"]] == ["not its size"]
        (amended,) = told["amendments"]
        assert (amended["table"], amended["by"], amended["to"]) == ("endings", "bo", None)


def test_a_question_that_two_people_ask_of_one_comment_is_one(ana: Person, bo: Person) -> None:
    comment = ana.json("review", "comment", "14:03", "clarify", "Which images?")["id"]
    both(ana, bo)
    ana("review", "end", comment, "unanswerable")
    assert bo("complete").code == 0
    both(ana, bo)
    assert [each["text"] for each in ana.json("analysis", "show")["questions"]] == ["Which images?"]
