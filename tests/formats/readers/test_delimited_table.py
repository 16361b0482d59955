"""CSV, TSV and tables of Markdown: which column says when, which says what."""

from datetime import UTC

import pytest

from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.timeline_export import TimelineExport, sheet_row
from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.formats.readers.source_line import SourceLine
from oncall_tui.formats.writers.timeline_markdown import timeline_markdown


def rows(text: str) -> list[SourceLine]:
    return [line for line in read_source(text).lines if line.destination == "row"]


def test_timesketch_without_asking() -> None:
    source = (
        "message,timestamp,datetime,timestamp_desc,host\n"
        '"pool full, again",1710252306000000,2024-03-12T14:05:06+00:00,Event Logged,n1\n'
    )
    read = read_source(source)
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
    assert read_source(source).format == "text"


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
    lines = [line for line in read_source(MARKDOWN).lines if line.destination != "kept"]
    assert [(line.destination, line.stamp, line.zone, line.text) for line in lines] == [
        ("row", "14:05", "UTC", "up | again\ntwice"),
        ("row", "14:06", "UTC", "down"),
        ("idea", "", None, "alert earlier · ana"),
    ]


def test_our_own_table_comes_back() -> None:
    event = Event("a", 1_714_641_005_000_000, "a | b\\", "second", references=("https://x.example/1",))
    written = timeline_markdown(TimelineExport("x", "UTC", UTC, (sheet_row(event, UTC),), {}))
    (line,) = rows(written)
    assert (line.stamp, line.zone, line.text) == ("2024-05-02 09:10:05", "UTC", "a | b\\")


@pytest.mark.parametrize("source", ["a | b\nc | d\n", "| 14:05 | up |\n", "a|b\n---\n", "|\n|-|\n|\n||\n"])
def test_pipes_alone_make_no_table_and_no_trouble(source: str) -> None:
    assert "\n".join(line.raw for line in read_source(source).lines) == source.strip("\n")


GRID = """\
+-------+------+
| Om    | Wat  |
+=======+======+
| 14:05 | up   |
|       | yes  |
+-------+------+
| 14:06 | ok   |
+-------+------+
"""
DATABASE = """\
+-------+-----+
| at    | msg |
+-------+-----+
| 14:05 | up  |
| 14:06 | ok  |
+-------+-----+
"""
SIMPLE = """\
=====  =====
Moment What
=====  =====
14:05  up
       again
14:06  ok
=====  =====
"""
SEMICOLONS = """\
Moment;Wie;Wat
12.3.2024 14:05;ana;"a;
b"
12.3.2024 14:06;bo;x
"""


@pytest.mark.parametrize(
    ("table", "stamps", "texts"),
    [
        ("| Moment | Was |\n|---|---|\n| 14:05 | hoch |\n| 14:06 | runter |\n", ["14:05", "14:06"], ["hoch", "runter"]),
        ("| 発生 | 詳細 |\n|---|---|\n| 14:05〜14:09 | 停止 |\n", ["14:05〜14:09"], ["停止"]),
        ("| # | Moment | Who | What we saw |\n|--|--|--|--|\n| 1 | 14:05 | ana | up |\n", ["14:05"], ["1 · up"]),
        ("| Dag | Om | Wat |\n|--|--|--|\n| 12 Mar 2024 | 14:05 | up |\n", ["12 Mar 2024 14:05"], ["up"]),
        ("| 14:05 | up |\n|--|--|\n| 14:06 | down |\n", ["14:05", "14:06"], ["up", "down"]),
        (GRID, ["14:05", "14:06"], ["up\nyes", "ok"]),
        (DATABASE, ["14:05", "14:06"], ["up", "ok"]),
        (SIMPLE, ["14:05", "14:06"], ["up\nagain", "ok"]),
        (" at    | msg\n-------+-----\n 14:05 | up\n 14:06 | ok\n", ["14:05", "14:06"], ["up", "ok"]),
        (SEMICOLONS, ["12.3.2024 14:05", "12.3.2024 14:06"], ["ana · a;\nb", "bo · x"]),
    ],
)  # fmt: skip
def test_a_column_of_stamps_is_when_whatever_it_is_called(
    table: str, stamps: list[str], texts: list[str]
) -> None:
    assert [(line.stamp, line.text) for line in rows(table)] == list(zip(stamps, texts, strict=True))


@pytest.mark.parametrize(
    ("header", "zone"),
    [
        ("Time in PST", "PST"),
        ("Moment (all times in CET)", "CET"),
        ("UTC", "UTC"),
        ("Zeit, MEZ", "MEZ"),
        ("**Time (US/Pacific)**", "US/Pacific"),
        ("START TIME", None),
    ],
)
def test_the_zone_in_the_name_of_the_time_column(header: str, zone: str | None) -> None:
    assert rows(f"| {header} | What |\n|---|---|\n| 14:05 | up |\n")[0].zone == zone


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tickets_are_rows_at_the_time_they_were_made(delimiter: str) -> None:
    table = [
        ["Issue key", "Summary", "Status", "Created", "Resolved"],
        ["OPS-7", "Cache cold", "Done", "11/Jun/24 2:02 PM", "11/Jun/24 3:00 PM"],
    ]
    (line,) = rows("\n".join(delimiter.join(cells) for cells in table))
    assert (line.stamp, line.text) == ("11/Jun/24 2:02 PM", "Cache cold (OPS-7)")


def test_a_table_of_fields_gives_the_day_the_zone_and_the_milestones() -> None:
    fields = "| Date | 2024-06-11 |\n| Time zone | PST |\n| Resolved | 2024-06-11 15:00 |\n"
    lines = read_source(f"| Field | Value |\n|---|---|\n{fields}").lines[2:]
    assert [(line.destination, line.stamp) for line in lines] == [
        ("kept", "Date: 2024-06-11"),
        ("kept", "Time zone: PST"),
        ("milestone", "2024-06-11 15:00"),
    ]


def test_an_action_keeps_the_day_that_it_is_due() -> None:
    (line,) = read_source(
        "## Actions\n\n| Action | Due |\n|---|---|\n| alert earlier | 2024-07-01 |\n"
    ).lines[3:]
    assert (line.destination, line.text) == ("idea", "alert earlier · 2024-07-01")


def test_a_stamp_that_nobody_can_read_stays_in_the_column_of_times() -> None:
    (line,) = rows("| Time | Event |\n|---|---|\n| 20202-01-16 12:00 | up |\n")
    assert (line.stamp, line.text) == ("20202-01-16 12:00", "up")
