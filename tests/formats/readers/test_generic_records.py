"""Exports and payloads of services: each message, alert or update is an event at its own time, in its own words."""

import json
from typing import Any

import pytest

from oncall_tui.formats.readers.detect_format import read_source

AT = "2024-06-11T14:02:00Z"
LATER = "2024-06-11T14:09:00Z"
EXPORTED = "2024-06-12T08:00:00Z"
EPOCH = 1718114520


def events(value: Any) -> list[tuple[str | None, str, str]]:
    """Author, stamp and text of each row, the same on one line and on many."""
    found = []
    for source in (json.dumps(value), json.dumps(value, indent=2)):
        lines = [line for line in read_source(source).lines if line.destination != "kept"]
        assert {line.destination for line in lines} == {"row"}
        stamps = [line.stamp if line.instant is None else str(line.instant) for line in lines]
        found.append(
            [(line.author, stamp or "", line.text) for line, stamp in zip(lines, stamps, strict=True)]
        )
    assert found[0] == found[1]
    return found[0]


CHATS: dict[str, Any] = {
    "discord": {
        "guild": {"id": "1", "name": "ops"},
        "channel": {"id": "2", "name": "incidents"},
        "exportedAt": EXPORTED,
        "messages": [
            {"id": "3", "timestamp": AT, "content": "disk full", "author": {"name": "ana", "nickname": "Ana"}},
            {"id": "4", "timestamp": LATER, "content": "drained", "author": {"name": "bo", "nickname": "Bo"}},
        ],
    },
    "mattermost": {
        "order": ["p2x", "p1x"],
        "posts": {
            "p1x": {"id": "p1x", "create_at": EPOCH * 1000, "user_name": "Ana", "message": "disk full"},
            "p2x": {"id": "p2x", "create_at": (EPOCH + 420) * 1000, "user_name": "Bo", "message": "drained"},
        },
    },
    "zulip": {
        "result": "success",
        "messages": [
            {"id": 1, "sender_full_name": "Ana", "timestamp": EPOCH, "content": "<p>disk full</p>"},
            {"id": 2, "sender_full_name": "Bo", "timestamp": EPOCH + 420, "content": "<p>drained</p>"},
        ],
    },
    "rocket.chat": {
        "messages": [
            {"_id": "a", "ts": AT, "msg": "disk full", "u": {"_id": "u1", "username": "Ana"}, "_updatedAt": EXPORTED},
            {"_id": "b", "ts": LATER, "msg": "drained", "u": {"_id": "u2", "username": "Bo"}, "_updatedAt": EXPORTED},
        ]
    },
    "telegram": {
        "name": "incidents",
        "type": "private_group",
        "messages": [
            {"id": 1, "type": "message", "date": "2024-06-11T14:02:00", "date_unixtime": str(EPOCH), "from": "Ana",
             "text": ["disk ", {"type": "bold", "text": "full"}]},
            {"id": 2, "type": "message", "date": "2024-06-11T14:09:00", "date_unixtime": str(EPOCH + 420), "from": "Bo",
             "text": "drained"},
        ],
    },
    "google chat": {
        "messages": [
            {"creator": {"name": "Ana", "email": "ana@example.org"}, "created_date": AT, "text": "disk full"},
            {"creator": {"name": "Bo", "email": "bo@example.org"}, "created_date": LATER, "text": "drained"},
        ]
    },
    "webex": {
        "items": [
            {"id": "a", "created": AT, "personEmail": "Ana", "text": "disk full", "html": "<p>disk full</p>"},
            {"id": "b", "created": LATER, "personEmail": "Bo", "text": "drained"},
        ]
    },
    "graph": {
        "@odata.context": "https://graph.example/x",
        "value": [
            {"id": "1", "createdDateTime": AT, "lastModifiedDateTime": EXPORTED,
             "from": {"device": None, "user": {"displayName": "Ana"}}, "body": {"content": "<p>disk full</p>"}},
            {"id": "2", "createdDateTime": LATER, "lastModifiedDateTime": EXPORTED,
             "from": {"user": {"displayName": "Bo"}}, "body": {"content": "drained"}},
        ],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CHATS)
def test_a_chat_export_has_a_row_for_each_message(name: str) -> None:
    found = events(CHATS[name])
    assert [(author, text) for author, _, text in sorted(found, key=lambda event: event[1])] == [
        ("Ana", "disk full"),
        ("Bo", "drained"),
    ]


def test_a_chat_export_of_a_message_a_line() -> None:
    posts = [
        {
            "type": "post",
            "post": {"team": "ops", "user": "Ana", "message": "disk full", "create_at": EPOCH * 1000},
        },
        {
            "type": "post",
            "post": {"team": "ops", "user": "Bo", "message": "drained", "create_at": EPOCH * 1000 + 9},
        },
    ]
    lines = read_source("\n".join(json.dumps(post) for post in posts)).lines
    assert [(line.destination, line.author, line.text) for line in lines] == [
        ("row", "Ana", "disk full"),
        ("row", "Bo", "drained"),
    ]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (
            {"action": "Create", "alert": {"alertId": "a1", "message": "disk full", "createdAt": EPOCH * 1000,
                                           "updatedAt": (EPOCH + 5) * 1000, "username": "Ana"}},
            [("Ana", str(EPOCH * 1000), "disk full")],
        ),
        (
            {"version": "1.2", "incident": {"incident_id": "0.x", "started_at": EPOCH, "ended_at": None,
                                            "policy_name": "disks", "summary": "disk over 95 %"}},
            [(None, str(EPOCH), "disk over 95 %")],
        ),
        (
            {"sent_at": EXPORTED, "event_type": "x.created", "x.created": {"created_at": AT, "name": "disk full"}},
            [(None, AT, "disk full")],
        ),
        (
            {"eventId": "e1", "timestamp": EXPORTED,
             "alert": {"dateStart": "2024-06-11 14:02:00", "dateStartZoned": "2024-06-11 14:02:00 UTC",
                       "ruleName": "loss"}},
            [(None, "2024-06-11 14:02:00 UTC", "loss")],
        ),
        (
            {"title": "disk full", "last_updated": EXPORTED, "date": str(EPOCH * 1000), "body": "95 %"},
            [(None, str(EPOCH * 1000), "95 %")],
        ),
        (
            {"day": "2024-06-11", "title": "disk full", "triggered_at": AT},
            [(None, AT, "disk full")],
        ),
        (
            {"generated_at": EXPORTED, "incidents": [
                {"name": "Cold caches", "created_at": AT, "updated_at": EXPORTED, "shortlink": "https://s.example/1",
                 "incident_updates": [
                     {"status": "resolved", "body": "All warm.", "created_at": LATER, "updated_at": EXPORTED},
                     {"status": "investigating", "body": "We look.", "created_at": AT},
                 ]}]},
            [(None, AT, "Cold caches"), (None, LATER, "All warm."), (None, AT, "We look.")],
        ),
        (
            {"number": 7, "title": "Cold caches", "created_at": AT, "closed_at": EXPORTED, "user": {"login": "ana"},
             "comments": [{"user": {"login": "bo"}, "created_at": LATER, "body": "drained"}]},
            [("ana", AT, "Cold caches"), ("bo", LATER, "drained")],
        ),
    ],
)  # fmt: skip
def test_a_payload_is_read_by_its_own_time_and_words(payload: Any, expected: list[Any]) -> None:
    assert events(payload) == expected


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        ("annotated", {"content": "rolled back"}, "Note added: rolled back (Cold caches)"),
        ("status_update_published", {"message": "still cold"}, "Status update: still cold (Cold caches)"),
        ("responder.added", {"user": {"summary": "Bo"}}, "Responder asked: Bo (Cold caches)"),
    ],
)  # fmt: skip
def test_the_events_on_an_incident_of_pagerduty_say_what_they_are(
    kind: str, data: dict[str, Any], text: str
) -> None:
    incident = {"html_url": "https://pd.example/Q1", "summary": "Cold caches"}
    event = {
        "event_type": kind,
        "occurred_at": AT,
        "agent": {"summary": "Ana"},
        "data": {**data, "incident": incident},
    }
    (line,) = read_source(json.dumps({"event": event})).lines
    assert (line.author, line.text, line.references) == ("Ana", text, ("https://pd.example/Q1",))


def test_a_priority_and_assignees_of_pagerduty_are_told() -> None:
    data = {
        "title": "Cold caches",
        "number": 7,
        "priority": {"summary": "P1"},
        "assignees": [{"summary": "Bo"}],
    }
    event = {"event_type": "incident.priority_updated", "occurred_at": AT, "data": data}
    (line,) = read_source(json.dumps({"event": event})).lines
    assert line.text == "Priority set: [#7] Cold caches (P1, assigned to Bo)"


def test_messages_of_bots_have_the_words_of_their_attachments() -> None:
    message = {
        "type": "message", "subtype": "bot_message", "username": "alerts", "text": "", "ts": "1718114520.000100",
        "attachments": [{"title": "FIRING: disk", "title_link": "https://g.example/1", "text": "95 % on node 4"}],
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "see the board"}}],
    }  # fmt: skip
    (line,) = read_source(json.dumps([message])).lines
    assert line.text == "see the board\nFIRING: disk\n95 % on node 4"
    assert line.references == ("https://g.example/1",)


@pytest.mark.parametrize(
    "line",
    [
        {"ts": AT, "level": "info", "msg": "up"},
        {"@timestamp": AT, "message": "up", "host": {"name": "n1"}},
        {"time": AT, "event": "up"},
    ],
)
def test_log_lines_stay_folded(line: Any) -> None:
    source = "\n".join([json.dumps(line)] * 3)
    assert {found.destination for found in read_source(source).lines} == {"folded"}


def test_one_record_alone_is_an_event() -> None:
    (line,) = read_source(json.dumps({"ts": AT, "level": "info", "msg": "up"})).lines
    assert line.destination == "row"
