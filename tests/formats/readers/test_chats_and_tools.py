"""Chats as text, logs of IRC, what git, kubectl and shells print, mails of monitors."""

import pytest

from oncall_tui.formats.readers.detect_format import read_source


def read(source: str) -> list[tuple[str | None, str, str]]:
    """Author, stamp and text of what is not kept."""
    lines = [line for line in read_source(source).lines if line.destination != "kept"]
    return [(line.author, line.stamp or "", line.text) for line in lines]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "[11/06/2024, 14:02:10] Ana S: disk full\non two nodes\n[11/06/2024, 14:09:00] Bo: drained\n",
            [("Ana S", "11/06/2024, 14:02:10", "disk full\non two nodes"), ("Bo", "11/06/2024, 14:09:00", "drained")],
        ),
        (
            "11/06/2024, 14:02 - Ana: disk full\n11/06/2024, 14:03 - Bo joined the group\n11/06/2024, 14:09 - Bo: ok\n",
            [("Ana", "11/06/2024, 14:02", "disk full"), ("Bo", "11/06/2024, 14:09", "ok")],
        ),
        (
            "6/11/2024, 2:02:10 PM - ana: disk full\n6/11/2024, 2:09:00 PM - bo: ok\n",
            [("ana", "6/11/2024, 2:02:10 PM", "disk full"), ("bo", "6/11/2024, 2:09:00 PM", "ok")],
        ),
        (
            "[11-Jun-24 02:02 PM] ana#1234\ndisk full\non two nodes\n\n[11-Jun-24 02:09 PM] bo#4321 (pinned)\nok\n",
            [("ana", "11-Jun-24 02:02 PM", "disk full\non two nodes"), ("bo", "11-Jun-24 02:09 PM", "ok")],
        ),
        (
            "Ana S, [11.06.2024 14:02:10]\ndisk full\n\nBo, [11.06.2024 14:09]\nok\n",
            [("Ana S", "11.06.2024 14:02:10", "disk full"), ("Bo", "11.06.2024 14:09", "ok")],
        ),
        (
            "[2:02 PM] Ana Silva\ndisk full\n\n[2:09 PM] Bo\nok\n",
            [("Ana Silva", "2:02 PM", "disk full"), ("Bo", "2:09 PM", "ok")],
        ),
    ],
)  # fmt: skip
def test_chats_as_text(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(source) == expected


@pytest.mark.parametrize(
    "note", ["[14:02] restarted broker two", "[2024-06-11 14:02] node down", "14:02 ana: looking"]
)
def test_notes_with_brackets_are_no_chat(note: str) -> None:
    assert read_source(f"{note}\n14:09 ok\n").format == "text"


@pytest.mark.parametrize(
    "source",
    [
        "--- Day changed Tue Jun 11 2024\n14:02 < ana> disk full\n14:03 -!- bo [b@h] has joined #ops\n14:09 <@bo> ok\n",
        "--- Log opened Tue Jun 11 13:00:00 2024\n14:02 <+ana> disk full\n14:09 < bo> ok\n",
        "2024-06-11 14:02:00\tana\tdisk full\n2024-06-11 14:03:00\t-->\tbo has joined\n2024-06-11 14:09:00\t@bo\tok\n",
        "[14:02:00] <ana> disk full\n[14:03:00] *** Joins: bo\n[14:09:00] <bo> ok\n",
        "**** BEGIN LOGGING AT Tue Jun 11 13:00:00 2024\nJun 11 14:02:00 <ana>\tdisk full\nJun 11 14:09:00 <bo>\tok\n",
    ],
)
def test_irc(source: str) -> None:
    found = read_source(source)
    assert found.format == "irc"
    assert [(author, text) for author, _, text in read(source)] == [("ana", "disk full"), ("bo", "ok")]


def test_what_somebody_does_in_irc_is_told_with_the_name() -> None:
    assert read("14:02 < ana> disk full\n14:03  * bo drains node 4\n")[1] == (
        "bo",
        "14:03",
        "bo drains node 4",
    )


COMMITS = """\
commit 2c902284250cfa7b5c3823665cb9dbb9e8d68e21 (HEAD -> main)
Merge: 1d2016f 7a6b3ee
Author: Ana S <ana@example.org>
Date:   Tue Jun 11 14:09:00 2024 +0000

    Drain node 4

    It is full.

 cache.yaml | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

commit 1d2016fa09c33b71770530d99a75772926512ecd
Author: Bo <bo@example.org>
Date:   Tue Jun 11 14:02:00 2024 +0000

    Alert on full disks
"""


@pytest.mark.parametrize("source", [COMMITS, COMMITS.replace("Date:  ", "AuthorDate:")])
def test_each_commit_is_one_event(source: str) -> None:
    assert [(author, text) for author, _, text in read(source)] == [
        ("Ana S", "Drain node 4"),
        ("Bo", "Alert on full disks"),
    ]


DESCRIBED = """\
Name:         cache-0
Namespace:    shop
Start Time:   Tue, 11 Jun 2024 06:00:11 +0000
Containers:
  app:
    Image:  cache:1
    Started:      Tue, 11 Jun 2024 06:00:12 +0000
Events:
  Type     Reason     Age                From               Message
  ----     ------     ----               ----               -------
  Warning  Evicted    3m10s              kubelet            The node was low on disk
  Normal   Pulled     2m (x4 over 15m)   kubelet, node-4    Image is there
"""


def test_a_described_object_of_kubernetes_has_its_events() -> None:
    assert read(f"{DESCRIBED}\n{DESCRIBED}") == 2 * [
        (None, "3m 10s ago", "Warning Evicted (kubelet): The node was low on disk"),
        (None, "2m ago", "Normal Pulled (kubelet, node-4): Image is there (x4 over 15m)"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "#1718114520\ndf -h\n#1718114940\nkubectl drain node-4\n",
        "#1718114520 df -h\n#1718114940 kubectl drain node-4\n",
        ": 1718114520:0;df -h\n: 1718114940:3;kubectl drain node-4\n",
        "- cmd: df -h\n  when: 1718114520\n- cmd: kubectl drain node-4\n  when: 1718114940\n  paths:\n    - node-4\n",
        "  501  2024-06-11 14:02:00 df -h\n  502  2024-06-11 14:09:00 kubectl drain node-4\n",
    ],
)
def test_histories_of_shells(source: str) -> None:
    assert read_source(source).format == "shell-history"
    assert [text for _, _, text in read(source)] == ["df -h", "kubectl drain node-4"]


MAIL = """\
From: Monitor <monitor@example.org>
To: ops@example.org
Date: Tue, 11 Jun 2024 14:02:00 +0000
Subject: PROBLEM: disk full on node 4

Host: node-4
State: CRITICAL

See the board.
"""


def test_a_mail_of_a_monitor_is_one_event() -> None:
    ((author, stamp, text),) = read(MAIL)
    assert (author, stamp) == ("Monitor", "Tue, 11 Jun 2024 14:02:00 +0000")
    assert text.startswith("PROBLEM: disk full on node 4\n")
    assert "See the board." in text


def test_fields_of_a_notification_are_one_event() -> None:
    fields = "Notification Type: PROBLEM\nService: disk\n\nDate/Time: Tue Jun 11 14:02:00 UTC 2024\n"
    source = f"***** Nagios *****\n\n{fields}"
    assert [stamp for _, stamp, _ in read(source)] == ["Tue Jun 11 14:02:00 UTC 2024"]


@pytest.mark.parametrize(
    "notes",
    [
        "Detected: 2024-06-11 14:02\nDeclared: 2024-06-11 14:09\nResolved: 2024-06-11 15:00\n",
        "Ana: disk is full\nBo: drain it\nAna: done\n",
        "Impact: caches cold\nTimeline:\n14:02 down\n",
    ],
)
def test_other_lines_with_colons_are_no_notification(notes: str) -> None:
    assert read_source(notes).format == "text"
