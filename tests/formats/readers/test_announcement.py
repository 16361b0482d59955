"""The title and severity that an alert's payload gives."""

import json
from typing import Any

import pytest

from oncall_tui.formats.readers.announcement import Announcement, announced

FIRED = {"startsAt": "2024-05-02T08:10:00Z", "labels": {"alertname": "QueueLong", "severity": "page"}}


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"alerts": [FIRED]}, Announcement("QueueLong", "page")),
        ([FIRED], Announcement("QueueLong", "page")),
        ({"alerts": [{**FIRED, "annotations": {"summary": "Late"}}]}, Announcement("Late", "page")),
        ({"alerts": [FIRED], "commonAnnotations": {"summary": "All late"}}, Announcement("All late", "page")),
        ({"event": {"data": {"title": "Disk", "priority": {"summary": "P2"}}}}, Announcement("Disk", "P2")),
        ({"messages": [{"incident": {"title": "Disk"}}]}, Announcement("Disk", None)),
        ({"incidents": [{"summary": "Disk"}]}, Announcement("Disk", None)),
        ({"log_entries": [{"incident": {"summary": "Disk"}}]}, Announcement("Disk", None)),
    ],
)
def test_what_is_announced(payload: Any, expected: Announcement) -> None:
    assert announced(json.dumps(payload)) == expected


@pytest.mark.parametrize("text", ["", "14:02 paged", "[]", "{}", "7", '{"alerts":[]}', "[" * 100_000])
def test_anything_else_announces_nothing(text: str) -> None:
    assert announced(text) is None
