"""PagerDuty: log entries of an incident, incidents, and the webhooks of version 2 and 3."""

from typing import Any

from oncall_tui.formats.readers.event import Event, Shape, addresses, list_at, text_at
from oncall_tui.formats.readers.reader import Format

PAGERDUTY = Format("pagerduty", "PagerDuty log entries, incidents or webhook events")
# What an entry's type is called in the past tense, as a row says it.
WORDS = {
    "trigger": "Triggered",
    "acknowledge": "Acknowledged",
    "unacknowledge": "Acknowledgement timed out",
    "resolve": "Resolved",
    "escalate": "Escalated",
    "assign": "Assigned",
    "notify": "Notified",
    "annotate": "Note added",
    "reopen": "Reopened",
}
# What a webhook's event is called, where its own name is not the word for it.
EVENT_WORDS = {
    "annotated": "Note added",
    "responder.added": "Responder asked",
    "responder.replied": "Responder answered",
    "status_update_published": "Status update",
    "priority_updated": "Priority set",
    "unacknowledged": "Acknowledgement timed out",
    "conference_bridge.updated": "Conference bridge",
    "reopened": "Reopened",
}


def entry_events(entry: Any) -> list[Event]:
    """One log entry: `Acknowledged by Ana Silva: summary`."""
    return [
        Event(
            _entry_words(entry),
            stamp=text_at(entry, "created_at"),
            author=text_at(entry, "agent", "summary") or text_at(entry, "agent", "name") or None,
            references=addresses(text_at(entry, "html_url"), text_at(entry, "incident", "html_url")),
        )
    ]


def incident_events(incident: Any) -> list[Event]:
    """Return the events of an incident: triggered, and resolved if it says when."""
    name, link = _incident_name(incident), addresses(text_at(incident, "html_url"))
    opened = Event(f"Triggered: {name}", stamp=text_at(incident, "created_at"), references=link)
    closed = text_at(incident, "resolved_at")
    return [opened, Event(f"Resolved: {name}", stamp=closed, references=link)] if closed else [opened]


def webhook_events(payload: Any) -> list[Event]:
    """Return a webhook of version 3: one event of an incident, or of something on it: a note, a responder, an
    update.
    """
    event, data = payload["event"], payload["event"].get("data")
    kind = text_at(event, "event_type").removeprefix("incident.")
    word = EVENT_WORDS.get(kind, kind.replace("_", " ").replace(".", " ").capitalize())
    link = addresses(text_at(data, "html_url"), text_at(data, "incident", "html_url"))
    return [
        Event(
            f"{word}: {_event_words(data)}",
            stamp=text_at(event, "occurred_at"),
            author=text_at(event, "agent", "summary") or text_at(event, "agent", "name") or None,
            references=link,
        )
    ]


def _event_words(data: Any) -> str:
    """`Killed the long queries (Checkout latency)`: what the event says of itself, and the incident it is on."""
    incident = data.get("incident") if isinstance(data, dict) else None
    facts = (
        *(text_at(data, "content"), text_at(data, "message"), text_at(data, "status_update", "message")),
        *(text_at(data, "user", "summary"), text_at(data, "escalation_policy", "summary")),
        *(
            text_at(data, "priority", "summary"),
            text_at(data, "priority", "name"),
            text_at(data, "conference_url"),
        ),
        text_at(data, "custom_fields", "summary"),
    )
    said = ", ".join(dict.fromkeys(fact for fact in facts if fact))
    about = incident if isinstance(incident, dict) else data
    name = _incident_name(about)
    if about is data:
        said = text_at(data, "priority", "summary") or text_at(data, "priority", "name")
        assigned = ", ".join(
            filter(None, (text_at(each, "summary") for each in list_at(data, ("assignees",))))
        )
        said = ", ".join(filter(None, (said, assigned and f"assigned to {assigned}")))
        return f"{name} ({said})" if said else name
    return f"{said} ({name})" if said else name


def message_events(message: Any) -> list[Event]:
    """Return a webhook of version 2: its log entries, or the message itself."""
    entries = [event for entry in list_at(message, ("log_entries",)) for event in entry_events(entry)]
    if entries:
        return entries
    kind = text_at(message, "event").removeprefix("incident.")
    words = f"{WORDS.get(kind, kind)}: {_incident_name(message.get('incident'))}"
    link = addresses(text_at(message, "incident", "html_url"))
    return [Event(words, stamp=text_at(message, "created_on"), references=link)]


def _entry_words(entry: Any) -> str:
    kind = text_at(entry, "type").removesuffix("_reference").removesuffix("_log_entry")
    said = (
        text_at(entry, "summary")
        or text_at(entry, "channel", "summary")
        or text_at(entry, "channel", "subject")
    )
    note = text_at(entry, "channel", "content") or text_at(entry, "note")
    word = WORDS.get(kind, kind.replace("_", " ").capitalize())
    lead = said if said.lower().startswith(word.lower()) else f"{word}: {said}" if said else word
    return f"{lead}: {note}" if note and note not in lead else lead


def _incident_name(incident: Any) -> str:
    name = text_at(incident, "title") or text_at(incident, "summary") or text_at(incident, "description")
    number = incident.get("incident_number") or incident.get("number") if isinstance(incident, dict) else None
    return f"[#{number}] {name}" if number and f"#{number}" not in name else name or "incident"


def _is_entry(value: Any) -> bool:
    kind = text_at(value, "type").removesuffix("_reference")
    return kind.endswith("_log_entry") and bool(text_at(value, "created_at"))


def _is_incident(value: Any) -> bool:
    return bool(text_at(value, "created_at")) and (
        text_at(value, "type").startswith("incident") or "incident_number" in value or "urgency" in value
    )


def _all(values: list[Any], fits: Any) -> bool:
    return bool(values) and all(fits(value) for value in values)


def _is_webhook(value: Any) -> bool:
    return bool(text_at(value, "event", "event_type") and text_at(value, "event", "occurred_at"))


def _is_message(value: Any) -> bool:
    return text_at(value, "event").startswith("incident.")


SHAPES = (
    Shape(
        PAGERDUTY,
        lambda value: _all(list_at(value, ("log_entries",)), _is_entry),
        entry_events,
        ("log_entries",),
    ),
    Shape(PAGERDUTY, lambda value: _all(list_at(value, ()), _is_entry), entry_events, ()),
    Shape(PAGERDUTY, _is_entry, entry_events),
    Shape(
        PAGERDUTY,
        lambda value: isinstance(value, dict) and _is_entry(value.get("log_entry")),
        lambda value: entry_events(value["log_entry"]),
    ),
    Shape(PAGERDUTY, _is_webhook, webhook_events),
    Shape(
        PAGERDUTY,
        lambda value: _all(list_at(value, ("messages",)), _is_message),
        message_events,
        ("messages",),
    ),
    Shape(
        PAGERDUTY,
        lambda value: _all(list_at(value, ("incidents",)), _is_incident),
        incident_events,
        ("incidents",),
    ),
    Shape(
        PAGERDUTY,
        lambda value: isinstance(value, dict) and _is_incident(value.get("incident")),
        lambda value: incident_events(value["incident"]),
    ),
)
