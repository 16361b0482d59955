"""`learn --json` is what anybody gets who counts over the timelines themselves (L1)."""

import math
from collections import defaultdict
from pathlib import Path
from random import Random
from statistics import median

import pytest

from oncall_tui.bootstrap import build_services
from oncall_tui.domain.ids import UlidGenerator
from oncall_tui.domain.instants import DAY, MINUTE, format_instant, parse_instant
from oncall_tui.settings.settings import Settings
from tests.cli.conftest import Oncall

NOW = parse_instant("2026-11-21T10:00:00Z")
MILESTONES = ("started", "detected", "declared", "acknowledged", "mitigated", "resolved")
# Few have both ends of it, so that its figure is not computed.
RARE, RARE_EVERY = "acknowledged", 17


def generate(data: Path, count: int) -> list[str]:
    """Write incidents with some of their milestones, at minutes of their own; return their handles."""
    services, random = build_services(Settings(str(data), "ana"), lambda: NOW), Random(count)
    ids = UlidGenerator(lambda: NOW, random.randbytes)
    for number in range(count):
        began, id = NOW - (count - number) * DAY, ids.new()
        with services.store.transaction(id, create=True) as unit:
            handle = f"inc-{number:04}"
            unit.put("incident", id, {"handle": handle, "created_at": format_instant(began), "zone": "UTC"})
            for name in MILESTONES:
                if random.random() < 0.7 and (name != RARE or number % RARE_EVERY == 0):
                    at = began + random.randrange(600) * MINUTE
                    fields = {"raw": name, "text": name, "kind": "saw", "author": "ana"}
                    times = {"occurred_at": format_instant(at), "recorded_at": format_instant(at)}
                    note = unit.new_id()
                    unit.put("notes", note, {**fields, **times})
                    unit.put("events", note, {f"milestones:{name}": True})
    return [f"inc-{number:04}" for number in range(count)]


def assert_is_a_recount(oncall: Oncall, handles: list[str]) -> None:
    wanted = defaultdict(list)
    for handle in handles:
        for name, found in oncall("timeline", handle, "--json").json["durations"].items():
            if found is not None and found["seconds"] is not None:
                wanted[name].append((found["seconds"], handle, found["from"], found["to"]))
    learned = oncall("learn", "--json").json["durations"]
    assert {name for name, figure in learned.items() if figure["n"]} == set(wanted)
    for name, dots in wanted.items():
        figure = learned[name]
        keys = ("seconds", "handle", "from", "to")
        assert sorted(tuple(each[key] for key in keys) for each in figure["incidents"]) == sorted(dots)
        seconds = sorted(dot[0] for dot in dots)
        enough = len(seconds) >= 5
        assert figure["n"] == len(seconds)
        assert figure["median"] == (round(median(seconds)) if enough else None)
        assert figure["p90"] == (seconds[math.ceil(0.9 * len(seconds)) - 1] if enough else None)


def test_figures_are_a_recount_of_sixty_timelines_and_none_is_made_of_four(
    oncall: Oncall, data: Path
) -> None:
    assert_is_a_recount(oncall, generate(data, 60))
    rare = oncall("learn", "--json").json["durations"]["time_to_acknowledge"]
    assert 0 < rare["n"] < 5
    assert (rare["median"], rare["p90"]) == (None, None)
    (told,) = (line for line in oncall("learn").out.splitlines() if line.startswith("time to acknowledge"))
    assert "too few for a figure" in told


@pytest.mark.long
def test_figures_are_a_recount_of_a_thousand_timelines(oncall: Oncall, data: Path) -> None:
    assert_is_a_recount(oncall, generate(data, 1000))
