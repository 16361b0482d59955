"""Alertmanager: the payload of a webhook, and the list of alerts that its API answers."""

from typing import Any

from oncall_tui.formats.readers.event import Event, Shape, addresses, list_at, text_at
from oncall_tui.formats.readers.reader import Format

ALERTMANAGER = Format("alertmanager", "alerts with labels and startsAt")
STILL_FIRING = "0001-01-01"  # the end of an alert that has not ended: Go's zero time


def events(alert: Any) -> list[Event]:
    """Return the events of an alert: fired, and resolved if its end lies in the past of the payload."""
    firing = Event(
        f"FIRING {_words(alert)}",
        stamp=text_at(alert, "startsAt"),
        references=_references(alert),
    )
    ended = text_at(alert, "endsAt")
    if text_at(alert, "status") != "resolved" or not ended or ended.startswith(STILL_FIRING):
        return [firing]
    return [firing, Event(f"RESOLVED {_words(alert)}", stamp=ended, references=_references(alert))]


def alert_name(alert: Any) -> str:
    """Return the alert's name."""
    return text_at(alert, "labels", "alertname") or "alert"


def _words(alert: Any) -> str:
    annotations = [text_at(alert, "annotations", name) for name in ("summary", "message", "description")]
    said = next((words for words in annotations if words), "")
    labels = alert.get("labels") if isinstance(alert.get("labels"), dict) else {}
    marks = ", ".join(f"{name}={value}" for name, value in labels.items() if name != "alertname")
    return alert_name(alert) + (f": {said}" if said else "") + (f" ({marks})" if marks else "")


def _references(alert: Any) -> tuple[str, ...]:
    runbook = text_at(alert, "annotations", "runbook_url")
    return addresses(text_at(alert, "generatorURL"), runbook, text_at(alert, "annotations", "dashboard"))


def _is_alert(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("labels"), dict) and "startsAt" in value


def _are_alerts(values: list[Any]) -> bool:
    return bool(values) and all(_is_alert(value) for value in values)


SHAPES = (
    Shape(ALERTMANAGER, lambda value: _are_alerts(list_at(value, ("alerts",))), events, ("alerts",)),
    Shape(ALERTMANAGER, lambda value: _are_alerts(list_at(value, ("data",))), events, ("data",)),
    Shape(ALERTMANAGER, lambda value: _are_alerts(list_at(value, ())), events, ()),
)
