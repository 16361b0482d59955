"""`oncall account`: what one person is asked, and what becomes of their answers."""

import pytest

from tests.cli.conftest import Oncall


@pytest.fixture
def incident(oncall: Oncall) -> Oncall:
    oncall("new", "disk space", "--zone", "Europe/London")
    oncall("note", "--at", "2023-09-18T12:42:00Z", ":detected the disk alert")
    oncall("note", "--at", "2023-09-18T13:10:00Z", "! @bo drained the node")
    oncall("note", "--at", "2023-09-18T14:26:00Z", "> Cy noticed a new node with 20Gb of disk")
    return oncall


def asked(oncall: Oncall, *words: str) -> list[str]:
    rows = {row["id"]: row["local"] for row in oncall("timeline", "--json").json["events"]}
    found = oncall("account", *words, "--json").json
    return [rows[each["row"]][11:16] for each in found["questions"]]


@pytest.mark.parametrize(("person", "times"), [("bo", ["14:10"]), ("@Cy", ["15:26"]), ("dan", ["13:42"])])
def test_rows_that_name_a_person_else_milestones(incident: Oncall, person: str, times: list[str]) -> None:
    assert asked(incident, person) == times
    assert asked(incident, "disk-space", person) == times
    assert asked(incident, "-i", "disk-space", person) == times


def test_findings_without_a_reason_are_asked_about(incident: Oncall) -> None:
    finding = incident("analysis", "add", "finding", "20 GB", "how=harmful", "events=15:26").out.strip()
    assert asked(incident, "dan") == ["13:42", "15:26"]
    incident("analysis", "set", finding, "made_sense=a default")
    assert asked(incident, "dan") == ["13:42"]


def test_the_questions_as_a_text_to_send(incident: Oncall) -> None:
    text = incident("account", "bo", "--ask").out
    assert "2023-09-18 14:10:00  @bo drained the node" in text
    assert "What did you take for granted?" in text


def test_an_answer_is_a_note_of_an_account_known_then(incident: Oncall) -> None:
    note = incident(
        "account", "bo", "--row", "14:10", "-", "--json", stdin=b"> it hung\n^ it would take a minute\n"
    ).json
    assert (note["author"], note["kind"], note["text"]) == ("bo", "saw", "it hung")
    assert note["occurred_at"] == "2023-09-18T13:10:00Z"
    shown = incident("show", "--json").json
    [source] = [each for each in shown["sources"] if each["format"] == "account"]
    assert source["name"] == "account of bo"
    kinds = [each["kind"] for each in shown["notes"] if each["source"] == source["id"]]
    assert sorted(kinds) == ["expected", "saw"]
    [question] = [each for each in incident("account", "bo", "--json").json["questions"] if each["note"]]
    assert question["note"] == note["id"]
    incident("account", "bo", "--row", "14:10", "still there")
    assert (
        len([each for each in incident("show", "--json").json["sources"] if each["format"] == "account"]) == 1
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("bo", "--row", "11:11", "x"), 3),
        (("bo", "--row", "14:10", " "), 2),
        (("--ask",), 2),
        (("a", "b", "c"), 2),
        (("nowhere", "bo"), 3),
    ],
)
def test_what_is_refused_saves_nothing(incident: Oncall, words: tuple[str, ...], code: int) -> None:
    assert incident("account", *words).code == code
    assert incident("show", "--json").json.get("sources", []) == []


def test_who_could_be_asked(incident: Oncall) -> None:
    assert incident("account", "--json").json == {"person": None, "questions": [], "people": ["ana", "bo"]}
    assert incident("account", "disk-space").out.split() == ["ana", "bo"]
