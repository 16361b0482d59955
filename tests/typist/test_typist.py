"""A short run of the typist; `python -m tests.typist` runs for as long as one likes."""

from pathlib import Path

import pytest

from tests.durability.place import new_place
from tests.typist.typist import Typist


@pytest.mark.parametrize(("seed", "rounds"), [(1, 3), pytest.param(3, 60, marks=pytest.mark.long)])
def test_nothing_that_is_typed_ends_the_program_or_loses_a_line(
    tmp_path: Path, seed: int, rounds: int
) -> None:
    report = Typist(new_place(tmp_path / "data"), seed).run(rounds)
    assert report.lines
