from tests.cli.conftest import Oncall


def test_durations_are_those_of_the_timelines(oncall: Oncall) -> None:
    for number in range(6):
        oncall("new", f"incident {number}")
        oncall("note", "--at", "2026-11-20 10:00", ":detected")
        oncall("note", "--at", f"2026-11-20 10:{10 + number}", ":mitigated")
    learned = oncall("learn", "--json").json
    counted = sorted(
        oncall("timeline", f"incident-{number}", "--json").json["durations"]["time_to_mitigate"]["seconds"]
        for number in range(6)
    )
    figure = learned["durations"]["time_to_mitigate"]
    assert sorted(each["seconds"] for each in figure["incidents"]) == counted
    assert (figure["n"], figure["median"], figure["p90"]) == (6, (counted[2] + counted[3]) // 2, counted[5])
    assert len(oncall("learn", "--format", "csv").out.splitlines()) == 1 + 6
    assert "6 incidents: median" in oncall("learn").out


def test_a_figure_over_four_incidents_is_not_computed(oncall: Oncall) -> None:
    oncall("new", "one")
    oncall("note", "--at", "2026-11-20 10:00", ":detected")
    oncall("note", "--at", "2026-11-20 10:30", ":resolved")
    figure = oncall("learn", "--json").json["durations"]["time_to_resolve"]
    assert (figure["n"], figure["median"], figure["p90"]) == (1, None, None)


def test_read_marks_and_votes_are_ones_own(oncall: Oncall) -> None:
    oncall("new", "disk space")
    oncall("note", "disk full")
    oncall("writeup", "set", "summary", "Disks were full.")
    assert oncall("learn", "vote", "disk-space", "useful=yes").code == 2
    oncall("complete")
    (writeup,) = oncall("learn", "--json").json["writeups"]
    assert (writeup["stage"], writeup["read"]) == ("complete", False)
    assert oncall("learn", "read", "disk-space").code == 0
    assert oncall("learn", "--json").json["writeups"][0]["read"] is True
    assert oncall("learn", "vote", "disk-space", "useful=partly", "tag=too late", "--json").json["votes"] == {
        "partly": 1
    }
    assert oncall("learn", "vote", "disk-space", "useful=maybe").code == 2


def test_similar_says_why_and_what_is_still_open(oncall: Oncall) -> None:
    oncall("new", "redis pool full")
    oncall("rec", "add", "redis-pool-full", "Alert on the pool")
    oncall("analysis", "add", "insight", "retries hold connections")
    oncall("new", "checkout: redis pool exhausted")
    (found,) = oncall("similar", "--json").json["similar"]
    assert found["handle"] == "redis-pool-full"
    assert "pool" in found["because"]["words"]
    assert found["insights"] == ["retries hold connections"]
    assert [each["title"] for each in found["recommendations"]] == ["Alert on the pool"]
    assert oncall("similar", "redis", "pool", "--json").json["similar"][0]["handle"]
    assert oncall("similar", "nothing like that", "--json").json == {"similar": []}
