"""The structure of reports: sections by depth, headings that are entries, paragraphs, quotations, nested items."""

import pytest

from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.formats.readers.section_names import place_of, writeup_field


def placed(text: str) -> list[tuple[str, str]]:
    return [(line.destination, line.text) for line in read_source(text).lines if line.destination != "kept"]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("### 14:02", "14:02 Disk full on two nodes."),
        ("### 14:02 UTC - node down", "14:02 UTC - node down\nDisk full on two nodes."),
        ("#### 2024-06-11 14:02", "2024-06-11 14:02 Disk full on two nodes."),
        ("2:02 PM\n-------", "2:02 PM Disk full on two nodes."),
    ],
)
def test_a_heading_that_opens_with_a_time_is_an_entry(heading: str, row: str) -> None:
    source = (
        f"# Cache cluster lost\n\n## Timeline\n\n{heading}\n\nDisk full on two nodes.\n\n## Impact\n\nslow\n"
    )
    assert placed(source) == [("row", row), ("write-up", "slow")]


def test_an_entry_takes_the_list_and_the_code_below_it() -> None:
    source = (
        "## Log\n\n### 14:02\n\n- drained node 4\n- it came back\n\n```\nready\n```\n\n### 14:30\n\nquiet\n"
    )
    assert placed(source) == [
        ("row", "14:02 drained node 4\nit came back\n```\nready\n```"),
        ("row", "14:30 quiet"),
    ]


def test_a_day_as_heading_is_an_entry_only_where_nothing_below_it_has_a_time() -> None:
    source = (
        "## Timeline\n### 2024-06-11\n- 14:02 node down\n### 2024-06-12: fix merged\nby the storage team\n"
    )
    assert placed(source) == [
        ("row", "14:02 node down"),
        ("row", "2024-06-12: fix merged\nby the storage team"),
    ]


def test_a_title_with_a_date_is_no_entry() -> None:
    assert placed("# 2024-06-11 Cache cluster lost\n\nCaches were cold.\n\n## Timeline\n- 14:02 down\n") == [
        ("row", "14:02 down")
    ]


@pytest.mark.parametrize("name", ["2.10 Follow-ups", "1.30 Follow-ups"])
def test_a_numbered_heading_is_no_time(name: str) -> None:
    assert placed(f"## {name}\n\n- alert on cold caches\n") == [("idea", "alert on cold caches")]


def test_sections_inside_a_section_keep_its_place() -> None:
    source = (
        "# Cache cluster lost\n## Follow-ups\n### Monitoring\n- alert on cold caches\n### Summary\n- write it down\n"
        "## Lessons learned\n### Summary\ntest restores\n### What went well\nthe page came at once\n"
    )
    assert placed(source) == [
        ("idea", "alert on cold caches"),
        ("idea", "write it down"),
        ("write-up", "test restores"),
        ("write-up", "the page came at once"),
    ]
    assert [line.section for line in read_source(source).lines if line.destination == "write-up"] == [
        "Lessons learned",
        "What went well",
    ]


def test_lines_with_times_inside_the_timeline_are_rows_whatever_stands_above_them() -> None:
    source = "## Timeline\n### Detection\n- 14:02 alert\n### Mitigation\n- 14:20 drained\n### Action items\n- alarm\n"
    assert placed(source) == [("row", "14:02 alert"), ("row", "14:20 drained"), ("idea", "alarm")]


def test_a_report_without_a_timeline_has_its_events_in_other_sections() -> None:
    source = "## Detection\n- 14:02 alert\n- it was loud\n## Resolution\n- 14:20 drained node 4\n"
    assert placed(source) == [
        ("row", "14:02 alert"),
        ("write-up", "it was loud"),
        ("row", "14:20 drained node 4"),
    ]


WRAPPED = """\
## Summary

When the second node had no more space, the
cluster elected no leader, and caches were
cold until noon.

## Timeline

- 14:02 the pager went off, for the
  first time since March
- 14:20 drained
"""


def test_a_paragraph_that_was_broken_to_a_width_is_one_text() -> None:
    assert placed(WRAPPED) == [
        (
            "write-up",
            "When the second node had no more space, the cluster elected no leader, and caches were cold until noon.",
        ),
        ("row", "14:02 the pager went off, for the first time since March"),
        ("row", "14:20 drained"),
    ]


@pytest.mark.parametrize(
    "notes",
    [
        "node 4 is out of space\nnode 2 as well, asking storage\ndrained it\n",
        "Paged by the cache alert\nLooking at node 4 now\nStorage team is on it\n",
        "- 2024-06-11 14:02 Nodes that are full:\n  node two\n  node four\n",
        "Alert fired for the caches of the shop\nlooking at the boards\n",
        "called Ana, she looks at the disks\nasked Bo for the graphs of last week\n",
    ],
)
def test_rough_notes_stay_a_note_a_line(notes: str) -> None:
    found = [line for _, text in placed(notes) for line in text.split("\n")]
    assert [line.strip() for line in found] == [line.strip("- ") for line in notes.splitlines()]


@pytest.mark.parametrize(
    "block",
    [
        "[^1]: at 14:00 the test cluster was down too",
        "[runbook]: https://wiki.example/2024-06-11",
        "> At 14:05 the provider wrote:\n> we are looking into it",
        "> [!WARNING]\n> times are from memory",
        '<img width="341" alt="load at 14:03" src="https://img.example/1.png" />',
        "<details><summary>",
    ],
)
def test_footnotes_definitions_and_quotations_are_kept(block: str) -> None:
    assert placed(f"## Follow-ups\n\n- alert on cold caches\n\n{block}\n") == [
        ("idea", "alert on cold caches")
    ]
    assert placed(f"14:02 down\n\n{block}\n\n14:09 up\n") == [("row", "14:02 down"), ("row", "14:09 up")]


@pytest.mark.parametrize("quoted", ["> 14:02 down\n> 14:09 up\n", "```\n14:02 down\n14:09 up\n```\n"])
def test_a_timeline_in_a_quotation_or_a_fence_is_read_line_by_line(quoted: str) -> None:
    assert [place for place, _ in placed(quoted)] == ["row", "row"]


def test_log_lines_in_a_fence_stay_in_one_piece() -> None:
    block = "```\n2024-06-11 14:02:01 ERROR disk full\n2024-06-11 14:02:02 ERROR disk full\n```"
    assert [text for _, text in placed(f"14:02 seen\n{block}\n")] == ["14:02 seen", block]


def test_the_lead_of_a_report_is_kept() -> None:
    source = "Caches were cold on June 11, 2024.\nThis is what we know.\n\n## Timeline\n- 14:02 down\n"
    assert placed(source) == [("row", "14:02 down")]


def test_notes_with_times_above_a_heading_are_rows() -> None:
    assert [place for place, _ in placed("14:02 down\nlooking\n\n## Follow-ups\n- alert\n")] == [
        "row",
        "row",
        "idea",
    ]


@pytest.mark.parametrize(
    "line", ["Date: 2024-06-11", "**Incident date**: June 11, 2024", "- Datum: 11.06.2024"]
)
def test_a_line_that_gives_the_day_of_the_incident_is_no_row(line: str) -> None:
    (kept, row) = read_source(f"{line}\n14:02 down\n").lines
    assert (kept.destination, row.destination) == ("kept", "row")
    assert kept.searched == line


ORG = """\
#+TITLE: Cache cluster lost
#+DATE: <2024-06-11 Tue>
* Timeline
** 14:02 node down
   seen by the storage team
** 14:20 drained
* Follow-ups
** TODO alert on cold caches
"""


def test_org_has_stars_for_headings_and_tasks() -> None:
    assert placed(ORG) == [
        ("row", "14:02 node down\nseen by the storage team"),
        ("row", "14:20 drained"),
        ("idea", "alert on cold caches"),
    ]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("3. Action Items", "idea"),
        ("Timeline (all times UTC)", "row"),
        ("Incident summary", "summary"),
        ("Lessons learnt", "could_be_better"),
        ("Corrective and Preventative Measures", "idea"),
        ("What didn’t go so well", None),
        ("What didn’t go well?", "could_be_better"),
        ("Chronologie des événements", "row"),
        ("Zeitleiste (MEZ)", "row"),
        ("Maßnahmen", "idea"),
        ("IV. Root Cause(s)", "identified"),
        ("🔥 Customer Impact", "impact"),
        ("Remediation & follow-up", "idea"),
        ("Participants", None),
    ],
)
def test_the_names_of_sections(name: str, place: str | None) -> None:
    assert (place_of(name) or writeup_field(name)) == place


@pytest.mark.parametrize(
    "picture",
    [
        "![errors](https://x.example/g.png)",
        "[![errors](g.png)](https://x.example)",
        "![[g.png]]",
        '![e](g.png "after")',
    ],
)
def test_a_picture_below_an_entry_belongs_to_it(picture: str) -> None:
    found = placed(f"- 14:02 down\n\n  {picture}\n\n- 14:09 up\n{picture}\n- 14:10 calm\n")
    assert [text.split("\n")[0] for _, text in found] == ["14:02 down", "14:09 up", "14:10 calm"]
