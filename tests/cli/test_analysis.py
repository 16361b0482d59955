"""`oncall analysis` and `oncall controls`: everything in JSON, by short ids, with refusals that say which it is."""

import json
from pathlib import Path

import pytest

from oncall_tui.domain.analysis.records import TABLES
from tests.cli.conftest import Oncall


@pytest.fixture
def analysis(oncall: Oncall) -> Oncall:
    """The command line, with an incident of two rows whose first is ‹detected›."""
    oncall("new", "disk space", "--zone", "Europe/London")
    oncall("note", "--at", "2023-09-18T12:42:00Z", ":detected the disk alert")
    oncall("note", "--at", "2023-09-18T14:26:00Z", "> New node was given only 20Gb of disk")
    return oncall


def add(oncall: Oncall, *words: str) -> str:
    ran = oncall("analysis", "add", *words)
    assert ran.code == 0, ran.err
    return ran.out.strip()


def shown(oncall: Oncall) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = oncall("analysis", "show", "--json").json
    return found


def test_an_empty_analysis_has_every_key(analysis: Oncall) -> None:
    found = analysis("analysis", "show", "--json").json
    assert (found["boundary"], found["environment"]) == ("", "")
    assert all(found[table] == [] for table in TABLES)
    assert [end["code"] for end in found["loose_ends"]] == ["no-control-for-detection"]
    assert (found["next"]["field"], bool(found["next"]["question"])) == ("boundary", True)


def test_a_chain_of_records_is_linked_in_both_directions(analysis: Oncall) -> None:
    loss = add(analysis, "loss", "four hours of deployments")
    hazard = add(analysis, "hazard", "nodes had too little disk", f"loss={loss[-4:]}")
    constraint = add(analysis, "constraint", "pods only where there is room", f"hazards={hazard}")
    control = add(
        analysis, "control", "launch template", f"constraints={constraint}", "exercised_by=EKS module"
    )
    finding = add(
        analysis,
        "finding",
        "default 20 GB",
        f"control={control}",
        "how=harmful",
        "events=15:26",
        "event=13:42",
    )
    found = shown(analysis)
    assert found["losses"][0]["hazards"] == [hazard]
    assert found["hazards"][0]["constraints"] == [constraint]
    assert found["constraints"][0]["controls"] == [control]
    assert found["controls"][0]["findings"] == [finding]
    assert found["controls"][0]["nature"] == "technical"
    assert found["findings"][0]["where"] == "system"
    assert len(found["findings"][0]["events"]) == 2  # type: ignore[arg-type]
    one = analysis("analysis", "show", finding[-5:], "--json").json
    assert one == found["findings"][0]


def test_a_set_is_added_to_and_taken_from_and_a_text_is_replaced(analysis: Oncall) -> None:
    finding = add(analysis, "finding", "too late", "events=15:26", "how=late")
    ran = analysis("analysis", "set", finding, "events=13:42", "events-=15:26", "told=nothing", "--json")
    assert len(ran.json["events"]) == 1
    assert (ran.json["told"], ran.json["how"]) == ("nothing", "late")
    assert analysis("analysis", "set", finding, "told=", "--json").json["told"] == ""


def test_answering_a_question_closes_it_and_it_can_be_reopened(analysis: Oncall) -> None:
    question = add(analysis, "question", "Who changed the default?")
    assert analysis("analysis", "set", question, "answer=the vendor", "--json").json["state"] == "answered"
    assert analysis("analysis", "set", question, "state=open", "--json").json["state"] == "open"
    assert (
        analysis("analysis", "set", question, "state=unanswerable", "--json").json["state"] == "unanswerable"
    )
    assert "question-open" not in [end["code"] for end in shown(analysis)["loose_ends"]]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("set", "FINDING", "how=broken"), 2, "it acted, and that did harm"),
        (("set", "FINDING", "where=nowhere"), 2, "in what we can only watch"),
        (("set", "FINDING", "root_cause=x"), 2, "Its fields: "),
        (("set", "FINDING", "events-15:26"), 2, "not FIELD=VALUE"),
        (("set", "FINDING", "control=HAZARD"), 2, "is a hazard"),
        (("set", "FINDING", "events=HAZARD"), 2, "is a hazard"),
        (("set", "FINDING", "events=11:11"), 3, "No row is printed"),
        (("set", "FINDING", "events=zzzz"), 3, "There is no row"),
        (("set", "FINDING", "control=zzzz"), 3, "There is no control"),
        (("set", "FINDING", "what="), 2, "needs some words"),
        (("set", "FINDING", "how+=late"), 2, "holds one value"),
        (("set", "ROW", "how=late"), 2, "is a row"),
        (("set", "zzzz", "how=late"), 3, "There is no"),
        (("leave-out", "zzzz"), 3, "There is no"),
        (("settle", "FINDING", "nonsense", "why"), 2, "Use one of"),
        (("settle", "FINDING", "question-open", "why"), 2, "There is no question-open there"),
        (("settle", "FINDING", "finding-without-event", " "), 2, "with a reason"),
        (("add", "finding"), 2, "no text"),
        (("add", "finding", " "), 2, "needs some words"),
        (("add", "cause", "it was bo"), 2, "is not a kind of record"),
        (("add", "finding", "x", "y"), 2, "not FIELD=VALUE"),
        (("show", "nowhere"), 3, "nowhere"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    analysis: Oncall, words: tuple[str, ...], code: int, says: str
) -> None:
    places = {
        "FINDING": add(analysis, "finding", "too late"),
        "HAZARD": add(analysis, "hazard", "too little disk"),
        "ROW": analysis("timeline", "--json").json["events"][0]["id"],
    }
    for name, id in places.items():
        words = tuple(word.replace(name, id[-6:]) for word in words)
    before = shown(analysis)
    ran = analysis("analysis", *words)
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert shown(analysis) == before


def test_a_closed_word_is_never_taken_for_an_incident(analysis: Oncall) -> None:
    analysis("new", "loss")
    add(analysis, "loss", "twelve orders")
    assert analysis("analysis", "show", "loss", "--json").json["losses"][0]["text"] == "twelve orders"
    add(analysis, "disk-space", "loss", "an hour")
    assert analysis("analysis", "show", "disk-space", "--json").json["losses"][0]["text"] == "an hour"
    ran = analysis("analysis", "add", "-i", "disk-space", "loss", "two hours", "--json")
    assert ran.json["text"] == "two hours"


def test_an_id_is_looked_for_in_the_incident_first_and_then_in_all(analysis: Oncall) -> None:
    finding = add(analysis, "finding", "too late")
    analysis("new", "another")
    assert analysis("analysis", "set", finding[-6:], "how=late", "--json").json["how"] == "late"
    ran = analysis("analysis", "add", "systemic-problem", "x", f"findings={finding}")
    assert ran.code == 3


def test_several_are_named_with_what_they_are(analysis: Oncall) -> None:
    first, second = add(analysis, "loss", "an hour"), add(analysis, "hazard", "full disks")
    shared = next(n for n in range(1, 27) if first[:n] != second[:n]) - 1
    ran = analysis("analysis", "set", first[:shared], "text=x")
    assert ran.code == 2
    assert "loss “an hour”" in ran.err
    assert "hazard “full disks”" in ran.err


def test_leaving_out_keeps_the_link_and_it_does_not_count(analysis: Oncall) -> None:
    control = add(analysis, "control", "disk alert", "feedback=none")
    finding = add(analysis, "finding", "too late", f"control={control}")
    analysis("analysis", "leave-out", finding)
    found = shown(analysis)
    assert found["findings"] == []
    assert [record["id"] for record in found["left_out"]] == [finding]
    assert "control-without-finding" in [end["code"] for end in found["loose_ends"]]


def test_a_loose_end_is_settled_with_a_reason_and_the_check_passes(analysis: Oncall) -> None:
    checked = analysis("analysis", "check", "--json")
    [end] = checked.json["loose_ends"]
    assert (checked.code, end["settled"]) == (7, None)
    ran = analysis("analysis", "settle", end["id"], end["code"], "nobody was meant to notice", "--json")
    assert ran.json["settled"]["reason"] == "nobody was meant to notice"
    assert ran.json["settled"]["by"] == "ana"
    assert analysis("analysis", "check", "--json").code == 0
    analysis("new", "another")
    assert analysis("analysis", "settle", "disk-space", end["code"], "other words").code == 0
    analysis("use", "disk-space")
    assert analysis("analysis", "check", "--json").json["loose_ends"][0]["settled"]["reason"] == "other words"


def test_text_is_a_sentence_a_line_and_each_check_ends_with_its_answer(analysis: Oncall) -> None:
    control = add(analysis, "control", "disk alert", "feedback=none", "acts_on=nodes")
    told = analysis("analysis", "show").out
    assert f"Control: disk alert. Something acts on nodes. There is no feedback. ({control[-4:]})" in told
    assert "┐" not in told
    line = next(
        line for line in analysis("analysis", "check").out.splitlines() if "control-without-finding" in line
    )
    assert line.endswith(f"oncall analysis add finding TEXT control={control[-4:]} how=WORD")


def test_the_structure_is_drawn_on_request(analysis: Oncall) -> None:
    add(analysis, "control", "disk alert", "exercised_by=team", "acts_on=nodes", "action=pages")
    assert "↓ disk alert" in analysis("analysis", "show", "--diagram", "text").out
    assert analysis("analysis", "show", "--diagram", "text", "--ascii").out.isascii()
    assert "flowchart TD" in analysis("analysis", "show", "--diagram", "mermaid").out


def test_questions_are_asked_one_at_a_time_from_a_pipe(analysis: Oncall) -> None:
    answers = [
        "the runbook",
        "",
        "four hours",
        "nodes had too little disk",
        "room for images",
        "launch template",
        "EKS module → node group",
        "none",
        "harmful",
        "default 20 GB",
        "13:42, 15:26",
        "?",
        "? what did the vendor see",
    ]
    ran = analysis("analysis", "ask", "--json", stdin="\n".join(answers).encode() + b"\n")
    assert ran.code == 0, ran.err
    found = ran.json
    assert (found["boundary"], found["environment"]) == ("the runbook", "")
    [control], [finding] = found["controls"], found["findings"]
    assert (control["exercised_by"], control["acts_on"], control["feedback"]) == (
        "EKS module",
        "node group",
        "none",
    )
    assert (finding["how"], len(finding["events"]), finding["made_sense"]) == ("harmful", 2, "")
    texts = [question["text"] for question in found["questions"]]
    assert texts == ["What made this the sensible thing at 2023-09-18 13:42:00?", "what did the vendor see"]
    assert all(question["about"] == [finding["id"]] for question in found["questions"])
    assert found["next"]["field"] == "environment"


def test_none_is_an_answer_that_is_not_asked_for_again(analysis: Oncall) -> None:
    ran = analysis("analysis", "ask", "--json", stdin=b"x\ny\nnone\nfull disks\nnone\n")
    codes = [end["code"] for end in ran.json["loose_ends"] if end["settled"] is None]
    assert ran.json["losses"] == []
    assert "hazard-without-constraint" not in codes
    assert ran.json["next"]["field"] == "missing-control"


def test_a_refused_answer_shifts_no_other(analysis: Oncall) -> None:
    add(analysis, "control", "disk alert", "feedback=none", "exercised_by=a", "acts_on=b")
    ran = analysis("analysis", "ask", "--json", stdin=b"b\ne\nl\nh\nnone\nbroken\nnothing tests it\n")
    assert ran.code == 2
    assert "Use one of these" in ran.err
    assert ran.json["missing_controls"][0]["aspect"] == "nothing tests it"


def test_a_control_is_the_same_across_incidents_by_its_key(analysis: Oncall) -> None:
    first = add(analysis, "control", "Restore drill")
    add(analysis, "finding", "too rare", f"control={first}", "how=late")
    analysis("new", "backups")
    second = add(analysis, "control", "Restore drill", f"key={first[-6:]}")
    add(analysis, "finding", "it held", f"control={second}", "how=held")
    add(analysis, "control", "Disk alert")
    [alone] = analysis("controls", "restore", "DRILL", "--json").json["controls"]
    assert alone == {
        "key": first,
        "name": "Restore drill",
        "failed_in": 1,
        "held_in": 1,
        "incidents": ["disk-space", "backups"],
    }
    assert "failed in 1, held in 1 of 2 incidents" in analysis("controls").out
    analysis("analysis", "set", second, "key=")
    assert len(analysis("controls", "restore", "--json").json["controls"]) == 2
    assert analysis("controls", "nothing like it", "--json").json == {"controls": []}


def test_show_json_holds_every_table_and_no_table_takes_a_key(analysis: Oncall, data: Path) -> None:
    add(analysis, "loss", "an hour")
    found = analysis("show", "--json").json
    assert found["losses"][0]["text"] == "an hour"
    assert all(isinstance(found[table], list) for table in (*TABLES, "sections", "silences"))
    [path] = (data / "incidents").glob("*.json")
    document = json.loads(path.read_text())
    document["conflicts"] = {"x": {"text": "from a newer program"}}
    path.write_text(json.dumps(document))
    assert analysis("show", "--json").json["conflicts"] == []


def test_the_analysis_is_found_by_a_search(analysis: Oncall) -> None:
    add(analysis, "control", "umbrella check")
    [hit] = analysis("search", "umbrella", "--json").json["hits"]
    assert hit["table"] == "controls"


def test_words_that_are_no_utf8_and_rows_in_any_order_are_taken_from_a_pipe(analysis: Oncall) -> None:
    add(analysis, "finding", "too late")
    answers = b"caf\xe9\nenvironment\nloss\nhazard\nnone\nlate\n15:26 13:42\n"
    found = analysis("analysis", "ask", "--json", stdin=answers).json
    assert found["boundary"].startswith("caf")
    assert (found["findings"][0]["how"], len(found["findings"][0]["events"])) == ("late", 2)
