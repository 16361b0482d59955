"""The commands of incidents through their real entry point: shapes, exit codes, messages (DESIGN, command line)."""

import json
from pathlib import Path

import pytest

from oncall_tui.services.incidents.incidents import FIELDS
from tests.cli.conftest import Oncall


def test_new_prints_handle_and_id_and_makes_it_current(oncall: Oncall) -> None:
    made = oncall("new", "Checkout", "5xx", "--severity", "1", "--zone", "Europe/London", "--json").json
    assert made["handle"] == "checkout-5xx"
    incident = oncall("show", "--json").json["incident"]
    assert (
        incident.items()
        >= {
            "id": made["id"],
            "handle": "checkout-5xx",
            "title": "Checkout 5xx",
            "severity": "SEV1",
            "stage": "responding",
            "zone": "Europe/London",
        }.items()
    )


def test_global_options_work_before_and_after_the_command(oncall: Oncall, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    oncall("--data", other, "new", "Disk")
    assert oncall("list", "--json").json["incidents"] == []
    assert oncall("--json", "list", "--data", other).json["incidents"][0]["handle"] == "disk"


def test_use_and_set(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx")
    oncall("new", "Disk")
    assert oncall("use", "check").code == 0
    assert oncall("set", "severity=2", "type=bug").code == 0
    assert oncall("set", "disk", "stage=timeline", "--json").json["stage"] == "timeline"
    incident = oncall("show", "checkout-5xx", "--json").json["incident"]
    assert (incident["severity"], incident["type"]) == ("SEV2", "bug")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "nowhere"], 3),
        (["set", "nowhere", "severity=1"], 3),
        (["set", "checkout-5xx"], 2),
        (["set", "checkout-5xx", "severity"], 2),
        (["set", "checkout-5xx", "colour=red"], 2),
        (["set", "checkout-5xx", "zone=Mars"], 2),
        (["new", "--zone", "Mars"], 2),
        (["list", "--frobnicate"], 2),
        (["search"], 2),
        (["redact", "checkout-5xx", "0000"], 3),
        (["redact", "checkout-5xx", "0000", ""], 2),
        (["list"], 0),
        (["search", "nothing of the kind"], 0),
        (["handover"], 0),
        (["--version"], 0),
        (["--help"], 0),
    ],
)
def test_exit_codes(oncall: Oncall, words: list[str], code: int) -> None:
    oncall("new", "Checkout 5xx")
    ran = oncall(*words)
    assert ran.code == code
    if code:
        assert "Nothing was" in ran.err
        assert "Traceback" not in ran.err


def test_a_damaged_incident_exits_with_6_and_is_not_touched(oncall: Oncall, data: Path) -> None:
    made = oncall("new", "Checkout 5xx", "--json").json
    path = data / "incidents" / f"{made['id']}.json"
    path.write_bytes(b"{")
    for words in (["show", made["id"]], ["set", made["id"], "severity=1"], ["list"]):
        ran = oncall(*words)
        assert ran.code == 6
        assert "not touched" in ran.err
    assert oncall("note", "still taken").code == 0
    assert path.read_bytes() == b"{"


def test_search_finds_everything_everywhere(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx")
    oncall("note", "Redis pool full")
    oncall("new", "redis slow")
    hits = oncall("search", "REDIS", "--json").json["hits"]
    assert [(hit["handle"], hit["table"]) for hit in hits] == [
        ("redis-slow", "incident"),
        ("checkout-5xx", "notes"),
    ]


def test_redact_takes_a_secret_out_everywhere(oncall: Oncall, data: Path) -> None:
    oncall("new", "Checkout 5xx")
    note = oncall("note", "--json", "token s3cr3t-x9 used").json
    assert oncall("redact", "checkout-5xx", note["id"][:20], "s3cr3t-x9").code == 0
    held = [path for path in data.rglob("*") if path.is_file() and b"s3cr3t-x9" in path.read_bytes()]
    assert held == []


def test_handover_says_what_the_next_responder_needs(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx", "--severity", "1")
    for line in (
        ":detected PagerDuty",
        "! scaled 6 to 12",
        "= roll back",
        "? redis pool",
        ":lead @ana",
        ":link https://x.example dash",
    ):
        oncall("note", line)
    text = oncall("handover").out
    for expected in (
        "SEV1",
        "detected",
        "scaled 6 to 12",
        "roll back",
        "redis pool",
        "lead: ana",
        "https://x.example",
    ):
        assert expected in text


def test_output_never_holds_an_escape_sequence(oncall: Oncall) -> None:
    oncall("new", "Check\x1b]52;c;aGk=\x07out")
    oncall("note", "a \x1b[2J \x9b31m \u202e b")
    for words in (["list"], ["show"], ["search", "a"], ["handover"], ["note", "again"]):
        ran = oncall(*words)
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ran.out + ran.err)


def test_the_configuration_is_read_and_unknown_keys_are_named_with_their_line(
    oncall: Oncall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('author = "bo"\ncolour = "red"\nzone = "Europe/Paris"\n')
    monkeypatch.delenv("ONCALL_AUTHOR")
    made = oncall("new", "Checkout 5xx")
    assert "line 2" in made.err
    assert "colour" in made.err
    assert oncall("note", "--json", "x").json["author"] == "bo"
    assert oncall("show", "--json").json["incident"]["zone"] == "Europe/Paris"


def test_what_is_wrong_in_the_configuration_is_told_by_every_command_until_it_is_mended(
    oncall: Oncall, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    file = tmp_path / "config" / "config.toml"
    file.write_text('author = "bo"\nauth = "x"\nzone = ["UTC"]\n\n[table]\nb = 1\n')
    for words in (["list"], ["list"], ["config", "show"], ["note", "x"]):
        told = [
            line.partition("config.toml, ")[2]
            for line in oncall(*words).err.splitlines()
            if "config.toml" in line
        ]
        assert [line.partition(";")[0] for line in told] == [
            "line 2: there is no setting “auth”: did you mean author?",
            "line 3: zone wants a text in quotes, on one line",
            "line 5: there is no setting “table”, only author, zone, share, data, theme, ascii and [keys]",
        ]
    file.write_text('author = "bo"\n')
    assert not oncall("list").err.count("config.toml")


def test_a_broken_configuration_is_passed_by_with_its_place(oncall: Oncall, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("author = \n")
    ran = oncall("list")
    assert ran.code == 0
    assert "config.toml, line 1: " in ran.err
    assert oncall("config", "path").out.strip() == str(tmp_path / "config" / "config.toml")


@pytest.mark.parametrize(
    "words",
    ["--version", "list --version", "--version list", "rec --version", "rec add --version", "note --version"],
)
def test_the_version_is_told_before_and_after_any_command(oncall: Oncall, words: str) -> None:
    ran = oncall(*words.split())
    assert (ran.code, ran.out.split()[0]) == (0, "oncall")


def test_version_within_the_text_of_a_note_is_text(oncall: Oncall) -> None:
    assert oncall("note", "--json", "node", "--version", "hangs").json["raw"] == "node --version hangs"


def test_a_mistyped_command_is_told_as_such(oncall: Oncall) -> None:
    ran = oncall("tmeline")
    assert ran.code == 3
    assert "no command 'tmeline'" in ran.err


def test_the_screens_need_a_terminal(oncall: Oncall) -> None:
    ran = oncall()
    assert ran.code == 2
    assert "terminal" in ran.err


def test_as_a_process_of_its_own(process: Oncall) -> None:
    assert process("new", "Checkout 5xx").code == 0
    assert process("note", "5xx 11%").code == 0
    assert "5xx 11%" in process("show").out
    assert process("show", "nowhere").code == 3


WRITE_UP = {"identified": "an alert", "went_well": "the rollback", "could_be_better": "paging"}


def test_every_field_of_the_write_up_is_set_and_shown(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx")
    oncall("set", *(f"{name}={value}" for name, value in WRITE_UP.items()))
    assert oncall("show", "--json").json["incident"].items() >= WRITE_UP.items()
    assert "went_well: the rollback" in oncall("show").out


def test_links_and_tags_are_added_and_taken_out(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx")
    oncall("set", "tag=#redis", "tag=pool", "link=https://x.example")
    assert oncall("set", "tag-=redis", "--json").json["tags"] == ["pool"]
    assert oncall("set", "title-=x").code == 2


@pytest.mark.parametrize(
    "words", [["completion", "bash"], ["config", "show"], ["answer", "checkout-5xx", "1"]]
)
def test_json_is_asked_of_every_command(oncall: Oncall, words: list[str]) -> None:
    oncall("new", "Checkout 5xx")
    oncall("note", "5xx 11%")
    assert isinstance(oncall(*words, "--json").json, dict)


def test_two_incidents_of_one_handle_are_told_apart_by_their_ids(oncall: Oncall, tmp_path: Path) -> None:
    ids, share = [], tmp_path / "share"
    share.mkdir()
    for place in ("one", "two"):
        made = oncall("new", "Disk", "--data", str(tmp_path / place), "--json").json
        ids.append(made["id"])
        oncall("sync", "--data", str(tmp_path / place), "--share", str(share))
    refused = oncall("show", "disk", "--data", str(tmp_path / "two"))
    assert refused.code == 2
    assert all(f"disk ({id})" in refused.err for id in ids)


def test_a_damaged_incident_keeps_its_name_and_is_told_by_a_search(oncall: Oncall, data: Path) -> None:
    made = oncall("new", "Checkout 5xx", "--json").json
    (data / "incidents" / f"{made['id']}.json").write_bytes(b"{")
    for words in (["show", "checkout-5xx"], ["show", "check"], ["search", "anything"]):
        ran = oncall(*words)
        assert ran.code == 6
        assert made["id"] in ran.err
    assert oncall("note", "-i", "check", "still taken").code == 0


def test_repair_brings_back_what_only_the_damaged_file_had(oncall: Oncall, data: Path) -> None:
    made = oncall("new", "Checkout 5xx", "--json").json
    oncall("note", "the first")
    oncall("set", "severity=1")
    oncall("note", "filed by the last change")
    oncall("set", "severity=2")
    before = oncall("show", "--json").json
    path = data / "incidents" / f"{made['id']}.json"
    path.write_bytes(path.read_bytes()[:-2])
    assert oncall("show").code == 6
    assert "could still be read" in oncall("doctor", "--repair").out
    after = oncall("show", "--json").json
    assert after["notes"] == before["notes"]
    assert after["incident"] == before["incident"]


def test_repair_leaves_a_newer_file_alone(oncall: Oncall, data: Path) -> None:
    made = oncall("new", "Checkout 5xx", "--json").json
    oncall("set", "severity=1")
    path = data / "incidents" / f"{made['id']}.json"
    newer = path.read_bytes().replace(b'"format":1', b'"format":2')
    path.write_bytes(newer)
    assert oncall("doctor", "--repair").code == 7
    assert path.read_bytes() == newer


def test_doctor_names_what_was_written_into_a_file_by_hand(oncall: Oncall, data: Path) -> None:
    made = oncall("new", "Checkout 5xx", "--json").json
    oncall("set", "severity=1")
    assert oncall("doctor").code == 0
    path = data / "incidents" / f"{made['id']}.json"
    document = json.loads(path.read_text())
    document["postmortems"] = {"01k9zzzzzzzzzzzzzzzzzzzzzz": {"title": "by hand", "owner": "ana"}}
    path.write_text(json.dumps(document))
    ran = oncall("doctor")
    assert ran.code == 7
    assert "2 fields written into the file by hand" in ran.out
    assert "postmortems/01k9zzzzzzzzzzzzzzzzzzzzzz.owner" in ran.out
    assert oncall("show").code == 0


def test_redact_takes_out_what_was_made_from_a_secret_too(oncall: Oncall, data: Path) -> None:
    oncall("new", "Leak of S3CR3T-x9")
    note = oncall("note", "--json", 'see https://x.example/S3CR3T-x9"q #S3CR3T-x9').json
    oncall("list")
    assert oncall("redact", "leak", note["id"], 'S3CR3T-x9"q').code == 0
    assert oncall("redact", "leak", note["id"], "S3CR3T-x9").code == 0
    held = [path for path in data.rglob("*") if path.is_file() and b"s3cr3t" in path.read_bytes().lower()]
    assert held == []
    assert oncall("show", "--json").json["incident"]["handle"] == "leak-of-redacted"


def test_lists_and_searches_show_times_in_the_zone_that_was_asked_for(oncall: Oncall) -> None:
    oncall("new", "Checkout 5xx")
    oncall("note", "--at", "2026-11-21T03:16:02Z", "> redis pool is full")
    assert "2026-11-21T03:16:02Z" in oncall("search", "redis").out
    assert "2026-11-21 12:16:02 JST" in oncall("search", "redis", "--zone", "Asia/Tokyo").out
    assert "JST" in oncall("list", "--zone", "Asia/Tokyo").out
    for command in (["list"], ["search", "redis"], ["list", "--json"]):
        assert oncall(*command, "--zone", "Nowhere/City").code == 2


def test_the_help_of_set_names_every_field(oncall: Oncall) -> None:
    told = oncall("set", "--help").out
    assert [field for field in FIELDS if field not in told] == []


def test_a_list_is_not_behind_what_show_says_of_waiting_notes(oncall: Oncall) -> None:
    oncall("new", "checkout 5xx")
    oncall("list")
    oncall("note", ":sev 1")
    oncall("note", "+ alert on redis pool use")
    [row] = oncall("list", "--json").json["incidents"]
    shown = oncall("show", "--json").json
    assert (row["severity"], row["notes"], row["recommendations"]) == ("SEV1", 2, 1)
    assert row["severity"] == shown["incident"]["severity"]
    assert " SEV1 " in oncall("list").out


def test_what_waits_or_was_left_out_says_so_in_brackets(oncall: Oncall) -> None:
    oncall("new", "checkout 5xx")
    oncall("note", "restarted es-3")
    assert "restarted es-3 [not filed yet]" in oncall("show").out


def test_without_a_share_a_secret_is_not_said_to_be_shared(oncall: Oncall) -> None:
    oncall("new", "checkout 5xx")
    oncall("note", "export DB_PASSWORD=hunter2hunter2")
    ran = oncall("sync")
    assert (ran.code, "shared now" in ran.err) == (2, False)


@pytest.mark.parametrize("count", [1, 2])
def test_things_are_counted_in_words_that_agree(oncall: Oncall, count: int) -> None:
    for _ in range(count):
        oncall("note", "who is on call?")
    told = oncall("list").err
    assert ("1 unfiled note," in told) is (count == 1)
    assert ("2 unfiled notes," in told) is (count == 2)
    oncall("new", "checkout 5xx")
    for _ in range(count):
        oncall("note", "+ alert on redis pool use")
    assert f"{count:>4} note{'s' if count == 2 else ' '}  checkout" in oncall("list").out
    assert ("1 recommendation, 1 open" in oncall("recs").err) is (count == 1)
