"""PagerDuty: log entries of an incident, incidents, and the webhooks of version 2 and 3."""

from typing import Any

from oncall_tui.formats.readers.block_reader import Format
from oncall_tui.formats.readers.json_format import JsonFormat, ParsedEvent, get_list, get_text, unique_urls

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


def entry_events(entry: Any) -> list[ParsedEvent]:
    """One log entry: `Acknowledged by Ana Silva: summary`."""
    return [
        ParsedEvent(
            _entry_words(entry),
            stamp=get_text(entry, "created_at"),
            author=get_text(entry, "agent", "summary") or get_text(entry, "agent", "name") or None,
            references=unique_urls(get_text(entry, "html_url"), get_text(entry, "incident", "html_url")),
        )
    ]


def incident_events(incident: Any) -> list[ParsedEvent]:
    """Return the events of an incident: triggered, and resolved if it says when."""
    name, link = _incident_name(incident), unique_urls(get_text(incident, "html_url"))
    opened = ParsedEvent(f"Triggered: {name}", stamp=get_text(incident, "created_at"), references=link)
    closed = get_text(incident, "resolved_at")
    return [opened, ParsedEvent(f"Resolved: {name}", stamp=closed, references=link)] if closed else [opened]


def webhook_events(payload: Any) -> list[ParsedEvent]:
    """Return a webhook of version 3: one event of an incident, or of something on it: a note, a responder, an
    update.
    """
    event, data = payload["event"], payload["event"].get("data")
    kind = get_text(event, "event_type").removeprefix("incident.")
    word = EVENT_WORDS.get(kind, kind.replace("_", " ").replace(".", " ").capitalize())
    link = unique_urls(get_text(data, "html_url"), get_text(data, "incident", "html_url"))
    return [
        ParsedEvent(
            f"{word}: {_event_words(data)}",
            stamp=get_text(event, "occurred_at"),
            author=get_text(event, "agent", "summary") or get_text(event, "agent", "name") or None,
            references=link,
        )
    ]


def _event_words(data: Any) -> str:
    """`Killed the long queries (Checkout latency)`: what the event says of itself, and the incident it is on."""
    incident = data.get("incident") if isinstance(data, dict) else None
    facts = (
        *(get_text(data, "content"), get_text(data, "message"), get_text(data, "status_update", "message")),
        *(get_text(data, "user", "summary"), get_text(data, "escalation_policy", "summary")),
        *(
            get_text(data, "priority", "summary"),
            get_text(data, "priority", "name"),
            get_text(data, "conference_url"),
        ),
        get_text(data, "custom_fields", "summary"),
    )
    said = ", ".join(dict.fromkeys(fact for fact in facts if fact))
    about = incident if isinstance(incident, dict) else data
    name = _incident_name(about)
    if about is data:
        said = get_text(data, "priority", "summary") or get_text(data, "priority", "name")
        assigned = ", ".join(
            filter(None, (get_text(each, "summary") for each in get_list(data, ("assignees",))))
        )
        said = ", ".join(filter(None, (said, assigned and f"assigned to {assigned}")))
        return f"{name} ({said})" if said else name
    return f"{said} ({name})" if said else name


def message_events(message: Any) -> list[ParsedEvent]:
    """Return a webhook of version 2: its log entries, or the message itself."""
    entries = [event for entry in get_list(message, ("log_entries",)) for event in entry_events(entry)]
    if entries:
        return entries
    kind = get_text(message, "event").removeprefix("incident.")
    words = f"{WORDS.get(kind, kind)}: {_incident_name(message.get('incident'))}"
    link = unique_urls(get_text(message, "incident", "html_url"))
    return [ParsedEvent(words, stamp=get_text(message, "created_on"), references=link)]


def _entry_words(entry: Any) -> str:
    kind = get_text(entry, "type").removesuffix("_reference").removesuffix("_log_entry")
    said = (
        get_text(entry, "summary")
        or get_text(entry, "channel", "summary")
        or get_text(entry, "channel", "subject")
    )
    note = get_text(entry, "channel", "content") or get_text(entry, "note")
    word = WORDS.get(kind, kind.replace("_", " ").capitalize())
    lead = said if said.lower().startswith(word.lower()) else f"{word}: {said}" if said else word
    return f"{lead}: {note}" if note and note not in lead else lead


def _incident_name(incident: Any) -> str:
    name = get_text(incident, "title") or get_text(incident, "summary") or get_text(incident, "description")
    number = incident.get("incident_number") or incident.get("number") if isinstance(incident, dict) else None
    return f"[#{number}] {name}" if number and f"#{number}" not in name else name or "incident"


def _is_entry(value: Any) -> bool:
    kind = get_text(value, "type").removesuffix("_reference")
    return kind.endswith("_log_entry") and bool(get_text(value, "created_at"))


def _is_incident(value: Any) -> bool:
    return bool(get_text(value, "created_at")) and (
        get_text(value, "type").startswith("incident") or "incident_number" in value or "urgency" in value
    )


def _all(values: list[Any], fits: Any) -> bool:
    return bool(values) and all(fits(value) for value in values)


def _is_webhook(value: Any) -> bool:
    return bool(get_text(value, "event", "event_type") and get_text(value, "event", "occurred_at"))


def _is_message(value: Any) -> bool:
    return get_text(value, "event").startswith("incident.")


SHAPES = (
    JsonFormat(
        PAGERDUTY,
        lambda value: _all(get_list(value, ("log_entries",)), _is_entry),
        entry_events,
        ("log_entries",),
    ),
    JsonFormat(PAGERDUTY, lambda value: _all(get_list(value, ()), _is_entry), entry_events, ()),
    JsonFormat(PAGERDUTY, _is_entry, entry_events),
    JsonFormat(
        PAGERDUTY,
        lambda value: isinstance(value, dict) and _is_entry(value.get("log_entry")),
        lambda value: entry_events(value["log_entry"]),
    ),
    JsonFormat(PAGERDUTY, _is_webhook, webhook_events),
    JsonFormat(
        PAGERDUTY,
        lambda value: _all(get_list(value, ("messages",)), _is_message),
        message_events,
        ("messages",),
    ),
    JsonFormat(
        PAGERDUTY,
        lambda value: _all(get_list(value, ("incidents",)), _is_incident),
        incident_events,
        ("incidents",),
    ),
    JsonFormat(
        PAGERDUTY,
        lambda value: isinstance(value, dict) and _is_incident(value.get("incident")),
        lambda value: incident_events(value["incident"]),
    ),
)
