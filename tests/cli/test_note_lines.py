"""`oncall note` says how a line was read, names what it did not understand, and clears nothing unasked (N1, N3)."""

import pytest

from oncall_tui.cli.note import _says_more
from tests.cli.conftest import Oncall


@pytest.fixture
def incident(oncall: Oncall) -> str:
    return str(oncall("new", "checkout 5xx", "--severity", "1", "--zone", "UTC", "--json").json["id"])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("restarted it 5 min ago", "The text holds a time: “5 min ago”. Noted as now."),
        ("@25:99 x", "The text holds a time"),
        (":sev1", "No verb “:sev1”: saved as text. Did you mean `:sev 1`?"),
        (":mitigate", "No verb “:mitigate”: saved as text. Did you mean `:mitigated`?"),
        (":ic @ana", "No verb “:ic”: saved as text. Did you mean `:lead`?"),
        (":wq", "No verb “:wq”: saved as text."),
        (":resolved?", "No verb “:resolved?”: saved as text."),
        ("-5m: drained it", "happened "),
    ],
)
def test_a_line_says_how_it_was_read(oncall: Oncall, incident: str, line: str, said: str) -> None:
    ran = oncall("note", line)
    assert (ran.code, ran.out) == (0, "")
    assert said in ran.err


@pytest.mark.parametrize("line", ["5xx at 11%, 3 pods of 12 on node group b", "lag is up"])
def test_a_line_without_a_time_loads_no_reader_of_times(line: str) -> None:
    assert not _says_more(line)


def test_a_plain_note_says_no_more_than_before(oncall: Oncall, incident: str) -> None:
    assert oncall("note", "5xx at 11%").err == "noted · checkout 5xx\n"


@pytest.mark.parametrize("line", [":sev", ":sev banana", ":lead", ":update", ":link", "-5m :sev"])
def test_a_verb_without_its_value_is_refused(oncall: Oncall, incident: str, line: str) -> None:
    oncall("note", ":lead @bo")
    ran = oncall("note", line)
    assert ran.code == 2
    assert "Nothing was saved." in ran.err
    shown = oncall("show", "--json").json
    assert (shown["incident"]["severity"], shown["incident"]["lead"], len(shown["notes"])) == (
        "SEV1",
        "bo",
        1,
    )


@pytest.mark.parametrize(
    ("line", "field"), [(":sev none", "severity"), (":lead none", "lead"), (":lead nobody", "lead")]
)
def test_none_clears(oncall: Oncall, incident: str, line: str, field: str) -> None:
    oncall("note", ":lead @bo")
    assert oncall("note", line).code == 0
    assert oncall("show", "--json").json["incident"][field] is None


@pytest.mark.parametrize(
    "words", [("new", "x", "--severity", "bad"), ("set", "severity=banana"), ("note", ":sev 9")]
)
def test_a_severity_that_is_none_is_refused_with_the_list(
    oncall: Oncall, incident: str, words: tuple[str, ...]
) -> None:
    ran = oncall(*words)
    assert ran.code == 2
    assert "is not a severity" in ran.err
    assert "SEV2" in ran.err


def test_lead_me_is_me(oncall: Oncall, incident: str) -> None:
    oncall("note", ":lead me")
    assert oncall("show", "--json").json["incident"]["lead"] == "ana"


def test_suspected_is_a_kind(oncall: Oncall, incident: str) -> None:
    oncall("note", "--kind", "suspected", "the cache")
    assert oncall("show", "--json").json["notes"][0]["kind"] == "suspect"
    assert "suspected" in oncall("note", "--kind", "guess", "x").err


def test_an_idea_by_its_kind_is_in_the_tracker_at_once(oncall: Oncall, incident: str) -> None:
    oncall("note", "--kind", "idea", "okapi alert")
    assert [item["title"] for item in oncall("recs", "okapi", "--json").json["recommendations"]] == [
        "okapi alert"
    ]


@pytest.mark.parametrize(
    ("words", "text", "is_due"),
    [
        (("Rolling back.", "--next", "30m"), "Rolling back.", True),
        (("Rolling back. next 45",), "Rolling back.", True),
        (("Rolling back, next update in 30 min",), "Rolling back", True),
        (("Rolling back.",), "Rolling back.", False),
    ],
)
def test_a_status_update_is_ready_to_paste(
    oncall: Oncall, incident: str, words: tuple[str, ...], text: str, is_due: bool
) -> None:
    oncall("note", "-20m :detected")
    ran = oncall("update", *words)
    lines = ran.out.splitlines()
    assert lines[0] == "SEV1 checkout 5xx: responding, 20m since detected"
    assert lines[1] == text
    assert lines[2].startswith("Detected ")
    assert lines[2].endswith(" UTC")
    assert [line.startswith("Next update ") and line.endswith(" UTC") for line in lines[3:]] == [
        True
    ] * is_due
    assert oncall("handover", "--update").out == ran.out
    assert "next" not in ran.out.replace("Next update", "")


def test_an_update_with_no_time_for_the_next_is_refused(oncall: Oncall, incident: str) -> None:
    ran = oncall("update", "Rolling back.", "--next", "soon")
    assert ran.code == 2
    assert oncall("show", "--json").json["notes"] == []


def test_a_span_keeps_its_end_in_every_format(oncall: Oncall, incident: str) -> None:
    oncall("note", "@2026-11-21 02:50-02:58 db was in failover")
    oncall("note", "@2026-11-21 03:10 back")
    first, second = oncall("timeline", "--json").json["events"]
    assert (first["ends_at"], second["ends_at"]) == ("2026-11-21T02:58:00Z", None)
    assert "2026-11-21 02:50–02:58" in oncall("timeline").out
    assert "2026-11-21 02:50–02:58" in oncall("timeline", "--format", "md").out
    assert "2026-11-21T02:58:00Z" in oncall("timeline", "--format", "csv").out


def test_a_time_in_the_text_is_asked_by_the_queue_and_taken(oncall: Oncall, incident: str) -> None:
    oncall("note", "bo rebooted it an hour ago")
    ran = oncall("timeline", "--check")
    assert ran.code == 7
    assert "The text holds a time: “an hour ago”" in ran.out + ran.err
    before = oncall("timeline", "--json").json["events"][0]["occurred_at"]
    assert oncall("answer", "1", "2").code == 0
    after = oncall("timeline", "--json").json["events"][0]
    assert after["occurred_at"] < before
    assert after["settled"]
