"""From the key that quits to the end of the process: what one waits for before the prompt is back."""

from collections.abc import Iterator

from oncall_tui.services.last_position import INCIDENTS
from tests.benchmarks.figure import Figure, interleaved
from tests.benchmarks.screens import ours, peer
from tests.benchmarks.stores import thousand_incidents
from tests.benchmarks.terminal import Terminal

CTRL_Q = "\x11"


def rows() -> Iterator[Figure]:
    data = thousand_incidents().left_in(INCIDENTS)
    compared = interleaved(
        lambda: _left(ours(data), "incident-0999"), lambda: _left(peer("hello"), "hello there")
    )
    yield Figure("quit to prompt", compared.ours, "ms", "<= 0.3", compared.ratio, "stock Textual")


def _left(terminal: Terminal, text: str) -> float:
    with terminal as screen:
        screen.wait_for(text)
        screen.settle()
        return screen.leave(CTRL_Q) * 1000
