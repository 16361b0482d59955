"""`oncall writeup`: sections by name, states from the document, and nothing lost between two people."""

import sys
from pathlib import Path

import pytest

from oncall_tui.bootstrap import build_services
from oncall_tui.cli.text_editor import edit_texts
from oncall_tui.read_models.writeup_view import WriteupView
from oncall_tui.settings.settings import Settings
from tests.cli.conftest import Oncall

IMPORTED = (
    "# report\n\n## Impact\n\nTwelve teams could not deploy.\n\n## Timeline\n\n- 2023-09-18 13:42 noticed\n"
)


@pytest.fixture
def incident(oncall: Oncall) -> Oncall:
    oncall("new", "disk space", "--zone", "Europe/London")
    return oncall


def states(oncall: Oncall) -> dict[str, str | None]:
    return {each["name"]: each["state"] for each in oncall("writeup", "show", "--json").json["sections"]}


def test_a_new_write_up_in_reading_order(incident: Oncall) -> None:
    found = incident("writeup", "show", "--json").json
    assert [section["name"] for section in found["sections"]] == [
        "summary",
        "impact",
        "durations",
        "timeline",
        "went_well",
        "got_lucky",
        "could_be_better",
        "analysis",
        "recommendations",
    ]
    assert found["sections"][0] == {
        "name": "summary",
        "title": "Summary",
        "state": "empty",
        "text": "",
        "words": 0,
    }
    assert (found["preparer"], found["due_at"], found["next"], found["flags"]) == (None, None, "impact", [])


def test_a_text_is_set_and_shown(incident: Oncall) -> None:
    section = incident("writeup", "set", "Went-Well", "  The drill was today.  ", "--json").json
    assert section == {
        "name": "went_well",
        "title": "What went well",
        "state": "written",
        "text": "The drill was today.",
        "words": 4,
    }
    assert incident("writeup", "set", "impact", "-", stdin=b"Four hours\nof \xc3\xa9tudes\n").code == 0
    assert "Four hours\nof études" in incident("writeup", "show").out
    assert incident("writeup", "set", "impact", "", "--json").json["state"] == "empty"


def test_a_section_is_never_taken_for_an_incident(incident: Oncall) -> None:
    incident("new", "summary")
    incident("writeup", "set", "summary", "One.")
    incident("writeup", "set", "disk-space", "summary", "Two.")
    incident("writeup", "set", "-i", "disk-space", "impact", "Three.")
    incident("writeup", "set", "summary", "impact", "Four.")
    assert states(incident)["impact"] == "written"
    texts = [each["text"] for each in incident("writeup", "show", "disk-space", "--json").json["sections"]]
    assert texts[:2] == ["Two.", "Three."]


def test_the_text_counts_words_only_where_there_are_some(incident: Oncall) -> None:
    incident("writeup", "set", "impact", "four hours")
    lines = incident("writeup", "show").out.splitlines()
    assert "Impact: written, 2 words (impact)" in lines
    assert not [line for line in lines if "0 words" in line]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("set", "summary"), 2, "no text"),
        (("set", "disk-space", "summary"), 2, "no text"),
        (("set", "timeline", "x"), 2, "is not typed"),
        (("set", "analysis", "x"), 2, "oncall analysis"),
        (("set", "cause", "x"), 2, "is not a section"),
        (("set", "own:nowhere", "x"), 3, "No heading"),
        (("set", "nowhere", "summary", "x"), 3, "nowhere"),
        (("set", "summary", "a", "b", "c"), 2, ""),
        (("confirm", "summary"), 2, "no text yet"),
        (("confirm", "durations"), 2, "is not typed"),
        (("set", "-i", "disk-space", "disk-space", "summary", "x"), 2, "Name one"),
    ],
)
def test_what_is_refused_changes_nothing(
    incident: Oncall, words: tuple[str, ...], code: int, says: str
) -> None:
    before = incident("writeup", "show", "--json").json
    ran = incident("writeup", *words)
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert incident("writeup", "show", "--json").json == before


def test_an_imported_text_is_begun_until_somebody_makes_it_theirs(incident: Oncall, tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(IMPORTED)
    incident("import", "disk-space", str(tmp_path / "report.md"))
    assert states(incident)["impact"] == "begun"
    assert "imported, not looked at" in incident("writeup", "show").out
    assert (
        "Impact: imported, not looked at. `oncall writeup confirm impact`" in incident("writeup", "check").out
    )
    assert "ours now" in incident("writeup", "confirm", "impact").err
    assert states(incident)["impact"] == "written"


def test_what_was_written_early_is_confirmed(incident: Oncall) -> None:
    incident("writeup", "set", "summary", "It broke.")
    incident("writeup", "set", "impact", "Four hours.")
    assert states(incident)["summary"] == "early"
    assert incident("writeup", "confirm", "summary", "--json").json["state"] == "written"
    assert incident("writeup", "show", "--json").json["sections"][0]["text"] == "It broke."


def test_the_check_ends_with_commands_and_fails_until_all_is_there(incident: Oncall) -> None:
    ran = incident("writeup", "check", "--json")
    assert ran.code == 7
    assert ran.json["left"][0] == {
        "code": "section-empty",
        "table": "sections",
        "id": "summary",
        "title": "Summary",
        "text": "Summary: nothing is written yet.",
    }
    assert "`oncall writeup set summary TEXT`" in incident("writeup", "check").out


def test_the_deadline_and_the_preparer(incident: Oncall) -> None:
    told = incident("set", "preparer=@noor", "due_at=2023-09-22")
    assert "due Fri 22 Sep 2023 17:00 (BST, UTC+1), 2023-09-22T16:00:00Z" in told.err
    found = incident("writeup", "show", "--json").json
    assert (found["preparer"], found["due_at"]) == ("noor", "2023-09-22T16:00:00Z")
    assert incident("set", "due_at=whenever").code == 2


def test_a_preparer_who_responded_is_told_once_and_then_flagged(incident: Oncall) -> None:
    incident("note", "> disk full")
    assert "took notes or held a role" not in incident("set", "preparer=noor").err
    assert "ana took notes or held a role" in incident("set", "preparer=ana").err
    assert "took notes" not in incident("set", "due_at=+5d").err
    assert incident("writeup", "show", "--json").json["flags"] == ["preparer-responded"]


EDITOR = "import sys; p = sys.argv[1]; t = open(p).read(); open(p, 'w').write({change})"


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    script = tmp_path / "editor.py"
    script.write_text(EDITOR.format(change=change))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")


def test_one_text_in_an_editor(incident: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    incident("writeup", "set", "impact", "Four hours.")
    editor(tmp_path, monkeypatch, "t + ' By twelve teams.'")
    assert incident("writeup", "edit", "impact").code == 0
    assert states(incident)["impact"] == "written"
    assert "Four hours. By twelve teams." in incident("writeup", "show").out
    assert list((tmp_path / "data" / "drafts").glob("edit-*")) == []


def test_all_texts_in_an_editor(incident: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(
        tmp_path, monkeypatch, "t.replace('=== impact === Impact\\n', '=== impact === Impact\\nAn hour.\\n')"
    )
    assert "wrote Impact" in incident("writeup", "edit").err
    assert states(incident)["impact"] == "written"


def test_what_an_editor_leaves_behind_is_kept_when_it_cannot_be_saved(
    incident: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(tmp_path, monkeypatch, "'words before ' + t")
    ran = incident("writeup", "edit")
    assert (ran.code, "kept in" in ran.err) == (2, True)
    [kept] = (tmp_path / "data" / "drafts").glob("edit-*")
    assert kept.read_text().startswith("words before ")


def test_a_heading_of_the_team_is_written_and_stays_when_the_template_drops_it(
    incident: Oncall, data: Path
) -> None:
    (data / "team").mkdir()
    template = data / "team" / "write-up.md"
    template.write_text("## Summary\n## Who helped\n## Timeline\n")
    assert incident("writeup", "set", "own:who-helped", "Bo did.").code == 0
    assert list(states(incident)) == ["summary", "own:who-helped", "timeline"]
    template.write_text("## Summary\n## Timeline\n")
    assert list(states(incident)) == ["summary", "timeline", "own:who-helped"]
    assert (
        incident("writeup", "set", "own:who-helped", "Bo and cy did.", "--json").json["title"] == "Who helped"
    )


def test_two_people_write_one_section_apart_and_both_texts_stay(
    oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    monkeypatch.setenv("ONCALL_SHARE", str(share))

    def as_person(name: str, *words: str) -> None:
        monkeypatch.setenv("ONCALL_DATA", str(tmp_path / name))
        monkeypatch.setenv("ONCALL_AUTHOR", name)
        assert oncall(*words).code == 0

    as_person("ana", "new", "disk space")
    as_person("ana", "sync")
    as_person("bo", "sync")
    as_person("bo", "use", "disk-space")
    for name in ("ana", "bo"):
        as_person(name, "writeup", "set", "impact", f"by {name}")
        as_person(name, "analysis", "add", "loss", f"of {name}")
    for name in ("ana", "bo", "ana"):
        as_person(name, "sync")
    for name in ("ana", "bo"):
        monkeypatch.setenv("ONCALL_DATA", str(tmp_path / name))
        [conflict] = oncall("show", "--json").json["conflicts"]
        assert (conflict["field"], sorted(conflict["values"])) == ("impact", ["by ana", "by bo"])
        assert oncall("writeup", "check", "--json").json["left"][0]["code"] == "conflict"
        assert states(oncall)["impact"] == "begun"
        losses = oncall("analysis", "show", "--json").json["losses"]
        assert sorted(loss["text"] for loss in losses) == ["of ana", "of bo"]
    assert oncall("writeup", "confirm", "impact").code == 2
    assert oncall("writeup", "set", "impact", "by both").code == 0
    assert oncall("show", "--json").json["conflicts"] == []


@pytest.mark.parametrize("section", ["impact", None])
def test_what_came_in_right_after_the_text_was_read_is_kept(
    incident: Oncall, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str | None
) -> None:
    id = incident("list", "--json").json["incidents"][0]["id"]
    ana, bo = (build_services(Settings(str(data), name)) for name in ("ana", "bo"))
    read = ana.writeup.view
    arrives = iter([lambda: bo.writeup.set(id, "impact", "as bo saw it", base_versions={})])

    def view(incident: str) -> WriteupView:
        found = read(incident)
        _ = found.sections
        next(arrives, lambda: "")()
        return found

    monkeypatch.setattr(ana.writeup, "view", view)
    heading = "=== impact === Impact\\n"
    editor(tmp_path, monkeypatch, "'Ours.'" if section else f"t.replace('{heading}', '{heading}Ours.')")
    edit_texts(ana, id, section)
    assert sorted(bo.writeup.section(id, "impact").versions) == ["Ours.", "as bo saw it"]
