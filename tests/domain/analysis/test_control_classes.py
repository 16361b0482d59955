"""The same control across incidents: joined by every pair that is here, named by its lowest id."""

import random

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.analysis.control_classes import ControlUse, class_keys, control_classes

IDS = st.sampled_from([f"c{number}" for number in range(8)])


def test_a_class_counts_incidents_not_findings() -> None:
    uses = [
        ControlUse("i2", "c2", "Restore drill", "c1", held=True),
        ControlUse("i1", "c1", "Restore drills", failed=True),
        ControlUse("i1", "c3", "Drill", "c2", failed=True),
        ControlUse("i4", "c4", "Drill", "c3", failed=True),
        ControlUse("i3", "c9", "Disk alert", failed=True, held=True),
    ]
    drill, alert = control_classes(uses)
    assert (drill.key, drill.name, drill.failed_in, drill.held_in) == ("c1", "Restore drills", 2, 1)
    assert drill.incidents == ("i1", "i2", "i4")
    assert (alert.failed_in, alert.held_in) == (1, 1)


def test_a_cycle_and_a_key_that_is_not_here_do_no_harm() -> None:
    assert class_keys([("b", "c"), ("c", "b")]) == {"b": "b", "c": "b"}
    assert class_keys([("b", "a")])["b"] == "a"
    assert class_keys([("b", "b"), ("d", "")]) == {"b": "b", "d": "d"}


@given(st.lists(st.tuples(IDS, IDS | st.just(""))), st.integers())
def test_the_order_in_which_pairs_arrive_does_not_matter(pairs: list[tuple[str, str]], seed: int) -> None:
    other = list(pairs)
    random.Random(seed).shuffle(other)
    keys = class_keys(pairs)
    assert class_keys(other) == keys
    assert all(keys[a] == keys[b] for a, b in pairs if b)
    assert all(keys[keys[id]] == keys[id] <= id for id in keys)
