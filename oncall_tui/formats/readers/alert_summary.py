"""Read an alert's payload: enough to open an incident with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oncall_tui.formats.readers.alertmanager import alert_name
from oncall_tui.formats.readers.json_format import get_list, get_text


@dataclass(frozen=True, slots=True)
class AlertSummary:
    """A title that people can say, and the severity if the payload gives one."""

    title: str
    severity: str | None = None


def summarise_alert(text: str) -> AlertSummary | None:
    """Read the payload of Alertmanager or PagerDuty; None for anything else."""
    try:
        payload = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return _of_alerts(payload) or next(_of_incidents(payload), None)


def _of_alerts(payload: Any) -> AlertSummary | None:
    alerts = get_list(payload, ("alerts",)) or get_list(payload, ())
    if not alerts or not all(isinstance(alert, dict) and "startsAt" in alert for alert in alerts):
        return None
    places = [(payload, "commonAnnotations"), (alerts[0], "annotations")]
    said = (
        get_text(place, field, name) for name in ("summary", "message", "title") for place, field in places
    )
    severity = get_text(payload, "commonLabels", "severity") or get_text(alerts[0], "labels", "severity")
    name = get_text(payload, "commonLabels", "alertname") or alert_name(alerts[0])
    return AlertSummary(next((words for words in said if words), name), severity or None)


def _of_incidents(payload: Any) -> Iterator[AlertSummary]:
    first = [
        *get_list(payload, ("messages",)),
        *get_list(payload, ("incidents",)),
        *get_list(payload, ("log_entries",)),
    ]
    for holder in (payload, *first[:1]):
        for path in (("event", "data"), ("incident",), ("log_entry", "incident"), ()):
            title = get_text(holder, *path, "title") or get_text(holder, *path, "summary")
            if title:
                yield AlertSummary(title, get_text(holder, *path, "priority", "summary") or None)
