"""The team's own files, as people write them."""

from oncall_tui.domain.severities import fitting
from oncall_tui.domain.team import BUILT_IN, read_team

ZONES = {"Asia/Kolkata": "Asia/Kolkata", "utc": "UTC"}


def test_aliases_and_rotation_are_read_and_comments_passed_by() -> None:
    files = {"zones.txt": "# ours\nist = Asia/Kolkata\n\nOPS=utc\n", "rotation.txt": "ana\n# away\n bo \n"}
    team = read_team(files, ZONES.get)
    assert team.aliases == {"IST": "Asia/Kolkata", "OPS": "UTC"}
    assert team.rotation == ("ana", "bo")
    assert team.problems == ()


def test_a_broken_file_is_named_with_its_line_and_the_built_in_used() -> None:
    for line in ("IST: Asia/Kolkata", "IST = Nowhere/Else", "= utc", "I S T = utc"):
        team = read_team({"zones.txt": f"OPS = utc\n{line}\n"}, ZONES.get)
        assert team.aliases == {}
        assert f"line 2, {line!r}" in team.problems[0]
        assert team.own == ()


def test_a_rotation_is_one_name_a_line_however_people_mark_it() -> None:
    team = read_team({"rotation.txt": "- ana\n@bo\nana\nLi Wei\n"}, ZONES.get)
    assert (team.rotation, team.own) == (("ana", "bo", "Li Wei"), ("rotation.txt",))
    broken = read_team({"rotation.txt": "# ours\nana, bo\n"}, ZONES.get)
    assert broken.rotation == ()
    assert "rotation.txt" in broken.problems[0]
    assert "line 2, 'ana, bo', is not one name" in broken.problems[0]


def test_what_the_team_changed_is_its_own() -> None:
    files = {**BUILT_IN, "process.md": "version: 2\n- tell support\n", "write-up.md": ""}
    team = read_team(files, ZONES.get)
    assert (team.own, team.process, team.write_up) == (
        ("process.md",),
        files["process.md"],
        BUILT_IN["write-up.md"],
    )


def test_what_a_new_share_is_seeded_with_is_read_without_problems() -> None:
    team = read_team(BUILT_IN, ZONES.get)
    assert (team.aliases, team.rotation, team.problems) == ({}, (), ())
    assert team.write_up == BUILT_IN["write-up.md"]
    assert read_team({}, ZONES.get) == team


def test_severities_are_the_teams_or_built_in_ones() -> None:
    team = read_team({"severities.txt": "# ours\n1 = money is lost\nP3 = ask in the morning\n"}, ZONES.get)
    assert [(each.name, each.meaning) for each in team.severities] == [
        ("SEV1", "money is lost"),
        ("P3", "ask in the morning"),
    ]
    for text in ("SEV1: x\n", "loud = x\n", "SEV1 =\n"):
        broken = read_team({"severities.txt": text}, ZONES.get)
        assert "line 1" in broken.problems[0]
        assert broken.severities == read_team({}, ZONES.get).severities != ()


def test_a_typed_word_finds_severities_by_name_meaning_or_itself() -> None:
    severities = read_team({}, ZONES.get).severities
    assert [each.name for each in fitting(severities, "2")] == ["SEV2"]
    assert [each.name for each in fitting(severities, "lost")] == ["SEV1"]
    assert [each.name for each in fitting(severities, "P1")] == ["P1"]
    assert fitting(severities, "purple") == []
