"""`python -m tests.simulation --schedules N --seed S`: runs schedules and says what was lost, with the seeds."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from multiprocessing import Pool

from tests.simulation import review_schedule, schedule
from tests.simulation.schedule import Result
from tests.simulation.variants import REVIEW_VARIANTS, VARIANTS


def main() -> int:
    """Exit 1 if any schedule failed; the trace of a seed is the same in every run."""
    options = _options()
    begun = time.monotonic()
    results = list(_results(options))
    failed = [result for result in results if result.failed]
    for result in failed[:20]:
        print(
            f"seed {result.seed}: lost {result.lost}, damaged {result.damaged}, leaked {result.leaked}, "
            f"wrong {result.wrong}, diverged {result.diverged}, restless {result.restless}"
        )
    print(
        f"{len(results)} schedules from seed {options.seed}, {sum(result.writes for result in results)} "
        f"acknowledged writes, {sum(len(result.lost) for result in results)} lost, "
        f"{sum(len(result.damaged) for result in results)} damaged, "
        f"{sum(len(result.leaked) for result in results)} leaked, "
        f"{sum(len(result.wrong) for result in results)} wrong, "
        f"{sum(result.diverged for result in results)} diverged, {len(failed)} failed; "
        f"quiet after at most {max(result.rounds for result in results)} rounds; "
        f"{time.monotonic() - begun:.0f} s"
    )
    if options.schedules == 1:
        print(f"trace {results[0].trace}")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--schedules", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the first seed")
    parser.add_argument("--reviews", action="store_true", help="people who review, sign and reopen")
    parser.add_argument("--store", action="store_true", help="over an object store in memory")
    variants = sorted({**VARIANTS, **REVIEW_VARIANTS})
    parser.add_argument("--variant", choices=variants, help="with this part broken")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), metavar="P")
    return parser.parse_args()


def _results(options: argparse.Namespace) -> Iterator[Result]:
    seeds = range(options.seed, options.seed + options.schedules)
    run = review_schedule.run if options.reviews else _on_store if options.store else schedule.run
    with {**VARIANTS, **REVIEW_VARIANTS}.get(options.variant, nullcontext)():
        if options.processes == 1 or options.schedules < 100:
            yield from map(run, seeds)
            return
        with Pool(options.processes) as pool:
            yield from pool.imap(run, seeds, chunksize=50)


def _on_store(seed: int) -> Result:
    """Run one over a store; its client must not be loaded before the processes are forked."""
    from tests.simulation.store_schedule import run_on_store

    return run_on_store(seed)


if __name__ == "__main__":
    sys.exit(main())
