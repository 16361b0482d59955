"""JSON that programs send and print: known shapes are read as what they are, all else by its fields."""

import json
from typing import Any

import pytest

from oncall_tui.formats.readers.detect_format import read_source

ALERTS = {
    "receiver": "oncall",
    "status": "resolved",
    "alerts": [
        {
            "status": "resolved",
            "labels": {"alertname": "QueueLong", "severity": "critical", "queue": "orders"},
            "annotations": {"summary": "Queue over 10,000", "runbook_url": "https://wiki.example/queue"},
            "startsAt": "2024-05-02T09:10:00.5Z",
            "endsAt": "2024-05-02T10:01:00Z",
            "generatorURL": "https://prom.example/graph",
        },
        {
            "status": "firing",
            "labels": {"alertname": "Slow"},
            "startsAt": "2024-05-02T09:12:00Z",
            "endsAt": "0001-01-01T00:00:00Z",
        },
    ],
}
ENTRIES = {
    "log_entries": [
        {
            "type": "trigger_log_entry",
            "created_at": "2024-05-02T09:10:05Z",
            "summary": "Triggered through the API",
            "agent": {"summary": "Prometheus"},
            "incident": {"html_url": "https://pd.example/incidents/Q1"},
        },
        {
            "type": "acknowledge_log_entry",
            "created_at": "2024-05-02T09:12:40+02:00",
            "summary": "by Ana Silva",
            "agent": {"summary": "Ana Silva"},
        },
        {
            "type": "annotate_log_entry",
            "created_at": "2024-05-02T09:20:00Z",
            "channel": {"summary": "restarting"},
        },
    ]
}
SLACK = [
    {
        "type": "message",
        "user_profile": {"real_name": "Ana"},
        "ts": "1714641005.123456",
        "text": "see <https://x.example/r|it> &amp; go <@U1|bo>",
    },
    {"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1714641006.000000", "text": "joined"},
]
EVENTS = {
    "kind": "List",
    "items": [
        {
            "kind": "Event",
            "type": "Warning",
            "reason": "BackOff",
            "message": "Back-off restarting",
            "count": 4,
            "involvedObject": {"kind": "Pod", "name": "orders-1"},
            "firstTimestamp": "2024-05-02T09:00:00Z",
            "lastTimestamp": "2024-05-02T09:11:00Z",
        },
        {
            "kind": "Event",
            "reason": "Pulled",
            "note": "ok",
            "eventTime": "2024-05-02T09:12:00.123456Z",
            "lastTimestamp": None,
        },
    ],
}
JOURNAL = {
    "__REALTIME_TIMESTAMP": "1714641005000000",
    "_SOURCE_REALTIME_TIMESTAMP": "1714641004999000",
    "_HOSTNAME": "n1",
    "SYSLOG_IDENTIFIER": "cron",
    "_PID": "7",
    "MESSAGE": [104, 195, 169],
}


def dresses(value: Any) -> list[str]:
    """The same value as programs print it: on one line, indented, and with other things around it."""
    return [
        json.dumps(value),
        json.dumps(value, indent=2),
        f"14:02 before\n{json.dumps(value, indent=4)}\nafter\n",
    ]


def events(source: str) -> list[tuple[str | int | None, str]]:
    """Stamp or instant, and text, of every line that is an event and not plain text around it."""
    lines = read_source(source).lines
    own = [line for line in lines if line.destination != "kept" and line.raw not in ("14:02 before", "after")]
    return [(line.stamp or line.instant, line.text) for line in own]


@pytest.mark.parametrize("source", dresses(ALERTS))
def test_alertmanager(source: str) -> None:
    assert events(source) == [
        ("2024-05-02T09:10:00.5Z", "FIRING QueueLong: Queue over 10,000 (severity=critical, queue=orders)"),
        ("2024-05-02T10:01:00Z", "RESOLVED QueueLong: Queue over 10,000 (severity=critical, queue=orders)"),
        ("2024-05-02T09:12:00Z", "FIRING Slow"),
    ]


def test_an_alert_brings_its_links() -> None:
    line = next(
        line for line in read_source(json.dumps(ALERTS)).lines if line.text.startswith("FIRING QueueLong")
    )
    assert line.references == ("https://prom.example/graph", "https://wiki.example/queue")


@pytest.mark.parametrize("source", [*dresses(ENTRIES), *dresses(ENTRIES["log_entries"])])
def test_pagerduty(source: str) -> None:
    assert events(source) == [
        ("2024-05-02T09:10:05Z", "Triggered through the API"),
        ("2024-05-02T09:12:40+02:00", "Acknowledged: by Ana Silva"),
        ("2024-05-02T09:20:00Z", "Note added: restarting"),
    ]


def test_pagerduty_webhook() -> None:
    event = {
        "event_type": "incident.triggered",
        "occurred_at": "2024-05-02T09:10:05Z",
        "data": {"title": "Queue", "number": 7},
    }
    assert events(json.dumps({"event": event})) == [("2024-05-02T09:10:05Z", "Triggered: [#7] Queue")]


@pytest.mark.parametrize("source", [*dresses(SLACK), json.dumps({"ok": True, "messages": SLACK})])
def test_slack_export(source: str) -> None:
    assert events(source) == [(1_714_641_005_123_456, "see it & go @bo")]


@pytest.mark.parametrize("source", dresses(EVENTS))
def test_kubernetes(source: str) -> None:
    assert events(source) == [
        ("2024-05-02T09:11:00Z", "Warning BackOff Pod/orders-1: Back-off restarting (x4)"),
        ("2024-05-02T09:12:00.123456Z", "Pulled: ok"),
    ]


@pytest.mark.parametrize("source", [*dresses(JOURNAL), *dresses([JOURNAL])])
def test_journald(source: str) -> None:
    assert events(source) == [(1_714_641_004_999_000, "n1 cron[7]: hé")]


@pytest.mark.parametrize(
    ("record", "event"),
    [
        ({"@timestamp": "2024-05-02T09:10:00Z", "message": "up"}, ("2024-05-02T09:10:00Z", "up")),
        ({"ts": 1714641005.25, "msg": "up"}, ("1714641005.25", "up")),
        ({"time": 1714641005123, "log": "up"}, ("1714641005123", "up")),
        ({"time": 12, "eventTime": "2024-05-02T09:10:00Z", "msg": "up"}, ("2024-05-02T09:10:00Z", "up")),
        (
            {"_source": {"@timestamp": "2024-05-02T09:10:00Z", "message": "up"}},
            ("2024-05-02T09:10:00Z", "up"),
        ),
        (
            {"timestamp": "2024-05-02T09:10:00Z", "jsonPayload": {"message": "up"}},
            ("2024-05-02T09:10:00Z", "up"),
        ),
        (
            {"timestamp": "2024-05-02T09:10:00Z", "message": '{"msg":"up","n":1}'},
            ("2024-05-02T09:10:00Z", "up"),
        ),
        (
            {"EdgeStartTimestamp": "2024-05-02T09:10:00Z", "Ray": "7f"},
            ("2024-05-02T09:10:00Z", "EdgeStartTimestamp=2024-05-02T09:10:00Z Ray=7f"),
        ),
        (
            {"timestamp": {"seconds": 1714641005, "nanos": 123456789}, "msg": "up"},
            ("1714641005.123456789", "up"),
        ),
        ({"time": "09:10:00", "date": "2024-05-02", "msg": "up"}, ("2024-05-02 09:10:00", "up")),
        ({"level": "error", "msg": "no time"}, (None, "no time")),
    ],
)
def test_records_of_any_program(record: dict[str, Any], event: tuple[str | None, str]) -> None:
    assert events(json.dumps(record)) == [event]


@pytest.mark.parametrize(
    "source", ['{"a": ', "[1, 2", "{not json}", "[12:30] note", '{"a": 1}', "[1, 2, 3]", "{}"]
)
def test_what_is_no_record_is_text(source: str) -> None:
    assert read_source(source).format == "text"


@pytest.mark.parametrize(
    ("written", "stamp"),
    [
        ("1714641005.1234567", "1714641005.1234567"),
        ("1714641005.9999996", "1714641005.9999996"),
        ("1.7146410051234567e9", "1714641005.1234567"),
    ],
)
def test_an_epoch_is_not_rounded(written: str, stamp: str) -> None:
    assert events(f'{{"ts":{written},"msg":"up"}}') == [(stamp, "up")]


def test_a_record_may_name_its_zone_apart() -> None:
    (line,) = read_source('date=2024-05-02 time=09:10:00 devname="fw" tz="-0700"').lines
    assert (line.stamp, line.zone) == ("2024-05-02 09:10:00", "-0700")


def test_a_document_of_no_known_shape_is_evidence_in_one_piece() -> None:
    (line,) = read_source('{\n  "replicas": 3,\n  "at": [1]\n}\n').lines
    assert (line.continues, line.searched) == (True, "")


def test_events_on_one_line_share_its_number_and_the_first_holds_it_whole() -> None:
    source = json.dumps(ENTRIES)
    lines = read_source(source).lines
    assert {line.line for line in lines} == {1}
    assert lines[0].raw == source
    assert [json.loads(line.raw)["created_at"] for line in lines[1:]] == [
        "2024-05-02T09:12:40+02:00",
        "2024-05-02T09:20:00Z",
    ]


def test_events_on_many_lines_stand_where_they_were_written() -> None:
    source = json.dumps(ENTRIES, indent=2)
    lines = read_source(source).lines
    assert "\n".join(line.raw for line in lines) == source
    assert [source.split("\n")[line.line - 1] for line in lines] == [
        line.raw.split("\n")[0] for line in lines
    ]
