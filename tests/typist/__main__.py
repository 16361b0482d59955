"""`python -m tests.typist --minutes 30 --seed 1`: a long run; one line for each seed."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.durability.place import new_place
from tests.typist.typist import Typist

ROUNDS = 25


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.typist")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    end, seed, failed = time.monotonic() + 60 * options.minutes, options.seed, 0
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as home:
            try:
                line = str(Typist(new_place(Path(home) / "data"), seed).run(ROUNDS, end))
            except (AssertionError, TimeoutError) as error:
                failed += 1
                line = f"FAILED {error}"
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        seed += 1
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
