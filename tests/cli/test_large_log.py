"""`oncall import` of a log that is too large for notes, and `oncall source` for its lines."""

import zlib
from pathlib import Path

import pytest

from oncall_tui.services.sources import large_import, source_blocks
from oncall_tui.storage.source_pieces import SALT
from tests.cli.conftest import Oncall, Ran

LINES = [f"2026-11-21T03:{n // 60:02}:{n % 60:02}Z INFO api request {n}\x1b[31m" for n in range(300)]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(large_import, "MOST_LINES", 100)
    monkeypatch.setattr(large_import, "LARGEST_TEXT", 2000)
    monkeypatch.setattr(source_blocks, "LINES", 20)
    (tmp_path / "api.log").write_text("\n".join(LINES) + "\n")
    return str(tmp_path / "api.log")


def test_a_large_log_is_imported_searched_and_picked_from(oncall: Oncall, log: str) -> None:
    oncall("new", "checkout 5xx")
    ran = oncall("import", "checkout", log)
    assert (ran.code, "300 lines" in ran.out, "Kept as a file" in ran.err) == (0, True, True)
    source = ran.out.split()[0]
    assert oncall("show", "checkout", "--json").json["notes"] == []

    ran = oncall("source", "checkout", source, "--search", "request 29")
    assert [int(line.split()[0]) for line in ran.out.splitlines()] == [30, *range(291, 301)]
    assert "\x1b" not in ran.out
    assert oncall("source", "checkout", source, "--search", "nowhere").code == 1

    near = oncall("source", "checkout", source, "--around", "03:01", "--minutes", "1", "--json").json["lines"]
    assert [line["line"] for line in near] == list(range(1, 122))
    assert near[0] == {"line": 1, "occurred_at": "2026-11-21T03:00:00Z", "raw": LINES[0], "flags": []}
    again = oncall("source", "checkout", source, "--around", "61", "--minutes", "1", "--json").json["lines"]
    assert again == near

    assert oncall("source", "checkout", source, "--pick", "100-101,7").code == 0
    events = oncall("timeline", "checkout", "--json").json["events"]
    assert [event["occurred_at"][:19] for event in events] == [LINES[n][:19] for n in (6, 99, 100)]
    assert oncall("undo", "checkout").code == 0
    assert oncall("timeline", "checkout", "--json").json["events"] == []


def test_the_same_log_is_imported_once_unless_again(oncall: Oncall, log: str) -> None:
    oncall("new", "checkout 5xx")
    first = oncall("import", "checkout", log, "--json").json
    assert (first["lines"], first["pieces"] > 5, first["format"]) == (300, True, "log")
    assert oncall("import", "checkout", log, "--json").json == {
        "source": first["source"],
        "already": True,
        "notes": [],
    }
    assert oncall("import", "checkout", log, "--again", "--json").json["source"] != first["source"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--lines", "301"], "no line 301"),
        (["--lines", "9-3"], "names no lines"),
        (["--pick", "1-x"], "names no lines"),
        (["--around", "lunch"], "no moment and no line"),
        (["--search", " "], "blank text"),
    ],
)
def test_what_can_not_be_asked_is_said(oncall: Oncall, log: str, words: list[str], said: str) -> None:
    oncall("new", "checkout 5xx")
    source = oncall("import", "checkout", log).out.split()[0]
    ran = oncall("source", "checkout", source, *words)
    assert (ran.code, said in ran.err) == (2, True)


def test_the_lines_of_a_small_source_are_notes(oncall: Oncall, tmp_path: Path) -> None:
    (tmp_path / "small.log").write_text("\n".join(LINES[:5]))
    oncall("new", "checkout 5xx")
    source = oncall("import", "checkout", str(tmp_path / "small.log")).out.split()[0]
    ran = oncall("source", "checkout", source, "--search", "request")
    assert (ran.code, "are notes" in ran.err) == (2, True)


SECRET = "hunter2hunter2"


class Team:
    """People with a data directory each, and one share."""

    def __init__(self, oncall: Oncall, home: Path) -> None:
        self.home = home
        self._oncall = oncall
        (home / "share").mkdir()

    def __call__(self, person: str, *words: str) -> Ran:
        return self._oncall(*words, "--data", str(self.home / person), "--share", str(self.home / "share"))

    def holds(self, place: str, text: str) -> bool:
        """Whether any file below a place holds a text, packed in a piece or as it is."""
        return any(
            text.encode() in _unpacked(path) for path in (self.home / place).rglob("*") if path.is_file()
        )


def _unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    try:
        return data + zlib.decompress(data[SALT:])
    except zlib.error:
        return data


@pytest.fixture
def team(oncall: Oncall, tmp_path: Path, log: str) -> Team:
    Path(log).write_text(
        "\n".join([*LINES[:150], f"{LINES[150]} token={SECRET} {SECRET}", *LINES[151:]]) + "\n"
    )
    return Team(oncall, tmp_path)


def test_a_large_log_comes_over_the_share_and_is_picked_as_one_note(team: Team, log: str) -> None:
    team("ana", "new", "checkout 5xx")
    source = team("ana", "import", "checkout", log).out.split()[0]
    for person in ("ana", "bo"):
        assert team(person, "sync").code == 0
    for person in ("ana", "bo"):
        assert len(team(person, "source", "checkout", source, "--search", "request").out.splitlines()) == 40
        assert team(person, "source", "checkout", source, "--pick", "100").code == 0
    for person in ("ana", "bo", "ana"):
        team(person, "sync")
    ana, bo = (team(person, "show", "checkout", "--json").json for person in ("ana", "bo"))
    assert ana == bo
    assert [note["line"] for note in ana["notes"]] == [100]
    before = sorted(path.name for path in (team.home / "share").rglob("*"))
    for person in ("ana", "bo"):
        assert team(person, "sync", "--json").json["published"] == 0
    assert sorted(path.name for path in (team.home / "share").rglob("*")) == before


def test_a_record_before_its_pieces_says_so_and_a_torn_piece_is_skipped_until_it_is_whole(
    team: Team, log: str
) -> None:
    team("ana", "new", "checkout 5xx")
    source = team("ana", "import", "checkout", log).out.split()[0]
    team("ana", "sync")
    [*_, piece] = sorted(path for path in (team.home / "share" / "sources").rglob("*") if path.is_file())
    whole = piece.read_bytes()
    piece.write_bytes(whole[:-5])
    skipped = team("bo", "sync", "--json").json["skipped"]
    assert [(each["file"].endswith(piece.name), each["reason"]) for each in skipped] == [
        (True, "still arriving, or damaged")
    ]
    assert "not here yet" in team("bo", "source", "checkout", source, "--search", "request").err
    piece.write_bytes(whole)
    assert team("bo", "sync", "--json").json["skipped"] == []
    assert team("bo", "source", "checkout", source, "--search", "request").code == 0


def test_a_redacted_token_is_nowhere_left(team: Team, log: str) -> None:
    team("ana", "new", "checkout 5xx")
    source = team("ana", "import", "checkout", log).out.split()[0]
    team("ana", "sync")
    team("bo", "sync")
    team("bo", "source", "checkout", source, "--pick", "151")
    team("bo", "note", "-i", "checkout", f"who wrote {SECRET} there?")
    team("bo", "sync")
    team("ana", "sync")
    assert all(team.holds(place, SECRET) for place in ("ana", "bo", "share"))
    assert "2 places on 1 line" in team("ana", "redact", "checkout", f"{source}:151", SECRET, "--dry-run").out
    assert team.holds("ana", SECRET)
    assert team("ana", "redact", "checkout", f"{source}:151", SECRET).code == 0
    assert not team.holds("ana", SECRET)
    for person in ("bo", "ana", "bo"):
        assert team(person, "sync").code == 0
    assert [place for place in ("ana", "bo", "share") if team.holds(place, SECRET)] == []
    cut = team("bo", "source", "checkout", source, "--lines", "151", "--json").json["lines"]
    assert cut[0]["raw"] == f"{LINES[150]} token={'#' * len(SECRET)} {'#' * len(SECRET)}"
    assert team("ana", "show", "checkout", "--json").json == team("bo", "show", "checkout", "--json").json


def test_a_line_that_was_picked_while_it_was_cut_elsewhere_is_cleaned(team: Team, log: str) -> None:
    team("ana", "new", "checkout 5xx")
    source = team("ana", "import", "checkout", log).out.split()[0]
    for person in ("ana", "bo"):
        team(person, "sync")
    share = team.home / "share"
    share.rename(team.home / "away")
    assert team("ana", "redact", "checkout", f"{source}:151", SECRET).code == 0
    assert team("bo", "source", "checkout", source, "--pick", "151").code == 0
    (team.home / "away").rename(share)
    for person in ("bo", "ana", "bo", "ana", "bo", "ana"):
        assert team(person, "sync").code == 0
    assert [place for place in ("ana", "bo", "share") if team.holds(place, SECRET)] == []
    ana, bo = (team(person, "show", "checkout", "--json").json for person in ("ana", "bo"))
    assert ana == bo


def test_two_people_who_cut_different_words_at_once_end_alike(team: Team, log: str) -> None:
    team("ana", "new", "checkout 5xx")
    source = team("ana", "import", "checkout", log).out.split()[0]
    for person in ("ana", "bo"):
        team(person, "sync")
    share = team.home / "share"
    share.rename(team.home / "away")
    assert team("ana", "redact", "checkout", f"{source}:151", SECRET).code == 0
    assert team("bo", "redact", "checkout", f"{source}:152", "request 151").code == 0
    (team.home / "away").rename(share)
    for person in ("ana", "bo", "ana", "bo", "ana"):
        assert team(person, "sync").code == 0
    for place in ("ana", "bo", "share"):
        assert not team.holds(place, SECRET)
        assert not team.holds(place, "request 151")
    ana, bo = (
        team(person, "source", "checkout", source, "--lines", "149-153").out for person in ("ana", "bo")
    )
    assert ana == bo
    assert "request 149" in ana


@pytest.mark.parametrize(
    ("target", "text", "said"),
    [(":5", "nowhere", "does not hold"), ("", None, "A whole log"), (":301", "x", "no line 301")],
)
def test_what_can_not_be_cut_is_said(
    oncall: Oncall, log: str, target: str, text: str | None, said: str
) -> None:
    oncall("new", "checkout 5xx")
    source = oncall("import", "checkout", log).out.split()[0]
    ran = oncall("redact", "checkout", source + target, *([text] if text else []))
    assert (ran.code, said in ran.err) == (2, True)
