"""The real review and completion over a fake world: nothing is lost, nothing is signed or ended wrongly."""

import pytest

from tests.simulation.review_schedule import run
from tests.simulation.variants import REVIEW_VARIANTS, Variant

# A broken variant is caught within a few of these.
SEEDS = range(10, 200)


def test_what_people_write_sign_and_end_in_a_review_is_what_is_printed_in_the_end() -> None:
    results = [run(seed) for seed in range(8)]
    assert [result for result in results if result.failed] == []
    assert sum(result.writes for result in results) > 500


def test_a_review_of_one_seed_has_one_trace() -> None:
    assert run(3).trace == run(3).trace


@pytest.mark.parametrize("variant", REVIEW_VARIANTS.values(), ids=REVIEW_VARIANTS.keys())
def test_every_broken_variant_of_a_review_is_caught(variant: Variant) -> None:
    with variant():
        assert any(run(seed).failed for seed in SEEDS)


@pytest.mark.long
def test_nothing_is_lost_in_many_reviews() -> None:
    assert [seed for seed in range(2000) if run(seed).failed] == []
