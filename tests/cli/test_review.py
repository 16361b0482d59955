import json
import re

from tests.cli.conftest import Person, both


def test_a_review_opens_with_a_deadline_and_reviewers(ana: Person) -> None:
    shown = ana.json("review", "open", "--until", "+5d", "--reviewer", "bo", "--reviewer", "@cy")
    assert shown["open"] is True
    assert shown["stage"] == "review"
    assert shown["opened_by"] == "ana"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT17:00:00Z", shown["until"])
    assert [(each["name"], each["asked"], each["signed"]) for each in shown["reviewers"]] == [
        ("bo", True, None),
        ("cy", True, None),
    ]
    assert ana("review", "open", "--until", "+5d").code == 2
    assert ana("review", "close", "nobody had time").code == 0
    assert ana.json("review", "show")["open"] is False


def test_three_kinds_of_comment_end_each_in_their_own_way(ana: Person, bo: Person) -> None:
    ana("review", "open", "--until", "2030-01-01", "--reviewer", "bo")
    both(ana, bo)
    change = bo.json(
        "review", "comment", "summary", "change", "Say how much less.", "proposal=Nodes had 20 GB."
    )
    clarify = bo.json("review", "comment", "14:03", "clarify", "Which images?")
    disagree = bo.json("review", "comment", "13:42", "disagree", "It named the volume.", "quote=disk full")
    assert (change["anchor"], clarify["target"]["table"], disagree["quote"]["before"]) == (
        "exact",
        "events",
        "alert: ",
    )
    both(ana, bo)
    assert ana("review", "end", clarify["id"][-5:], "answered", "The base image.").code == 2
    assert ana("review", "end", disagree["id"], "resolved").code == 2
    assert "only bo can" in ana("review", "end", disagree["id"], "resolved").err
    assert ana("review", "end", disagree["id"], "answered").code == 2
    assert ana("review", "end", disagree["id"], "dissent").code == 2  # the deadline is far away
    applied = ana.json("review", "apply", change["id"])
    assert (applied["ending"], applied["ended_by"]) == ("applied", "ana")
    assert ana.json("writeup", "show")["sections"][0]["text"] == "Nodes had 20 GB."
    both(ana, bo)
    assert bo.json("review", "end", clarify["id"], "answered")["state"] == "ended"
    assert bo.json("review", "end", disagree["id"], "resolved")["state"] == "ended"
    both(ana, bo)
    assert ana.json("review", "show") == bo.json("review", "show")


def test_a_change_whose_base_has_moved_is_applied_only_anyway(ana: Person, bo: Person) -> None:
    change = bo.json("review", "comment", "summary", "change", "Shorter.", "proposal=Disk was short.")
    ana("writeup", "set", "summary", "Nodes had far less disk than images need.")
    both(ana, bo)
    refused = ana("review", "apply", change["id"])
    assert refused.code == 2
    assert "{+far +}" in refused.err
    assert ana.json("writeup", "show")["sections"][0]["text"].startswith("Nodes had far")
    assert ana("review", "apply", change["id"], "--anyway").code == 0
    assert ana.json("writeup", "show")["sections"][0]["text"] == "Disk was short."
    assert ana("review", "apply", change["id"]).code == 2


def test_a_quote_is_found_again_only_where_it_is_there_once(ana: Person) -> None:
    def anchor(text: str) -> str:
        ana("writeup", "set", "summary", text)
        return str(ana.json("review", "show")["comments"][0]["anchor"])

    comment = ana.json("review", "comment", "summary", "clarify", "How much?", "quote=less disk")
    assert comment["anchor"] == "exact"
    assert anchor("It had less disk than before.") == "quote"
    assert anchor("It had less disk, less disk.") == "changed"
    assert anchor("It had more disk.") == "changed"
    assert ana("review", "comment", "summary", "clarify", "Why?", "quote=nowhere").code == 2


def test_a_comment_follows_a_joined_row_and_stays_with_one_that_is_gone(ana: Person) -> None:
    rows = [row["id"] for row in ana.json("timeline")["events"]]
    comment = ana.json("review", "comment", "14:03", "disagree", "Not all of them.")
    ana("event", "disk-space", rows[1], f"join={rows[0]}")
    shown = ana.json("review", "show")["comments"][0]
    assert shown["anchor"] != "gone"
    survivor = {row["id"] for row in ana.json("timeline")["events"]} & set(rows[:2])
    ana("event", "disk-space", survivor.pop(), "out=")
    assert ana.json("review", "show")["comments"][0]["anchor"] == "gone"
    assert comment["id"] == shown["id"]


def test_reading_goes_forward_only_and_says_what_changed_since(ana: Person) -> None:
    ana("review", "open", "--until", "+5d")
    ana("review", "read", "14:03")
    reader = ana.json("review", "show")["reviewers"][0]
    assert reader["read_to"]["title"].endswith("image pulls fail")
    assert reader["unread"] > 0
    ana("review", "read", "13:42")
    assert ana.json("review", "show")["reviewers"][0]["read_to"]["title"].endswith("image pulls fail")
    ana("event", "disk-space", "13:42", "text=alert: disk 98 % full")
    assert ana.json("review", "show")["reviewers"][0]["changed"] == 1
    ana("review", "read")
    last = ana.json("review", "show")["reviewers"][0]
    assert (last["unread"], last["changed"]) == (0, 0)


def test_a_sign_off_before_a_later_edit_is_stale(ana: Person) -> None:
    ana("review", "open", "--until", "+5d")
    shown = ana.json("review", "sign", "aligned=yes", "understood=not-yet", "word=good")
    assert shown["reviewers"][0]["signed"]["understood"] == "not-yet"
    assert shown["reviewers"][0]["stale"] is False
    ana("writeup", "set", "impact", "Four hours.")
    assert ana.json("review", "show")["reviewers"][0]["stale"] is True
    assert ana("review", "sign", "aligned=maybe").code == 2


def test_completion_is_refused_for_three_reasons_by_both_commands(ana: Person, bo: Person) -> None:
    ana("writeup", "set", "summary", "")
    ana("review", "comment", "13:42", "disagree", "No.")
    assert ana("complete", "--json").json == {"refused": ["no-summary", "open-disagree"]}
    assert ana("complete").code == 2
    refused = ana("set", "disk-space", "stage=complete")
    assert refused.code == 2
    assert "no summary" in refused.err
    assert ana.json("show", "disk-space")["incident"]["stage"] != "complete"
    ana("writeup", "set", "summary", "Ours.")
    bo("writeup", "set", "summary", "Theirs.")
    both(ana, bo)
    assert "conflict" in ana("complete", "--json").json["refused"]


def test_a_completed_write_up_is_printed_as_it_was_signed_and_amended_after(ana: Person, bo: Person) -> None:
    ana("review", "comment", "13:42", "disagree", "It named the volume.")
    comment = ana.json("review", "show")["comments"][0]["id"]
    ended = ana(
        "review", "end", comment, "dissent", "both stand", "position=it named it", "standing=not its size"
    )
    assert ended.code == 0
    bo("writeup", "set", "impact", "Four hours, said bo offline.")
    assert ana.json("complete")["completion"]["by"] == "ana"
    signed = ana.json("report", "disk-space", "--format", "json")
    assert signed["completion"]["by"] == "ana"
    assert [each["position"] for each in signed["dissents"]] == ["it named it"]
    assert signed["amendments"] == []
    assert ana("set", "disk-space", "stage=timeline").code == 2
    both(ana, bo)
    for person in (ana, bo):
        report = person.json("report", "disk-space", "--format", "json")
        assert report["sections"][0] == signed["sections"][0]
        assert report["timeline"] == signed["timeline"]
        (amended,) = report["amendments"]
        assert (amended["by"], amended["to"]) == ("bo", "Four hours, said bo offline.")
    ana("event", "disk-space", "14:03", "text=image pulls fail on new nodes")
    ana("rec", "add", "disk-space", "Alert on size")
    fields = {
        (each["table"], each["field"])
        for each in ana.json("report", "disk-space", "--format", "json")["amendments"]
    }
    assert ("events", "text") in fields
    assert "**Amendments**" not in ana("report", "disk-space").out.split("## Amendments")[0]
    assert ana("reopen", "disk-space", "").code == 2
    assert ana("reopen", "disk-space", "the figures were wrong").code == 0
    assert ana.json("report", "disk-space", "--format", "json")["completion"] is None


def test_state_owner_and_dates_of_a_recommendation_are_no_amendment(ana: Person) -> None:
    recommendation = ana.json("rec", "add", "disk-space", "Alert on size", "definition_of_done=it pages")[
        "id"
    ]
    ana("complete")
    ana("rec", "set", recommendation, "status=planned", "owner=bo")
    report = ana.json("report", "disk-space", "--format", "json")
    assert report["amendments"] == []
    assert report["recommendations"][0]["status"] == "planned"
    ana("rec", "set", recommendation, "definition_of_done=it pages twice")
    assert [each["field"] for each in ana.json("report", "disk-space", "--format", "json")["amendments"]] == [
        "definition_of_done"
    ]


def test_a_changed_part_is_said_not_to_match(ana: Person) -> None:
    ana("complete")
    (document,) = (ana.data / "incidents").glob("*.json")
    text = document.read_text()
    record = next(line for line in text.splitlines() if '"name":"section/summary"' in line)
    document.write_text(text.replace(record, record.replace("less disk", "more disk")))
    report = ana.json("report", "disk-space", "--format", "json")
    assert any("does not match what was written" in problem for problem in report["problems"])


def test_undo_passes_over_completion_and_endings(ana: Person) -> None:
    comment = ana.json("review", "comment", "13:42", "clarify", "Which disk?")["id"]
    ana("review", "end", comment, "answered", "The root volume.")
    ana("complete")
    history = json.dumps(ana.json("show", "disk-space"))
    assert "completed the write-up" not in history


def test_the_invite_says_until_when_and_in_good_faith(ana: Person) -> None:
    ana("review", "open", "--until", "2030-03-01 09:30", "--reviewer", "bo")
    text = ana.json("review", "invite")["text"]
    assert "Fri 1 Mar 2030 09:30" in text
    assert "made sense to them" in text
    assert ana("review", "agenda").code == 0
    assert ana("review", "announce").code == 0
