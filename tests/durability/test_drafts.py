"""The half-typed line stands in the capture line again after whatever ended the program."""

import signal

import pytest

from tests.benchmarks.terminal import Terminal
from tests.durability.place import ONCALL, Place

LINE = "> lag is climbing ag"


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_a_half_typed_line_survives(place: Place, ending: signal.Signals) -> None:
    with Terminal([ONCALL, "lag"], place.environment) as screen:
        screen.wait_for("Notes")
        screen.send(LINE)
        screen.wait_for(LINE)
        screen.wait_for("draft kept")
        screen.kill(ending)
    with Terminal([ONCALL, "lag"], place.environment) as again:
        again.wait_for(LINE)
    assert not place.raws(), "a draft is no note"
