"""Logs of lines: where the stamp stands, and what is left to show."""

import pytest

from oncall_tui.formats.readers.detect_format import read_source


@pytest.mark.parametrize(
    ("line", "format", "stamp", "text"),
    [
        ("Mar  2 14:05:06 n1 cron[7]: ran", "syslog", "Mar  2 14:05:06", "n1 cron[7]: ran"),
        ("mars 12 14:05:06 n1 cron: ran", "syslog", "mars 12 14:05:06", "n1 cron: ran"),
        (
            "<34>1 2024-03-12T14:05:06.1Z n1 app 7 - - up",
            "syslog",
            "2024-03-12T14:05:06.1Z",
            "<34>1  n1 app 7 - - up",
        ),
        (
            "2024-03-12T14:05:06+01:00 n1 kubelet[7]: up",
            "syslog",
            "2024-03-12T14:05:06+01:00",
            "n1 kubelet[7]: up",
        ),
        (
            '10.0.0.1 - - [12/Mar/2024:14:05:06 +0000] "GET / HTTP/1.1" 200 5',
            "access",
            "12/Mar/2024:14:05:06 +0000",
            '10.0.0.1 - - "GET / HTTP/1.1" 200 5',
        ),
        ("I0312 14:05:06.000001       1 main.go:7] up", "log", "I0312 14:05:06.000001", "1 main.go:7] up"),
        ("2024-03-12 14:05:06,123 ERROR [main] down", "log", "2024-03-12 14:05:06,123", "ERROR [main] down"),
        ("[2024-03-12 14:05:06] WARN down", "log", "2024-03-12 14:05:06", "WARN down"),
        ("2024/03/12 14:05:06 [error] 7#7: *1 x", "log", "2024/03/12 14:05:06", "[error] 7#7: *1 x"),
        (
            "[Tue Mar 12 14:05:06.1 2024] [core:error] x",
            "log",
            "Tue Mar 12 14:05:06.1 2024",
            "[core:error] x",
        ),
        ("14:05:06.123 pool DEBUG x", "log", "14:05:06.123", "pool DEBUG x"),
        (
            'time="2024-03-12T14:05:06Z" level=info msg="it \\"is\\" up" n=1',
            "logfmt",
            "2024-03-12T14:05:06Z",
            'it "is" up',
        ),
        ("ts=1710252306.5 lvl=info host=n1", "logfmt", "1710252306.5", "ts=1710252306.5 lvl=info host=n1"),
    ],
)
def test_the_lines_of_logs(line: str, format: str, stamp: str, text: str) -> None:
    read = read_source(line)
    assert read.format == format
    (note,) = read.lines
    assert (note.stamp, note.text.replace("  ", " "), note.destination) == (
        stamp,
        text.replace("  ", " "),
        "folded",
    )


@pytest.mark.parametrize(
    "line",
    [
        "14:05 ERROR rate at 11%",
        "Mar 12 was a bad day: nothing worked",
        "a=1 b=2",
        "x=y",
        "I0312 is a name",
        "14:05:06 restarted it",
    ],
)
def test_what_people_write_is_no_log(line: str) -> None:
    assert read_source(line).format == "text"


def test_a_trace_stays_with_its_line() -> None:
    trace = "java.lang.IllegalStateException: x\n\tat a.B\nCaused by: y\n"
    source = f"2024-03-12 14:05:06 ERROR down\n{trace}2024-03-12 14:05:07 INFO up\n"
    assert [line.raw.count("\n") for line in read_source(source).lines] == [3, 0]


def test_the_table_of_kubectl_get_events() -> None:
    source = (
        "LAST SEEN   TYPE      REASON    OBJECT         MESSAGE\n"
        "5m12s       Warning   BackOff   pod/orders-1   Back-off restarting\n"
        "<unknown>   Normal    Pulled    pod/orders-2   ok\n"
        "\nafter\n"
    )
    read = read_source(source)
    assert [(line.stamp, line.text) for line in read.lines[1:3]] == [
        ("5m 12s ago", "Warning BackOff pod/orders-1: Back-off restarting"),
        ("<unknown>", "Normal Pulled pod/orders-2: ok"),
    ]
    assert read.lines[3].raw == "after"


def test_a_log_starts_folded_and_lines_beside_human_words_do_not() -> None:
    log = "".join(f"Mar 12 14:05:{second:02} n1 cron[7]: ran\n" for second in range(30))
    assert {line.destination for line in read_source(log).lines} == {"folded"}
    assert {line.destination for line in read_source(f"{log}-- MARK --\n").lines} == {"folded"}
    assert {line.destination for line in read_source(f"14:02 it began\n{log[:100]}").lines} == {"row"}


@pytest.mark.parametrize(
    "stamp",
    [
        "2024-03-12 14:05:06 +0000",
        "2024-03-12 14:05:06.123 +02",
        "2024-03-12 14:05:06 +0000 UTC",
        "2024-03-12 14:05:06 UTC+02:00",
        "2024-03-12 14:05:06 GMT+1",
        "2024-03-12 14:05:06 Europe/Berlin",
        "2024-03-12 14:05:06 (UTC)",
        "2024-03-12 14:05:06 [UTC]",
        "3/12/2024 02:05:06 PM",
        "02:05:06 PM PDT",
    ],
)
@pytest.mark.parametrize("line", ["{} ERROR it is down", "[{}] [7] [ERROR] it is down"])
def test_the_zone_and_the_half_of_the_day_stay_with_the_stamp(stamp: str, line: str) -> None:
    (note,) = read_source(line.format(stamp)).lines
    assert (note.stamp, note.text) == (stamp, line.format("").replace("[] ", "").strip())


def test_the_zone_of_a_syslog_line_stays_with_its_stamp() -> None:
    (note,) = read_source("Mar 12 14:05:06 CET web nginx[12]: up").lines
    assert (note.stamp, note.text) == ("Mar 12 14:05:06 CET", "web nginx[12]: up")
