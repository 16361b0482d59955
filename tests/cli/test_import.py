"""`oncall import` through its real entry point: shapes, places, options, refusals (DESIGN, command line)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Oncall

REPORT = """\
# Incident on 2024-05-02 - Queue stuck

- **Key events**
  - First detected: 2024-05-02 09:10
  - Resolved 2024-05-02 11:01

- **Time to resolve**: 2h 51m

- **Impact**:
  - Orders were late
  - 40 were lost

- **Context**:
  - 09:10 Alert on queue length https://chat.example/p1
  - 09:40 ! restarted the consumer

- **Review actions**:
  - Alert on the oldest message
"""
ALERT = {
    "status": "firing",
    "commonLabels": {"alertname": "QueueLong", "severity": "critical"},
    "commonAnnotations": {"summary": "Orders queue over 10,000"},
    "alerts": [
        {"status": "firing", "labels": {"alertname": "QueueLong"}, "startsAt": "2024-05-02T08:10:00Z"}
    ],
}
NOTE_FIELDS = {
    *("id", "incident", "source", "line", "raw", "text", "kind", "occurred_at", "recorded_at", "precision"),
    *("approximate", "confidence", "zone_used", "zone_origin", "alternatives", "flags", "tags", "people"),
    *("references", "author", "struck", "destination"),
}


@pytest.fixture
def take(oncall: Oncall, tmp_path: Path) -> Any:
    """Imports a text, as a file, into an incident of its own; the parsed JSON."""

    def run(text: str | bytes, *options: str) -> Any:
        oncall("new", "Queue")
        file = tmp_path / "source.txt"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        ran = oncall("import", str(file), "--json", *options)
        assert ran.code == 0, ran.err
        return ran.json

    return run


def test_the_shape_of_the_answer(take: Any) -> None:
    taken = take("14:02 paged\n", "--zone", "Europe/London", "--date", "2024-05-02")
    assert set(taken) >= {"source", "zone", "zone_origin", "notes"}
    assert (taken["zone"], taken["zone_origin"]) == ("Europe/London", "source")
    (note,) = taken["notes"]
    assert set(note) >= NOTE_FIELDS
    assert (note["occurred_at"], note["precision"]) == ("2024-05-02T13:02:00Z", "minute")
    assert (note["line"], note["raw"], note["text"], note["destination"]) == (
        1,
        "14:02 paged",
        "paged",
        "row",
    )


def test_the_places_of_a_report(take: Any, oncall: Oncall) -> None:
    notes = take(REPORT, "--zone", "Europe/London")["notes"]
    places = [(note["destination"], note["text"]) for note in notes if note["destination"] != "kept"]
    assert places == [
        ("milestone", "First detected"),
        ("milestone", "Resolved"),
        ("claim", "Time to resolve: 2h 51m"),
        ("write-up", "Orders were late"),
        ("write-up", "40 were lost"),
        ("row", "Alert on queue length https://chat.example/p1"),
        ("row", "restarted the consumer"),
        ("idea", "Alert on the oldest message"),
    ]
    shown = oncall("show", "--json").json
    assert shown["incident"]["impact"] == "- Orders were late\n- 40 were lost"
    assert [(idea["title"], idea["status"]) for idea in shown["recommendations"]] == [
        ("Alert on the oldest message", "idea")
    ]


def test_rows_have_their_time_kind_and_references(take: Any) -> None:
    rows = [note for note in take(REPORT, "--zone", "Europe/London")["notes"] if note["destination"] == "row"]
    assert [(row["occurred_at"], row["kind"], row["references"]) for row in rows] == [
        ("2024-05-02T08:10:00Z", None, ["https://chat.example/p1"]),
        ("2024-05-02T08:40:00Z", "did", []),
    ]


def test_what_people_wrote_in_the_write_up_stays(take: Any, oncall: Oncall, tmp_path: Path) -> None:
    oncall("new", "Queue")
    oncall("set", "impact=nobody noticed")
    file = tmp_path / "report.md"
    file.write_text(REPORT)
    assert oncall("import", str(file)).code == 0
    assert oncall("show", "--json").json["incident"]["impact"] == "nobody noticed"


def test_without_json_it_says_on_stderr_what_went_where(oncall: Oncall, tmp_path: Path) -> None:
    oncall("new", "Queue")
    ran = oncall("import", "-", stdin=REPORT.encode())
    assert ran.out.endswith(" 13 lines\n")
    assert "5 kept, 2 milestone, 1 claim, 2 write-up, 2 rows, 1 idea" in ran.err
    assert "Queue" in ran.err
    assert oncall("import", "-", "-q", stdin=b"14:02 paged\n").err == ""


def test_a_log_is_folded_and_makes_no_rows(take: Any) -> None:
    taken = take("Mar 12 14:05:06 n1 cron[7]: ran\n" * 3)
    assert {note["destination"] for note in taken["notes"]} == {"folded"}
    assert taken["format"] == "syslog"


def test_ages_count_from_the_capture(take: Any) -> None:
    table = "LAST SEEN   TYPE      REASON    OBJECT   MESSAGE\n5m12s       Warning   BackOff   pod/a    x\n"
    note = take(table, "--captured", "2024-05-02T09:00:00Z")["notes"][1]
    assert note["occurred_at"] == "2024-05-02T08:54:48Z"


def test_the_format_can_be_named(take: Any) -> None:
    assert take("Mar 12 14:05:06 n1 cron[7]: ran\n", "--format", "text")["notes"][0]["destination"] == "row"


def test_bytes_that_are_no_text_are_kept(take: Any) -> None:
    data = b"14:02 caf\xe9 \x00\x1b[31m\r\n\xff\xfe\n"
    raws = [note["raw"].encode("utf-8", "surrogateescape") for note in take(data)["notes"]]
    assert raws == [b"14:02 caf\xe9 \x00\x1b[31m", b"\xff\xfe"]


def test_show_has_the_notes_that_import_answered(take: Any, oncall: Oncall) -> None:
    notes = take(REPORT)["notes"]
    shown = {note["id"]: note for note in oncall("show", "--json").json["notes"]}
    assert {note["id"]: (note["raw"], note["occurred_at"]) for note in notes} == {
        id: (note["raw"], note["occurred_at"]) for id, note in shown.items()
    }


@pytest.mark.parametrize(
    "words",
    [
        ["-"],
        ["nowhere.txt"],
        ["."],
        ["-", "--format", "klingon"],
        ["-", "--zone", "Mars"],
        ["-", "--date", "yesterday"],
        ["-", "--order", "ydm"],
        ["-", "--captured", "noon"],
        ["queue", "-", "-"],
        [],
    ],
)
def test_refused_with_nothing_changed(oncall: Oncall, words: list[str]) -> None:
    oncall("new", "Queue")
    ran = oncall("import", *words, stdin=b"14:02 paged\n" if len(words) > 1 else b" \n\r\n")
    assert ran.code == 2
    assert "Nothing was" in ran.err
    assert oncall("show", "--json").json["notes"] == []


def test_an_unknown_incident_is_not_found(oncall: Oncall) -> None:
    assert oncall("import", "nowhere", "-", stdin=b"14:02 paged\n").code == 3


@pytest.mark.parametrize(
    ("payload", "title", "severity", "at"),
    [
        (ALERT, "Orders queue over 10,000", "critical", "2024-05-02T08:10:00Z"),
        (
            {
                "incident": {
                    "title": "Disk",
                    "created_at": "2024-05-02T08:10:05Z",
                    "urgency": "high",
                    "priority": {"summary": "P1"},
                }
            },
            "Disk",
            "P1",
            "2024-05-02T08:10:05Z",
        ),
    ],
)
def test_an_alert_begins_an_incident(
    oncall: Oncall, tmp_path: Path, payload: dict[str, Any], title: str, severity: str, at: str
) -> None:
    file = tmp_path / "alert.json"
    file.write_text(json.dumps(payload))
    assert oncall("new", "--from", str(file)).code == 0
    shown = oncall("show", "--json").json
    assert (shown["incident"]["title"], shown["incident"]["severity"]) == (title, severity)
    assert [note["occurred_at"] for note in shown["notes"]] == [at]


def test_a_title_of_ones_own_comes_first(oncall: Oncall) -> None:
    made = oncall("new", "Orders late", "--from", "-", "--json", stdin=json.dumps(ALERT).encode()).json
    assert made["handle"] == "orders-late"


def test_what_is_no_alert_begins_nothing(oncall: Oncall) -> None:
    assert oncall("new", "--from", "-", stdin=b"14:02 paged\n").code == 2
    assert oncall("list", "--json").json["incidents"] == []


def test_an_import_is_undone_as_a_whole(take: Any, oncall: Oncall) -> None:
    taken = take(REPORT)
    assert taken["notes"]
    changes = oncall("show", "--json").json["history"]
    assert [change["label"] for change in changes] == ["imported source.txt"]


def test_a_paste_of_a_windows_console_is_utf_16(take: Any) -> None:
    (note,) = take("14:02 größer\r\n".encode("utf-16"), "--zone", "UTC")["notes"]
    assert (note["raw"], note["line"], note["occurred_at"][11:]) == ("14:02 größer", 1, "14:02:00Z")


def test_a_note_has_the_same_fields_in_import_and_in_show(take: Any, oncall: Oncall) -> None:
    notes = take("14:02 down\n14:03 up\n", "--zone", "UTC")["notes"]
    shown = {note["id"]: note for note in oncall("show", "--json").json["notes"]}
    assert [shown[note["id"]] for note in notes] == notes


def test_the_same_text_again_is_noticed_and_changes_nothing(oncall: Oncall) -> None:
    oncall("new", "Queue")
    first = oncall("import", "-", stdin=b"14:02 paged\n14:05 rolled back\n")
    again = oncall("import", "-", "--json", stdin=b"14:02 paged\n14:05 rolled back\n")
    assert again.code == 0
    assert (again.json["source"], again.json["already"]) == (first.out.split()[0], True)
    assert "The same text was imported at " in again.err
    assert "--again" in again.err
    assert len(oncall("show", "--json").json["notes"]) == 2
    assert oncall("import", "-", "--again", stdin=b"14:02 paged\n14:05 rolled back\n").code == 0
    assert len(oncall("show", "--json").json["notes"]) == 4


def test_the_result_names_an_assumed_day_and_an_odd_encoding(oncall: Oncall) -> None:
    oncall("new", "Queue")
    ran = oncall(
        "import", "-", "--captured", "2024-06-11T20:00:00Z", stdin="14:02 café\n".encode("windows-1252")
    )
    assert "day 2024-06-11 (assumed" in ran.err
    assert "windows-1252" in ran.err
    assert oncall("show", "--json").json["notes"][0]["text"] == "café"


def test_a_picture_is_refused_by_its_name(oncall: Oncall, tmp_path: Path) -> None:
    oncall("new", "Queue")
    (tmp_path / "graph.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    ran = oncall("import", str(tmp_path / "graph.png"))
    assert ran.code == 2
    assert "graph.png is a PNG picture. Nothing was changed." in ran.err


def test_a_zone_west_of_greenwich_is_a_word_of_its_own(oncall: Oncall) -> None:
    oncall("new", "Queue")
    ran = oncall(
        "import", "-", "--zone", "-05:00", "--date", "2024-06-11", "--json", stdin=b"14:02 down\n14:09 up\n"
    )
    assert [note["occurred_at"] for note in ran.json["notes"]] == [
        "2024-06-11T19:02:00Z",
        "2024-06-11T19:09:00Z",
    ]


def test_what_t_plus_counts_from_is_said_with_the_import_or_afterwards(oncall: Oncall) -> None:
    oncall("new", "Queue")
    said = oncall("import", "-", "--t0", "2024-06-11 14:02 UTC", "--json", stdin=b"T+0m down\nT+5m up\n")
    assert [note["occurred_at"] for note in said.json["notes"]] == [
        "2024-06-11T14:02:00Z",
        "2024-06-11T14:07:00Z",
    ]
    later = oncall("import", "-", "--json", stdin=b"T+7m seen\n").json
    assert later["notes"][0]["flags"] == ["no-t-zero"]
    incident = oncall("show", "--json").json["incident"]["id"]
    assert oncall("source", incident, later["source"], "t0=2024-06-11 14:02 UTC").code == 0
    assert oncall("show", "--json").json["notes"][-1]["occurred_at"] == "2024-06-11T14:09:00Z"


def test_a_t0_without_a_zone_is_refused(oncall: Oncall) -> None:
    oncall("new", "Queue")
    ran = oncall("import", "-", "--t0", "14:02", stdin=b"T+5m up\n")
    assert ran.code == 2
    assert "does not say when T0 was" in ran.err
