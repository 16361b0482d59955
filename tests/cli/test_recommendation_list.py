"""`oncall recs` and `oncall rec` through the real entry point (R1-R18, DESIGN command line)."""

from pathlib import Path

import pytest

from oncall_tui.domain.days import add_days
from tests.cli.conftest import Oncall

DONE_WHEN = "definition_of_done=a full pool pages within a minute"


@pytest.fixture
def incident(oncall: Oncall) -> str:
    return str(oncall("new", "Redis night", "--json").json["id"])


@pytest.fixture
def rec(oncall: Oncall, incident: str) -> str:
    ran = oncall("rec", "add", "redis", "Alert on redis pool use")
    assert ran.code == 0
    return ran.out.strip()


def today(oncall: Oncall, rec: str) -> str:
    return str(oncall("rec", "show", rec, "--json").json["created_at"][:10])


def test_add_prints_the_id_and_the_shape_is_the_documented_one(
    oncall: Oncall, rec: str, incident: str
) -> None:
    shown = oncall("rec", "show", rec[:-2], "--json").json
    assert shown["id"] == rec
    assert shown["incidents"] == [incident]
    for field in (
        "title",
        "status",
        "label",
        "owner",
        "sponsor",
        "due",
        "definition_of_done",
        "flags",
        "history",
    ):
        assert field in shown
    assert (shown["status"], shown["label"], shown["owner"], shown["due"]) == ("idea", None, None, None)
    assert set(shown["history"][0]) == {"at", "by", "field", "from", "to", "reason"}
    listed = oncall("recs", "--json").json["recommendations"]
    assert listed == [shown]


def test_a_single_word_is_a_title_in_the_current_incident(oncall: Oncall, incident: str) -> None:
    added = oncall("rec", "add", "Test restores", "owner=bo", "tag=#backups", "--json").json
    assert (added["incident"], added["owner"], added["tags"]) == (incident, "bo", ["backups"])


def test_every_status_through_the_command_line(oncall: Oncall, rec: str) -> None:
    assert oncall("rec", "set", rec, "status=planned").code == 2
    assert oncall("rec", "set", rec, "status=planned", DONE_WHEN).code == 0
    assert oncall("rec", "set", rec, "status=in progress", "--json").json["status"] == "in-progress"
    assert oncall("rec", "drop", rec).code == 2
    dropped = oncall("rec", "drop", rec, "bought", "instead", "--json").json
    assert (dropped["status"], dropped["reason"]) == ("dropped", "bought instead")
    assert oncall("rec", "set", rec, "status=idea", "--json").json["reason"] is None
    done = oncall("rec", "done", rec, "--json").json
    assert [(change["from"], change["to"]) for change in done["history"] if change["field"] == "status"] == [
        (None, "idea"),
        ("idea", "planned"),
        ("planned", "in-progress"),
        ("in-progress", "dropped"),
        ("dropped", "idea"),
        ("idea", "done"),
    ]


@pytest.mark.parametrize(
    ("assignment", "says"),
    [
        ("colour=red", "Fields: title, owner"),
        ("due=someday", "not a date"),
        ("status=later", "Use one of"),
        ("owner", "not FIELD=VALUE"),
        ("part_of={itself}", "part of itself"),
        ("merged_into={itself}", "part of itself"),
    ],
)
def test_refusals_change_nothing(oncall: Oncall, rec: str, assignment: str, says: str) -> None:
    before = oncall("rec", "show", rec, "--json").json
    ran = oncall("rec", "set", rec, "owner=bo", assignment.format(itself=rec))
    assert ran.code == 2
    assert says in ran.err
    assert "Nothing was changed" in ran.err
    assert oncall("rec", "show", rec, "--json").json == before


def test_overdue_is_a_check_for_cron(oncall: Oncall, rec: str) -> None:
    yesterday = add_days(today(oncall, rec), -1)
    assert oncall("recs", "--overdue", "--exit-code").code == 0
    oncall("rec", "set", rec, "status=planned", DONE_WHEN, f"due={yesterday}")
    ran = oncall("recs", "--overdue", "--exit-code", "--json")
    assert ran.code == 7
    assert [item["id"] for item in ran.json["recommendations"]] == [rec]
    assert "overdue" in ran.json["recommendations"][0]["flags"]
    assert oncall("recs", "--exit-code").code == 7
    oncall("rec", "done", rec)
    assert oncall("recs", "--exit-code").code == 0


def test_words_and_options_filter_alike(oncall: Oncall, rec: str) -> None:
    other = oncall("rec", "add", "redis", "Move off tokens", "label=strategic", "owner=kim").out.strip()

    def found(*words: str) -> list[str]:
        return [item["id"] for item in oncall("recs", "--json", *words).json["recommendations"]]

    assert found("label:strategic") == found("--label", "strategic") == found("--owner", "kim") == [other]
    assert found("unaccepted", "status:idea") == [other]
    assert (
        found("open -label:strategic") == found("--", "-label:strategic") == found("redis", "pool") == [rec]
    )
    assert found("--status", "planned") == found("--stale", "30") == []
    assert set(found("incident:redis", "--status", "idea")) == {rec, other}
    assert oncall("recs", "--status", "later").code == 2
    assert oncall("recs", "--stale", "long").code == 2


def test_merge_commit_say_and_csv(oncall: Oncall, rec: str) -> None:
    other = oncall("rec", "add", "redis", "Redis pool alert", "ticket=CP-2").out.strip()
    assert oncall("rec", "merge", rec, other, "--json").json["tickets"] == ["CP-2"]
    committed = oncall("rec", "commit", rec, "+14d", "--by", "bo", "--json").json
    assert committed["commitments"][0]["by"] == "bo"
    assert (
        oncall("rec", "say", rec, "asked the vendor", "--json").json["words"][0]["text"] == "asked the vendor"
    )
    lines = oncall("recs", "--format", "csv").out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("id,title,status")
    assert "Alert on redis pool use" in oncall("recs").out
    assert "asked the vendor" in oncall("rec", "show", rec).out


def test_the_digest_names_every_open_one_with_its_owner(oncall: Oncall, rec: str) -> None:
    oncall("rec", "add", "redis", "Move off tokens", "owner=kim")
    text = oncall("recs", "--digest").out
    assert text.startswith("# Recommendations, ")
    assert "- *idea* Move off tokens · kim (asked, not accepted)" in text
    assert "- *idea* Alert on redis pool use · nobody yet" in text
    assert oncall("recs", "--digest", "--since", "2020-01-01", "--json").json["since"] == "2020-01-01"
    assert oncall("recs", "--digest", "--since", "once").code == 2


EXPORT = "Key,Summary,Status,Assignee\nCP-1,Alert on redis pool use,Open,bo\nCP-2,Test restores,Done,\n"


def test_a_ticket_export_is_previewed_then_read_once(oncall: Oncall, rec: str, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_text(EXPORT)
    preview = oncall("rec", "import", str(file), "--preview")
    assert "nothing was changed" in preview.err
    assert len(oncall("recs", "--json").json["recommendations"]) == 1
    first = oncall("rec", "import", str(file), "--json").json
    assert [step["step"] for step in first["tickets"]] == ["linked", "new"]
    again = oncall("rec", "import", "-", "--json", stdin=EXPORT.encode()).json
    assert (again["changed"], [step["step"] for step in again["tickets"]]) == (0, ["same", "same"])
    assert len(oncall("recs", "--json").json["recommendations"]) == 2
    file.write_text(EXPORT.replace("Open", "Closed"))
    closed = oncall("rec", "import", str(file), "--json").json["tickets"][0]
    assert (closed["step"], closed["differs"], closed["status"]) == ("closed there", True, "idea")
    assert "closed-there" in oncall("rec", "show", rec, "--json").json["flags"]


def test_not_found_and_ambiguous(oncall: Oncall, rec: str) -> None:
    oncall("rec", "add", "redis", "Another")
    assert oncall("rec", "show", "zzz").code == 3
    assert oncall("rec", "show", rec[:2]).code == 2
    assert oncall("rec", "add", "nothing", "Title").code == 3


def test_an_idea_in_a_note_is_listed_at_once(oncall: Oncall, incident: str) -> None:
    oncall("note", "+ alert on redis pool use")
    (idea,) = oncall("recs", "--json").json["recommendations"]
    assert (idea["title"], idea["status"], idea["author"]) == ("alert on redis pool use", "idea", "ana")


def test_the_list_is_looked_up_until_something_changes(oncall: Oncall, rec: str, data: Path) -> None:
    first = oncall("recs")
    assert "Alert on redis pool use" in first.out
    assert oncall("recs") == first
    assert "Alert on redis pool use" in (data / "recs").read_text()
    oncall("rec", "set", rec, "title=Page on a full pool")
    assert "Page on a full pool" in oncall("recs").out
    oncall("note", "+ another idea")
    assert "another idea" in oncall("recs").out


def test_none_at_all_is_fine_with_a_reason(oncall: Oncall, incident: str) -> None:
    assert oncall("set", "redis", "no_recommendations=the fix was the lesson").code == 0
    shown = oncall("show", "redis", "--json").json
    assert shown["recommendations"] == []
    assert shown["incident"]["no_recommendations"] == "the fix was the lesson"


def test_a_damaged_incident_is_named_and_the_others_are_listed(oncall: Oncall, rec: str, data: Path) -> None:
    other = oncall("new", "Token leak", "--json").json["id"]
    (data / "incidents" / f"{other}.json").write_text("{")
    for _ in range(2):
        ran = oncall("recs")
        assert ran.code == 6
        assert "Alert on redis pool use" in ran.out
        assert other in ran.err
    assert oncall("recs", "--json").code == 6


def test_what_changes_nothing_has_no_place_in_the_history(oncall: Oncall, rec: str) -> None:
    before = oncall("rec", "show", rec, "--json").json["history"]
    after = oncall("rec", "set", rec, "due=none", "ticket-=NO-1", "sponsor=", "--json").json["history"]
    assert after == before


def test_the_digest_as_json(oncall: Oncall, rec: str) -> None:
    assert "digest" in oncall("recs", "--digest", "--format", "json", "--since=-7d").json


@pytest.mark.parametrize(
    "words",
    [
        ["status:bogus"],
        ["owener:none"],
        ["overdu"],
        ["stale:" + "9" * 5000],
        ["incident:nowhere"],
        ["label:strategc"],
    ],
)
def test_a_filter_with_a_slip_never_says_that_all_is_well(oncall: Oncall, words: list[str]) -> None:
    oncall("new", "pool full")
    oncall("rec", "add", "Alert on pool use")
    ran = oncall("recs", *words, "--exit-code")
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("asked", ["caf\u00e9", "cafe\u0301", "CAF\u00c9"])
def test_search_finds_a_letter_in_both_of_its_spellings(oncall: Oncall, asked: str) -> None:
    oncall("new", "accents")
    oncall("note", "cafe\u0301 db down")
    oncall("note", "caf\u00e9 web down")
    assert len(oncall("search", asked, "--json").json["hits"]) == 2


def test_search_finds_a_capital_with_a_dot(oncall: Oncall) -> None:
    oncall("new", "cities")
    oncall("note", "\u0130stanbul is down")
    assert "\u0130stanbul" in oncall("search", "istanbul").out


ENDED = """\
Issue key,Summary,Status,Resolution,Assignee,Due date
P-1,Bigger pool,Resolved,Won't Do,INES,
P-2,Alert on pool use,To Do,,Ines,18/Dec/26
,No key,To Do,,,
P-4,Restore test,Done,,,01/12/2026
"""


def test_a_ticket_that_was_not_done_is_dropped_with_its_word(oncall: Oncall, tmp_path: Path) -> None:
    oncall("new", "pool full")
    oncall(
        "rec",
        "add",
        "Alert on pool use",
        "ticket=P-2",
        "owner=ines",
        "due=2026-12-20",
        "status=planned",
        "definition_of_done=it pages",
    )
    (tmp_path / "jira.csv").write_text(ENDED)
    preview = oncall("rec", "import", str(tmp_path / "jira.csv"), "--preview")
    assert "dropped: Won't Do" in preview.out
    assert "due 2026-12-18 there, 2026-12-20 here" in preview.out
    assert "01/12/2026 is not taken" in preview.out
    assert "line 4" in preview.out
    assert "3 tickets · 2 new in pool-full · 1 line left out · nothing was changed" in preview.err
    assert oncall("rec", "import", str(tmp_path / "jira.csv")).code == 0
    found = {item["title"]: item for item in oncall("recs", "--json").json["recommendations"]}
    assert (found["Bigger pool"]["status"], found["Bigger pool"]["reason"]) == ("dropped", "Won't Do")
    assert found["Bigger pool"]["owner"] == "ines"
    assert found["Restore test"]["status"] == "done"
    again = oncall("rec", "import", str(tmp_path / "jira.csv"), "--json").json
    assert again["changed"] == 0
    (tmp_path / "one.csv").write_text("Key,Summary\nP-9,One\n")
    assert "1 ticket ·" in oncall("rec", "import", str(tmp_path / "one.csv")).err
