"""Ids by a unique ending, rows by their printed time, and the incident left out: the same in every command."""

import pytest

from tests.cli.conftest import Oncall


@pytest.fixture
def incident(oncall: Oncall) -> Oncall:
    oncall("new", "disk space", "--zone", "Europe/London")
    oncall("note", "--at", "2023-09-18T12:42:00Z", "> the disk alert")
    oncall("note", "--at", "2023-09-18T14:26:00Z", "> New node was given only 20Gb of disk")
    oncall("note", "--at", "2023-09-19T14:26:00Z", "> another day, key AKIAIOSFODNN7EXAMPLE")
    return oncall


def rows(oncall: Oncall) -> list[dict[str, object]]:
    found: list[dict[str, object]] = oncall("timeline", "disk-space", "--json").json["events"]
    return found


def test_the_timeline_prints_the_end_of_each_id(incident: Oncall) -> None:
    text = incident("timeline").out
    for row in rows(incident):
        assert f"({str(row['id'])[-4:]})" in text


@pytest.mark.parametrize(
    "names",
    [
        ("disk-space", "13:42"),
        ("13:42",),
        ("disk-space", "2023-09-18 13:42"),
        ("2023-09-18 13:42:00",),
        ("~13:42",),
        ("ENDING",),
        ("-i", "disk-space", "13:42"),
    ],
)
def test_a_row_goes_by_its_time_or_its_ending(incident: Oncall, names: tuple[str, ...]) -> None:
    ending = str(rows(incident)[0]["id"])[-4:]
    words = tuple(ending if name == "ENDING" else name for name in names)
    assert incident("event", *words, "kind=did").code == 0
    assert [row["kind"] for row in rows(incident)] == ["did", "saw", "saw"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("15:26", "kind=did"), 2, "could be 2023-09-18 15:26:00 “New node"),
        (("11:11", "kind=did"), 3, "No row is printed"),
        (("zzz", "kind=did"), 3, "There is no row"),
        (("13:42",), 2, "[INC] ROW FIELD=VALUE"),
        (("kind=did",), 2, "[INC] ROW FIELD=VALUE"),
        (("disk-space", "13:42", "more", "kind=did"), 2, "[INC] ROW FIELD=VALUE"),
        (("13:42", "star=perhaps"), 2, "well, lucky or no"),
    ],
)
def test_what_names_no_one_row_is_refused(
    incident: Oncall, words: tuple[str, ...], code: int, says: str
) -> None:
    before = rows(incident)
    ran = incident("event", *words)
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert rows(incident) == before


def test_an_id_of_another_kind_says_which_it_is(incident: Oncall) -> None:
    control = incident("analysis", "add", "control", "disk alert").out.strip()
    ran = incident("event", control[-5:], "kind=did")
    assert (ran.code, "is a control “disk alert”" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("star", "starred", "lucky", "section"),
    [
        ("well", True, False, "went_well"),
        ("yes", True, False, "went_well"),
        ("lucky", True, True, "got_lucky"),
        ("no", False, False, None),
    ],
)
def test_a_row_went_well_or_was_luck(
    incident: Oncall, star: str, starred: bool, lucky: bool, section: str | None
) -> None:
    incident("event", "13:42", "star=lucky")
    incident("event", "13:42", f"star={star}")
    row = rows(incident)[0]
    assert (row["starred"], row["lucky"]) == (starred, lucky)
    states = {each["name"]: each["state"] for each in incident("writeup", "show", "--json").json["sections"]}
    written = [name for name in ("went_well", "got_lucky") if states[name] == "written"]
    assert written == ([section] if section else [])


def test_an_answer_needs_no_incident(incident: Oncall) -> None:
    first = incident("answer", "1")
    assert first.code == 0
    assert incident("answer", "disk-space", "1").out == first.out
    assert incident("answer", "-i", "disk-space", "1").out == first.out
    assert incident("answer", "disk-space").code == 2
    assert incident("answer", "disk-space", "one").code == 2


@pytest.mark.parametrize("words", [("disk-space", "NOTE"), ("NOTE",), ("2023-09-19 15:26",)])
def test_a_note_is_redacted_by_its_ending_or_time(incident: Oncall, words: tuple[str, ...]) -> None:
    note = str(rows(incident)[2]["id"])
    ran = incident("redact", *(note[-5:] if word == "NOTE" else word for word in words))
    assert ran.code == 0, ran.err
    raws = {each["id"]: each["raw"] for each in incident("show", "--json").json["notes"]}
    assert [id for id, raw in raws.items() if "AKIA" in raw] == []
    assert "[redacted]" in raws[note]


def test_a_text_is_redacted_from_a_note_of_the_current_incident(incident: Oncall) -> None:
    note = str(rows(incident)[2]["id"])
    assert incident("redact", note, "AKIAIOSFODNN7EXAMPLE").code == 0
    assert "another day" in incident("timeline").out


def test_a_recommendation_goes_by_its_ending_here_first(incident: Oncall) -> None:
    item = incident("rec", "add", "Compare templates", "--json").json["id"]
    assert incident("rec", "set", item[-5:], "label=operational", "--json").json["label"] == "operational"
    assert incident("rec", "show", item[-3:], "--json").json["id"] == item
    assert incident("rec", "show", item[-2:]).code == 3


def test_a_recommendation_says_what_it_changes(incident: Oncall) -> None:
    finding = incident("analysis", "add", "finding", "too late", "how=late").out.strip()
    item = incident("rec", "add", "Compare the templates", f"mends={finding[-6:]}", "--json").json
    assert (item["mends"], "no-link" in item["flags"]) == ([finding], False)
    shown = incident("analysis", "show", finding, "--json").json
    assert shown["recommendations"] == shown["mended_by"] == [item["id"]]
    assert shown["mended_titles"] == {item["id"]: "Compare the templates"}
    codes = [end["code"] for end in incident("analysis", "check", "--json").json["loose_ends"]]
    assert "finding-without-recommendation" not in codes
    assert "recommendation-without-finding" not in codes
    taken = incident("rec", "set", item["id"], f"mends-={finding}", "label=operational", "--json").json
    assert (taken["mends"], taken["label"], "no-link" in taken["flags"]) == ([], "operational", True)
    assert incident("analysis", "show", finding, "--json").json["mended_titles"] == {}


def test_it_may_change_a_finding_of_another_incident(incident: Oncall) -> None:
    finding = incident("analysis", "add", "finding", "too late", "how=late").out.strip()
    incident("new", "another")
    item = incident("rec", "add", "Compare the templates", "--json").json["id"]
    assert incident("rec", "set", item, f"mends={finding}", "--json").json["mends"] == [finding]
    assert incident("rec", "show", item, "--json").json["mends"] == [finding]
    shown = incident("analysis", "show", "disk-space", "--json").json
    assert shown["findings"][0]["mended_titles"] == {item: "Compare the templates"}
    assert "finding-without-recommendation" not in [end["code"] for end in shown["loose_ends"]]


@pytest.mark.parametrize(("target", "code"), [("zzzz", 3), ("CONTROL", 2)])
def test_what_cannot_be_changed_refuses_all_of_it(incident: Oncall, target: str, code: int) -> None:
    control = incident("analysis", "add", "control", "disk alert").out.strip()
    item = incident("rec", "add", "Compare the templates", "--json").json["id"]
    word = f"mends={control if target == 'CONTROL' else target}"
    assert incident("rec", "set", item, "label=operational", word).code == code
    assert incident("rec", "show", item, "--json").json["label"] is None


def test_what_a_recommendation_names_is_offered_as_its_link(incident: Oncall) -> None:
    control = incident("analysis", "add", "control", "Disk alert", "feedback=none").out.strip()
    finding = incident("analysis", "add", "finding", "too late", f"control={control}", "how=late").out.strip()
    item = incident("rec", "add", "Page sooner", "addresses=disk  alert", "--json").json["id"]
    for command in (("analysis", "check"), ("writeup", "check")):
        [line] = [
            line for line in incident(*command).out.splitlines() if "recommendation-without-finding" in line
        ]
        [ending] = [word.removeprefix("mends=") for word in line.split() if word.startswith("mends=")]
        assert finding.endswith(ending)
    assert incident("rec", "set", item, f"mends={ending}", "--json").json["mends"] == [finding]
