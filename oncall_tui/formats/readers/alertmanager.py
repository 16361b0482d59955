"""Alertmanager: the payload of a webhook, and the list of alerts that its API answers."""

from typing import Any

from oncall_tui.formats.readers.block_reader import Format
from oncall_tui.formats.readers.json_format import JsonFormat, ParsedEvent, get_list, get_text, unique_urls

ALERTMANAGER = Format("alertmanager", "alerts with labels and startsAt")
STILL_FIRING = "0001-01-01"  # the end of an alert that has not ended: Go's zero time


def alertmanager_events(alert: Any) -> list[ParsedEvent]:
    """Return the events of an alert: fired, and resolved if its end lies in the past of the payload."""
    firing = ParsedEvent(
        f"FIRING {_words(alert)}",
        stamp=get_text(alert, "startsAt"),
        references=_references(alert),
    )
    ended = get_text(alert, "endsAt")
    if get_text(alert, "status") != "resolved" or not ended or ended.startswith(STILL_FIRING):
        return [firing]
    return [firing, ParsedEvent(f"RESOLVED {_words(alert)}", stamp=ended, references=_references(alert))]


def alert_name(alert: Any) -> str:
    """Return the alert's name."""
    return get_text(alert, "labels", "alertname") or "alert"


def _words(alert: Any) -> str:
    annotations = [get_text(alert, "annotations", name) for name in ("summary", "message", "description")]
    said = next((words for words in annotations if words), "")
    labels = alert.get("labels") if isinstance(alert.get("labels"), dict) else {}
    marks = ", ".join(f"{name}={value}" for name, value in labels.items() if name != "alertname")
    return alert_name(alert) + (f": {said}" if said else "") + (f" ({marks})" if marks else "")


def _references(alert: Any) -> tuple[str, ...]:
    runbook = get_text(alert, "annotations", "runbook_url")
    return unique_urls(get_text(alert, "generatorURL"), runbook, get_text(alert, "annotations", "dashboard"))


def _is_alert(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("labels"), dict) and "startsAt" in value


def _are_alerts(values: list[Any]) -> bool:
    return bool(values) and all(_is_alert(value) for value in values)


SHAPES = (
    JsonFormat(
        ALERTMANAGER,
        lambda value: _are_alerts(get_list(value, ("alerts",))),
        alertmanager_events,
        ("alerts",),
    ),
    JsonFormat(
        ALERTMANAGER, lambda value: _are_alerts(get_list(value, ("data",))), alertmanager_events, ("data",)
    ),
    JsonFormat(ALERTMANAGER, lambda value: _are_alerts(get_list(value, ())), alertmanager_events, ()),
)
