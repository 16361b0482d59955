"""Lines typed or pasted faster than anybody reads: none is lost, cut or taken for a command."""

from collections import Counter

import pytest

from tests.benchmarks.terminal import Terminal
from tests.durability.place import ONCALL, Place

LINES = [f"! q x 0 line {number}, not a command" for number in range(200)]
PASTE = "\n".join(LINES)


QUIT = "\x11"


@pytest.mark.parametrize(
    "burst", [200, pytest.param(7, marks=pytest.mark.long), pytest.param(1, marks=pytest.mark.long)]
)
def test_two_hundred_lines_typed_in_bursts(place: Place, burst: int) -> None:
    """And then left at once: quitting waits for what is not on the disk yet."""
    with Terminal([ONCALL, "lag"], place.environment) as screen:
        screen.wait_for("Enter save")
        for start in range(0, len(LINES), burst):
            screen.press("".join(f"{line}\r" for line in LINES[start : start + burst]), patience=0)
        screen.leave(QUIT, patience=60)
        assert screen.status == 0
    assert place.raws() == Counter(LINES)


@pytest.mark.parametrize("leave_text_first", [False, True], ids=["in the capture line", "in the list"])
def test_a_bracketed_paste_is_one_folded_note(place: Place, leave_text_first: bool) -> None:
    with Terminal([ONCALL, "lag"], place.environment) as screen:
        screen.wait_for("Enter save")
        if leave_text_first:
            screen.press("\t")
            screen.wait_for("a write")
        screen.press(f"\x1b[200~{PASTE}\x1b[201~")
        screen.wait_for("200 lines")
    assert place.raws() == {PASTE: 1}
