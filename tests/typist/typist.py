"""Somebody who types anything anywhere, fast: words, keys, verbs and pastes into every view and every question.

Between bursts of nonsense the typist pastes a line that names itself and presses Enter. The program must be there, take
it within a bound, and have every such line exactly once in the end, whatever else was typed.
"""

import contextlib
import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from oncall_tui.domain.errors import OncallError
from tests.benchmarks.terminal import Terminal
from tests.durability.place import ONCALL, Place

WORDS = (
    *(
        "lag",
        "redis",
        "lead",
        "checkout",
        "is",
        "down",
        "quick",
        "seq",
        "sql",
        "equal",
        "queue",
        "quote",
        "handover",
    ),
    *(
        "status",
        "filter",
        "new",
        "incident",
        "resolve",
        "export",
        "merge",
        "14:02",
        "-5m",
        "@14:02",
        "~12:00",
        "ist",
    ),
    *(
        "owner:ana",
        "is:flagged",
        "due<2026-12-05",
        "kolkata",
        "Oslo",
        "UTC-7",
        "fri",
        "+2w",
        "PD-8841",
        "#redis",
        "@ana",
    ),
    *("https://x.example/a?b=(c)", "\\:sev", "é漢👩‍🚒", "[/b]", "';", "9999999999", ":sev1", ":", "::", "/"),
)
VERBS = (
    *(
        ":sev 2",
        ":lead @ana",
        ":mitigated",
        ":update hello next 30m",
        ":ack",
        ":resolved",
        ":link http://x y",
    ),
    *(":seen", ":help"),
)
LETTERS = "0125jkgGnNaeEtxKmzlLo#@*pMJBWTYyswiIcbOFfvuUS!C'+<>?/:[]"
NAMED = (
    *(
        "\r",
        "\t",
        "\x1b",
        " ",
        "\x7f",
        "\x1b[A",
        "\x1b[B",
        "\x1b[C",
        "\x1b[D",
        "\x1b[5~",
        "\x1b[6~",
        "\x1b[H",
    ),
    *(
        "\x01",
        "\x05",
        "\x15",
        "\x17",
        "\x0b",
        "\x0e",
        "\x10",
        "\x0c",
        "\x12",
        "\n",
        "\x1b[Z",
        "\x1bOP",
        "\x03",
    ),
)
PASTES = ("one line", "two\nlines of it", "a\tb\tc\n1\t2\t3", "\n".join(f"q x {n} pasted" for n in range(40)))
ESCAPE, ENTER, QUIT = "\x1b", "\r", "\x11"
# A `q` is a letter of a word only while the keys around it come faster than this (screens/key_queue.py).
ALONE_SECONDS = 0.2


@dataclass
class Report:
    """What a run saw: how many keys, how many lines were taken, how often it was left by a q that came alone."""

    seed: int
    keys: int = 0
    lines: list[str] = field(default_factory=list)
    left: int = 0
    slowest: float = 0.0

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {self.keys} keys, {len(self.lines)} lines taken, slowest {self.slowest:.1f} s, "
            f"left by a lone q {self.left} times"
        )


class Typist:
    """Types for so many rounds. Raises AssertionError, with the seed and the screen, for whatever must not happen."""

    def __init__(self, place: Place, seed: int, patience: float = 60.0) -> None:
        self._place = place
        self._chance = random.Random(seed)
        self._patience = patience
        self._history: list[str] = []
        self._sent_at: list[tuple[float, str]] = []
        self.report = Report(seed)

    def run(self, rounds: int, until: float | None = None) -> Report:
        """Type for so many rounds, or until a moment of `time.monotonic()`; then leave and look at what is stored."""
        screen = self._start()
        try:
            for number in range(rounds):
                if until is not None and time.monotonic() > until:
                    break
                self._type_anything(screen)
                if self._has_ended(screen):
                    screen = self._start_again(screen)
                screen = self._enter_a_line(screen, f"typist {self.report.seed}-{number}")
            screen.leave(ESCAPE * 3)
        finally:
            with contextlib.suppress(OSError):
                screen.__exit__()
        self._compare()
        return self.report

    def _start(self) -> Terminal:
        environment = {**self._place.environment, "EDITOR": "true", "VISUAL": "", "ONCALL_DEBUG": "1"}
        screen = Terminal([ONCALL], environment)
        screen.wait_for("Recommendations", self._patience)
        return screen

    def _start_again(self, screen: Terminal) -> Terminal:
        """The program has ended: that is right only if a q came alone."""
        lone = any(
            key == "q"
            and (index == 0 or at - self._sent_at[index - 1][0] > ALONE_SECONDS)
            | (index + 1 == len(self._sent_at) or self._sent_at[index + 1][0] - at > ALONE_SECONDS)
            for index, (at, key) in enumerate(self._sent_at)
        )
        as_asked = lone and screen.status == 0
        assert as_asked, self._what_happened(screen, f"ended with {screen.status}")
        self.report.left += 1
        os.close(screen.handle)
        self._sent_at.clear()
        return self._start()

    def _type_anything(self, screen: Terminal) -> None:
        chance = self._chance
        for _ in range(chance.randint(1, 6)):
            way = chance.choice(
                ("word", "word", "keys", "keys", "keys", "verb", "paste", "palette", "at once")
            )
            if way == "paste":
                self._send(screen, f"\x1b[200~{chance.choice(PASTES)}\x1b[201~")
            elif way == "at once":
                self._send(screen, "".join(chance.choices((*LETTERS, *NAMED), k=chance.randint(2, 9))))
            else:
                for key in self._keys(way):
                    self._send(screen, key)
                    time.sleep(chance.uniform(0.02, 0.07))
            screen.settle(0.001, 0.01)

    def _keys(self, way: str) -> list[str]:
        chance = self._chance
        if way == "word":
            return [*" ".join(chance.choices(WORDS, k=chance.randint(1, 3))), *chance.choice(("", ENTER))]
        if way == "verb":
            return [*chance.choice(VERBS), ENTER]
        if way == "palette":
            return [":", *chance.choice(WORDS), *chance.choice((ENTER, ENTER * 2, ESCAPE, "\x1b[6~\r"))]
        return [chance.choice((*LETTERS, *NAMED)) for _ in range(chance.randint(1, 12))]

    def _send(self, screen: Terminal, keys: str) -> None:
        with contextlib.suppress(OSError):  # it has ended: that is found out afterwards
            screen.send(keys)
        self.report.keys += len(keys)
        self._history.append(keys)
        self._sent_at.append((time.monotonic(), keys))
        del self._sent_at[:-200]

    def _has_ended(self, screen: Terminal) -> bool:
        """Whether the program ends within a moment; a q waits for that long before it leaves."""
        deadline = time.monotonic() + 0.4
        while time.monotonic() < deadline and screen.status is None:
            screen.settle(0.01, 0.05)
            pid, status = os.waitpid(screen.pid, os.WNOHANG)
            if pid:
                screen.status = os.waitstatus_to_exitcode(status)
        return screen.status is not None

    def _enter_a_line(self, screen: Terminal, line: str) -> Terminal:
        """Go back from wherever it is, paste the line and enter it; wait until it is on the disk."""
        for _ in range(5):
            self._send(screen, ESCAPE)
            time.sleep(0.12)  # the terminal's own delay after Esc
        self._send(screen, f"\x1b[200~{line}\x1b[201~")
        time.sleep(0.05)
        self._send(screen, ENTER)
        begun = time.monotonic()
        while line not in self._stored():
            if self._has_ended(screen):
                return self._start_again(screen)
            assert time.monotonic() - begun < self._patience, self._what_happened(
                screen, f"{line} was not taken"
            )
        self.report.slowest = max(self.report.slowest, time.monotonic() - begun)
        self.report.lines.append(line)
        return screen

    def _stored(self) -> str:
        """Every raw note anywhere, one a line."""
        return "\n".join(self._raws())

    def _raws(self) -> list[str]:
        services = self._place.services()
        raws = [note.raw for note in services.capture.unfiled()]
        for incident in services.store.incident_ids():
            with contextlib.suppress(OncallError):
                raws += [note.raw for note in services.incidents.view(incident).notes]
        return raws

    def _compare(self) -> None:
        """Every line that was taken is there exactly once, and every incident can be read."""
        services: Any = self._place.services()
        for incident in services.store.incident_ids():
            services.incidents.view(incident)
        found = Counter(
            line for raw in self._raws() for line in self.report.lines if line in raw.split("\n")[-1]
        )
        missing = [line for line in self.report.lines if not any(line in raw for raw in self._raws())]
        assert not missing, f"seed {self.report.seed}: lost {missing}"
        doubled = {
            line: count for line, count in found.items() if count > 1 and not _is_a_prefix(line, found)
        }
        assert not doubled, f"seed {self.report.seed}: {doubled}"

    def _what_happened(self, screen: Terminal, what: str) -> str:
        keys = " ".join(map(repr, self._history[-60:]))
        return f"seed {self.report.seed}: {what}\nlast keys: {keys}\n" + "\n".join(screen.screen())


def _is_a_prefix(line: str, lines: Counter[str]) -> bool:
    """`typist 1-1` stands in `typist 1-12` too."""
    return any(other != line and other.startswith(line) for other in lines)
