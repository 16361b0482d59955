"""CSV, TSV and tables of Markdown: which column says when, which says what."""

from datetime import UTC

import pytest

from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.sheet import Sheet, sheet_row
from oncall_tui.formats.readers.reading import read_text
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.writers.timeline_markdown import timeline_markdown


def rows(text: str) -> list[SourceLine]:
    return [line for line in read_text(text).lines if line.destination == "row"]


def test_timesketch_without_asking() -> None:
    source = (
        "message,timestamp,datetime,timestamp_desc,host\n"
        '"pool full, again",1710252306000000,2024-03-12T14:05:06+00:00,Event Logged,n1\n'
    )
    read = read_text(source)
    assert read.format == "timesketch"
    assert [(line.stamp, line.text) for line in rows(source)] == [
        ("2024-03-12T14:05:06+00:00", "pool full, again")
    ]


@pytest.mark.parametrize(
    ("header", "row", "stamp", "text"),
    [
        ("time,event", "14:05,up", "14:05", "up"),
        ("Date;Time;What happened", "12.03.2024;14:05;up", "12.03.2024 14:05", "up"),
        ("created_at\tsummary\tagent", "2024-03-12T14:05:00Z\tup\tana", "2024-03-12T14:05:00Z", "up"),
        ("host,when,state", "n1,14:05,down", "14:05", "host=n1 state=down"),
    ],
)
def test_the_columns_that_count(header: str, row: str, stamp: str, text: str) -> None:
    (line,) = rows(f"{header}\n{row}\n")
    assert (line.stamp, line.text) == (stamp, text)


@pytest.mark.parametrize(
    ("source", "zone"),
    [
        ("Time (UTC),Event\n14:05,up\n", "UTC"),
        ("time_utc,event\n14:05,up\n", "UTC"),
        ("time [Europe/London],event\n14:05,up\n", "Europe/London"),
        ("time,zone,event\n14:05,PDT,up\n", "PDT"),
        ("time,event\n14:05,up\n", None),
    ],
)
def test_the_zone_of_a_header_or_a_column(source: str, zone: str | None) -> None:
    assert rows(source)[0].zone == zone


def test_authors_and_links() -> None:
    (line,) = rows("time,text,author,link\n14:05,up,ana,https://x.example/1 https://x.example/2\n")
    assert (line.author, line.references) == ("ana", ("https://x.example/1", "https://x.example/2"))


def test_a_cell_may_hold_several_lines() -> None:
    lines = rows('time,text\n14:05,"one\ntwo"\n14:06,three\n')
    assert [(line.line, line.text) for line in lines] == [(2, "one\ntwo"), (4, "three")]


def test_a_quote_that_never_closes_takes_one_line() -> None:
    source = "time,text\n" + '14:05,"open\n' + "14:06,b\n" * 300
    assert len(rows(source)) == 301


@pytest.mark.parametrize(
    "source", ["time, they say, flies\nand so on, and on\n", "time,text\n", "a,b\n1,2\n", "14:05,up\n"]
)
def test_what_is_no_table_is_text(source: str) -> None:
    assert read_text(source).format == "text"


MARKDOWN = """\
## Timeline

| Time (UTC) | What happened | Reference |
|:--|---|---|
| 14:05 | **up** \\| again<br>twice | <https://x.example/1> |
| 14:06 | down |

## Action items

| Action | Owner |
|---|---|
| alert earlier | ana |
"""


def test_a_table_of_markdown_belongs_to_its_section() -> None:
    lines = [line for line in read_text(MARKDOWN).lines if line.destination != "kept"]
    assert [(line.destination, line.stamp, line.zone, line.text) for line in lines] == [
        ("row", "14:05", "UTC", "up | again\ntwice"),
        ("row", "14:06", "UTC", "down"),
        ("idea", "", None, "alert earlier · ana"),
    ]


def test_our_own_table_comes_back() -> None:
    event = Event("a", 1_714_641_005_000_000, "a | b\\", "second", references=("https://x.example/1",))
    written = timeline_markdown(Sheet("x", "UTC", UTC, (sheet_row(event, UTC),), {}))
    (line,) = rows(written)
    assert (line.stamp, line.zone, line.text) == ("2024-05-02 09:10:05", "UTC", "a | b\\")


@pytest.mark.parametrize("source", ["a | b\nc | d\n", "| 14:05 | up |\n", "a|b\n---\n", "|\n|-|\n|\n||\n"])
def test_pipes_alone_make_no_table_and_no_trouble(source: str) -> None:
    assert "\n".join(line.raw for line in read_text(source).lines) == source.strip("\n")
