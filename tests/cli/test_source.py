"""`oncall source` through its real entry point."""

import pytest

from tests.cli.conftest import Oncall

PAGES = b"14:00:00 PD-1 fired\n14:10:00 PD-2 fired\n"
NODE = b"13:58:00 got PD-1\n14:08:02 got PD-2\n"


@pytest.fixture
def sources(oncall: Oncall) -> tuple[str, str]:
    """The ids of two sources of one incident, read as UTC."""
    oncall("new", "Queue")
    options = ("--zone", "UTC", "--date", "2024-05-02", "--json")
    pages = oncall("import", "-", *options, stdin=PAGES).json["source"]
    return pages, oncall("import", "-", *options, stdin=NODE).json["source"]


def test_the_sources_and_what_they_were_read_with(oncall: Oncall, sources: tuple[str, str]) -> None:
    listed = oncall("source", "queue", "--json").json["sources"]
    assert [source["id"] for source in listed] == list(sources)
    assert listed[0]["format"] == "text"
    assert (listed[0]["zone"], listed[0]["zone_origin"], listed[0]["date"]) == ("UTC", "source", "2024-05-02")
    assert "text, zone UTC (source)  2024-05-02" in oncall("source", "queue").out


def test_a_dry_run_says_what_would_move(oncall: Oncall, sources: tuple[str, str]) -> None:
    ran = oncall("source", "queue", sources[0], "zone=Europe/London", "--dry-run")
    assert "2024-05-02T14:00:00Z -> 2024-05-02T13:00:00Z" in ran.out
    assert ran.err == "2 lines would move\n"
    assert oncall("source", "queue", sources[0], "--json").json["sources"][0]["zone"] == "UTC"


def test_a_change_is_made_and_taken_back(oncall: Oncall, sources: tuple[str, str]) -> None:
    moved = oncall("source", "queue", sources[1], "offset=+2m", "--json").json["moved"]
    assert [note["to"] for note in moved] == ["2024-05-02T14:00:00Z", "2024-05-02T14:10:02Z"]
    assert "clock +120s" in oncall("source", "queue", sources[1]).out
    back = oncall("source", "queue", sources[1], "offset=", "--json").json["moved"]
    assert [(note["from"], note["to"]) for note in back] == [(note["to"], note["from"]) for note in moved]


def test_an_offset_is_estimated_and_not_applied(oncall: Oncall, sources: tuple[str, str]) -> None:
    pages, node = sources
    estimate = oncall("source", "queue", node, "--against", pages, "--json").json
    assert estimate == {"offset": 118.0, "spread": 2.0, "shared": ["PD-1", "PD-2"]}
    assert "offset=+118s would make it agree" in oncall("source", "queue", node, "--against", pages).out
    assert oncall("source", "queue", node, "--json").json["sources"][0]["clock_offset"] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["zone=Mars"], 2),
        (["zone=localtime"], 2),
        (["offset=soon"], 2),
        (["offset=99999999999999d"], 2),
        (["zone"], 2),
        (["colour=red"], 2),
        ([], 0),
    ],
)
def test_exit_codes(oncall: Oncall, sources: tuple[str, str], words: list[str], code: int) -> None:
    assert oncall("source", "queue", sources[0], *words).code == code
    assert oncall("source", "queue", "nowhere", *words).code == 3
