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


def test_two_windows_on_one_incident_keep_both_half_lines(place: Place) -> None:
    lines = ("draft of window one", "draft of window two")
    with (
        Terminal([ONCALL, "lag"], place.environment) as one,
        Terminal([ONCALL, "lag"], place.environment) as two,
    ):
        for screen, line in zip((one, two), lines, strict=True):
            screen.wait_for("Notes")
            screen.send(line)
            screen.wait_for("draft kept")
        one.kill(signal.SIGKILL)
        two.kill(signal.SIGKILL)
    with Terminal([ONCALL, "lag"], place.environment) as one:
        one.wait_for("draft of window")
        with Terminal([ONCALL, "lag"], place.environment) as two:
            two.wait_for("draft of window")
            shown = {line for line in lines for screen in (one, two) if line in "\n".join(screen.screen())}
    assert shown == set(lines)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGHUP])
def test_a_half_typed_section_survives(place: Place, ending: signal.Signals) -> None:
    """Its editor opens again at the next start, and what it saves then is whole."""
    with Terminal([ONCALL, "lag"], place.environment) as screen:
        screen.wait_for("Notes")
        screen.send("\t3")
        screen.wait_for("next: impact")
        screen.send("e")
        screen.wait_for("leave, saved")
        screen.send("Four teams")
        screen.wait_for("draft kept")
        screen.kill(ending)
    services = place.services()
    incident = services.incidents.find("lag")
    assert services.writeup.section(incident, "impact").text == "", "a draft is no text of the write-up"
    with Terminal([ONCALL], place.environment) as again:
        again.wait_for("this text was not saved yet")
        again.wait_for("Four teams")
        again.send(" waited")
        again.wait_for("draft kept")
        again.send("\t")
        again.wait_for("3 words")
    assert place.services().writeup.section(incident, "impact").text == "Four teams waited"
    assert not place.services().section_drafts.of(incident)
