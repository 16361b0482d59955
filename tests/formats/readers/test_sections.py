"""A report's sections propose places; rough notes have none and are all rows."""

import pytest

from oncall_tui.formats.readers.detect_format import read_source
from oncall_tui.formats.readers.section_names import writeup_field

REPORT = """\
---
title: Queue stuck
---

# Incident on 2024-05-02 - Queue stuck

- **Key events**
  - First detected: 2024-05-02 09:10
  - Incident declared 2024-05-02 09:25
  - Repaired 2024-05-02 10:01

- **Time to repair**: 0h 51m

- **Identified**: a consumer that
  never acknowledged

- **Impact**:
  - Orders were late
    - 40 of them lost

- **Context**:
  - 2024-05-02 09:10 Alert on queue length
  - nobody was awake
  - 2024-05-02 09:40 **dead letter**: full

- **Participants**:
  - two of us
  - 09:45 one more joined

- **Resolution**:
    Restarted the consumer

- **Review actions**:
  1. Alert on the oldest message
     1. in every queue
"""


def places(text: str) -> list[tuple[str, str]]:
    return [(line.destination, line.text.split("\n")[0]) for line in read_source(text).lines]


def test_the_places_of_a_report() -> None:
    assert places(REPORT) == [
        ("kept", "---"),
        ("kept", "# Incident on 2024-05-02 - Queue stuck"),
        ("kept", "Key events"),
        ("milestone", "First detected: 2024-05-02 09:10"),
        ("milestone", "Incident declared 2024-05-02 09:25"),
        ("milestone", "Repaired 2024-05-02 10:01"),
        ("claim", "Time to repair: 0h 51m"),
        ("write-up", "a consumer that"),
        ("kept", "Impact:"),
        ("write-up", "Orders were late"),
        ("kept", "Context:"),
        ("row", "2024-05-02 09:10 Alert on queue length"),
        ("row", "nobody was awake"),
        ("row", "2024-05-02 09:40 dead letter: full"),
        ("kept", "Participants:"),
        ("kept", "two of us"),
        ("row", "09:45 one more joined"),
        ("write-up", "Restarted the consumer"),
        ("kept", "Review actions:"),
        ("idea", "Alert on the oldest message"),
    ]


def test_headings_make_sections_too() -> None:
    source = (
        "## Impact\nCheckout was down\n\n## Timeline\n14:05 rolled back\n\n## Action items\n- alert earlier\n"
    )
    assert [place for place, _ in places(source)] == ["kept", "write-up", "kept", "row", "kept", "idea"]


def test_so_do_plain_labels_that_are_known() -> None:
    source = "Impact: orders late\nTimeline:\n14:05 rolled back\nTime to resolve: 1h 10m\nFollow-ups:\nalert earlier\n"
    assert [place for place, _ in places(source)] == ["write-up", "kept", "row", "claim", "kept", "idea"]


def test_key_events_are_known_by_their_labels_alone() -> None:
    source = "Detected: 2024-05-02 09:10\n**Resolved**: 2024-05-02 11:01\nFixed: a typo\n"
    assert [place for place, _ in places(source)] == ["milestone", "milestone", "row"]


def test_underlined_headings_make_sections() -> None:
    assert [place for place, _ in places("Impact\n======\nOrders were late\n")] == ["kept", "write-up"]


@pytest.mark.parametrize(
    "note",
    [
        "14:05: rolled back",
        "**14:05**: rolled back",
        "ana: it is the cache",
        "Note: look at this",
        "redis: 98% used",
    ],
)
def test_rough_notes_are_rows(note: str) -> None:
    assert places(note)[0][0] == "row"


@pytest.mark.parametrize(
    ("section", "field"),
    [
        ("Impact", "impact"),
        ("**Customer impact**", "impact"),
        ("What went well:", "went_well"),
        ("Lessons learned", "could_be_better"),
        ("Context", None),
        (None, None),
    ],
)
def test_the_field_of_a_section(section: str | None, field: str | None) -> None:
    assert writeup_field(section) == field
