"""A paste of seven shapes and three zones becomes one correct timeline, and undo takes it back as a whole."""

from typing import Any

import pytest

from tests.cli.conftest import Oncall

PASTE = """\
Tuesday, March 12th
Ana Silva
  2:02 PM
5xx at 11% on checkout, looking
2:04
only node group b
Bo Lind
  2:09 PM
rolling back 8812
3 replies
Last reply 2 hours ago

{"log_entries":[{"type":"trigger_log_entry","created_at":"2024-03-12T14:00:11Z","summary":"Triggered #8841"},
{"type":"acknowledge_log_entry","created_at":"2024-03-12T07:01:02-07:00","summary":"Acknowledged by Ana"}]}

LAST SEEN   TYPE      REASON      OBJECT           MESSAGE
46m20s      Warning   Unhealthy   pod/checkout-1   Readiness probe failed

{"ts":1710252180.5,"level":"error","msg":"redis pool exhausted"}
{"@timestamp":"2024-03-12T15:06:01.2+01:00","message":"pool at 95%"}
2024-03-12T14:05:30+00:00 node-7 kubelet[991]: Killing container checkout
10.0.0.9 - - [12/Mar/2024:07:05:59 -0700] "POST /pay HTTP/1.1" 502 19

my own notes, times in PDT
- 07:11 rollout undo done
- 07:15 5xx under 1%
  graphs agree
"""
EXPECTED = [
    ("2024-03-12T14:00:11Z", "Triggered #8841"),
    ("2024-03-12T14:01:02Z", "Acknowledged by Ana"),
    ("2024-03-12T14:02:00Z", "5xx at 11% on checkout, looking"),
    ("2024-03-12T14:03:00.500000Z", "redis pool exhausted"),
    ("2024-03-12T14:03:40Z", "Warning Unhealthy pod/checkout-1: Readiness probe failed"),
    ("2024-03-12T14:04:00Z", "only node group b"),
    ("2024-03-12T14:05:30Z", "node-7 kubelet[991]: Killing container checkout"),
    ("2024-03-12T14:05:59Z", '10.0.0.9 - - "POST /pay HTTP/1.1" 502 19'),
    ("2024-03-12T14:06:01.200000Z", "pool at 95%"),
    ("2024-03-12T14:09:00Z", "rolling back 8812"),
    ("2024-03-12T14:11:00Z", "rollout undo done"),
    ("2024-03-12T14:15:00Z", "5xx under 1%\n  graphs agree"),
]


@pytest.fixture
def taken(oncall: Oncall) -> Any:
    """The paste imported as from London, captured at 14:50 UTC."""
    oncall("new", "Checkout")
    options = ("--zone", "Europe/London", "--captured", "2024-03-12T14:50:00Z", "--json")
    return oncall("import", "-", *options, stdin=PASTE.encode()).json


def test_one_timeline(taken: Any, oncall: Oncall) -> None:
    events = oncall("timeline", "--json").json["events"]
    assert [(event["occurred_at"], event["text"]) for event in events] == EXPECTED


def test_nothing_in_it_is_doubtful(taken: Any, oncall: Oncall) -> None:
    assert {flag for note in taken["notes"] for flag in note["flags"]} == set()
    found = oncall("timeline", "--check").out
    assert "another place" not in found


def test_it_says_what_it_holds(taken: Any) -> None:
    assert (taken["format"], taken["zone"]) == ("mixed", "Europe/London")
    assert taken["why"].startswith("several shapes in one paste: 6 slack, ")
