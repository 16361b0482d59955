"""Read an alert's payload: enough to open an incident with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oncall_tui.formats.readers.alertmanager import alert_name
from oncall_tui.formats.readers.event import list_at, text_at


@dataclass(frozen=True, slots=True)
class Announcement:
    """A title that people can say, and the severity if the payload gives one."""

    title: str
    severity: str | None = None


def announced(text: str) -> Announcement | None:
    """Read the payload of Alertmanager or PagerDuty; None for anything else."""
    try:
        payload = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return _of_alerts(payload) or next(_of_incidents(payload), None)


def _of_alerts(payload: Any) -> Announcement | None:
    alerts = list_at(payload, ("alerts",)) or list_at(payload, ())
    if not alerts or not all(isinstance(alert, dict) and "startsAt" in alert for alert in alerts):
        return None
    places = [(payload, "commonAnnotations"), (alerts[0], "annotations")]
    said = (
        text_at(place, field, name) for name in ("summary", "message", "title") for place, field in places
    )
    severity = text_at(payload, "commonLabels", "severity") or text_at(alerts[0], "labels", "severity")
    name = text_at(payload, "commonLabels", "alertname") or alert_name(alerts[0])
    return Announcement(next((words for words in said if words), name), severity or None)


def _of_incidents(payload: Any) -> Iterator[Announcement]:
    first = [
        *list_at(payload, ("messages",)),
        *list_at(payload, ("incidents",)),
        *list_at(payload, ("log_entries",)),
    ]
    for holder in (payload, *first[:1]):
        for path in (("event", "data"), ("incident",), ("log_entry", "incident"), ()):
            title = text_at(holder, *path, "title") or text_at(holder, *path, "summary")
            if title:
                yield Announcement(title, text_at(holder, *path, "priority", "summary") or None)
