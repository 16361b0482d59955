"""What looks like a stamp and is none: left alone, without an instant and without a flag."""

import pytest

from oncall_tui.timestamps.reading import Reading
from tests.timestamps.read import read_one

NUMBERS = (
    "10.0.14.5",
    "192.168.1.1:8080",
    "4.19.0",
    "v1.30",
    "version 1.30",
    "1.30",
    "Kubernetes 1.30 released",
    "python 3.11.4",
    "3/4 replicas",
    "2/2 Running",
    "pid 1405",
    "pid 1710252306",
    "id=1710252306",
    "1h 50m",
    "1h50m",
    "0h 45m",
    "5m12s",
    "took 12:34",
    "took 00:12:34",
    "duration 00:12:34",
    "duration: 12:34",
    "elapsed 01:02:03",
    "uptime 12:34",
    "port 50010",
    "port 8080",
    ":8080",
    "blk_38865049064139660",
    "main.c:120:14",
    "main.c:12:14",
    "at foo.py:12:30",
    "00:1a:2b:3c:4d:5e",
    "12:34:56:78:90:12",
    "10:1 ratio",
    "ratio 10:15",
    "16:9",
    "1920:1080",
    "10.0.0.0/16",
    "99.95%",
    "14.05%",
    "14.05 GB",
    "$14.05",
    "€14.05",
    "14.05 EUR",
    "24/7",
    "24/7 support",
    "9-5",
    "John 3:16",
    "won 3:2",
    "score 21:19",
    "#1405",
    "INC-20240312",
    "CVE-2024-03128",
    "PD-8841",
    "+44 20 7946 0958",
    "020 7946 0958",
    "555-1234",
    "2024-555-0123",
    "2024-123-4567",
    "550e8400-e29b-41d4-a716-446655440000",
    "e3b0c44298fc1c149afbf4c8996fb924",
    "1234567890abcdef",
    "commit 20240312",
    "support hours 10:00-17:00",
    "office hours 9:00 - 17:00",
    "(edited)",
    "Last reply 2 hours ago",
    "0001-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "https://example.com/2024/03/12/post",
    "https://example.com/logs/2024-03-12T14:05:06Z",
    "/var/log/app-2024-03-12.log",
    "backup_20240312.tar.gz",
    "app-2024-03-12_14-05-06.log",
    "2024-03-12.log",
    "mojdt.slack.com/archives/C514ETYJX/p1598351210195200",
    "200 OK",
    "HTTP/1.1 404",
    "5xx at 11%",
    "scaled checkout 6 → 12",
    "6 of 12 pods",
    "5 times found",
    "4 Mar 2024th",
    "May 5 pods fail",
    "may 12 be restarted",
    "1.5 million",
    "12 monkeys 2024",
    "sun is shining 14",
    "12,345",
    "1,234.56",
    "3 x 4",
    "2024 requests",
    "2024",
    "0305",
    "1405",
    "12:3",
    ":30",
    "12:345",
    "123:45",
    "1:2:3",
    "::1",
    "2001:db8::1",
    "fe80::1:2",
    "10:20:30:40",
    "Ubuntu 22.04",
    "Ubuntu 14.04",
    "release 2024.03",
    "24.04.1",
    "1-2-3",
    "a12:34",
    "x14:05",
    "14:05x",
    "6.5.0-1014-aws",
    "ip-10-0-14-5",
    "sha256:1405",
    "exit code 143",
    "line 12:30",
    "t3.medium",
    "p99 14.05 ms",
    "14.05ms",
    "load average: 0.14, 0.05",
    "12e10",
    "0x1405",
    "[12345.678901] usb",
    "50/60",
    "1/3 of users",
    "+1",
    "7:3",
    "$1710252306",
    "order 1710252306",
    "1710252306 bytes",
    "size=1710252306",
    "4111 1111 1111 1111",
    "DE89 3704 0044 0532 0130 00",
    "every 14:05 minutes",
    "about 12 hours",
    "for 10 minutes",
    "in 5 min",
    "5 min later",
    "within 10:00 minutes",
)


@pytest.mark.parametrize("text", NUMBERS)
def test_no_stamp(text: str) -> None:
    assert read_one(text) == Reading()


def test_support_hours_are_no_event() -> None:
    assert read_one("support hours 10:00-17:00") == Reading()


def test_version_numbers_are_no_event() -> None:
    assert read_one("1.30") == read_one("rolled out 1.30 to live") == Reading()


def test_an_edited_mark_is_no_event() -> None:
    assert read_one("(edited)") == Reading()


def test_a_last_reply_is_no_event() -> None:
    assert read_one("Last reply 2 hours ago") == Reading()


def test_the_end_of_an_alert_that_still_fires_is_no_event() -> None:
    assert read_one('"endsAt": "0001-01-01T00:00:00Z"') == Reading()
