"""The real code over a fake world: nothing acknowledged is ever lost, and every broken variant is caught."""

import pytest

from tests.simulation.schedule import run
from tests.simulation.variants import VARIANTS, Variant

ENOUGH = 1000
# Schedules that caught a rare variant before are tried first. When the schedules change, the others find another.
CAUGHT_BEFORE = {
    "size not checked again": 233,
    "publish only on local change": 253,
    "redaction learnt from the incoming alone": 185,
}


def test_nothing_is_lost_and_all_come_to_rest_in_the_same_state() -> None:
    results = [run(seed) for seed in range(100)]
    assert [result for result in results if result.failed] == []
    assert sum(result.writes for result in results) > 1000


def test_the_same_seed_has_the_same_trace() -> None:
    assert run(7).trace == run(7).trace
    assert run(7).trace != run(8).trace


@pytest.mark.parametrize(("name", "variant"), VARIANTS.items(), ids=VARIANTS.keys())
def test_every_broken_variant_is_caught(name: str, variant: Variant) -> None:
    with variant():
        assert any(run(seed).failed for seed in (CAUGHT_BEFORE.get(name, 0), *range(ENOUGH)))


@pytest.mark.long
def test_nothing_is_lost_in_many_schedules() -> None:
    assert [seed for seed in range(5000) if run(seed).failed] == []


def test_nothing_is_lost_over_an_object_store_that_fails() -> None:
    pytest.importorskip("obstore")
    from tests.simulation.store_schedule import run_on_store

    results = [run_on_store(seed) for seed in range(8)]
    assert [result for result in results if result.failed] == []
    assert sum(result.writes for result in results) > 80
    assert run_on_store(7).trace == results[7].trace
