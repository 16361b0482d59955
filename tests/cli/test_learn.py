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


def test_a_new_incident_says_which_one_it_looks_like_and_what_was_done_then(oncall: Oncall) -> None:
    assert "seen before" not in oncall("new", "redis pool full").err
    done = oncall("rec", "add", "redis-pool-full", "Limit the pool", "--json").json["id"]
    oncall("rec", "set", done, "status=done")
    made = oncall("new", "redis pool exhausted")
    assert made.code == 0
    assert "seen before: redis-pool-full (" in made.err
    assert "redis" in made.err
    assert len(made.out.split()) == 2
    assert oncall("new", "redis pool again", "--quiet").err == ""
    found = oncall("similar", "redis-pool-exhausted", "--json").json["similar"]
    (first,) = (each for each in found if each["handle"] == "redis-pool-full")
    assert [each["title"] for each in first["done"]] == ["Limit the pool"]
    told = oncall("similar", "redis-pool-exhausted").out
    assert f"Done, did it help? Limit the pool. `oncall rec set {done[-6:]} incident=INC`" in told
    assert oncall("rec", "set", done[-6:], "incident=redis-pool-exhausted").code == 0
    assert "seen-again" in oncall("recs", "--json").out
