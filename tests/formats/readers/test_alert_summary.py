"""The title and severity that an alert's payload gives."""

import json
from typing import Any

import pytest

from oncall_tui.formats.readers.alert_summary import AlertSummary, summarise_alert

FIRED = {"startsAt": "2024-05-02T08:10:00Z", "labels": {"alertname": "QueueLong", "severity": "page"}}


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"alerts": [FIRED]}, AlertSummary("QueueLong", "page")),
        ([FIRED], AlertSummary("QueueLong", "page")),
        ({"alerts": [{**FIRED, "annotations": {"summary": "Late"}}]}, AlertSummary("Late", "page")),
        ({"alerts": [FIRED], "commonAnnotations": {"summary": "All late"}}, AlertSummary("All late", "page")),
        ({"event": {"data": {"title": "Disk", "priority": {"summary": "P2"}}}}, AlertSummary("Disk", "P2")),
        ({"messages": [{"incident": {"title": "Disk"}}]}, AlertSummary("Disk", None)),
        ({"incidents": [{"summary": "Disk"}]}, AlertSummary("Disk", None)),
        ({"log_entries": [{"incident": {"summary": "Disk"}}]}, AlertSummary("Disk", None)),
    ],
)
def test_what_is_announced(payload: Any, expected: AlertSummary) -> None:
    assert summarise_alert(json.dumps(payload)) == expected


@pytest.mark.parametrize("text", ["", "14:02 paged", "[]", "{}", "7", '{"alerts":[]}', "[" * 100_000])
def test_anything_else_announces_nothing(text: str) -> None:
    assert summarise_alert(text) is None
