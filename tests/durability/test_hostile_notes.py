"""Notes that attack the reader's terminal are shown harmlessly by every command and kept as they came."""

import json
import re

import pytest

from oncall_tui.domain.visible import BIDI
from tests.benchmarks.terminal import Terminal
from tests.durability.place import ONCALL, Place

HOSTILE = (
    "\x1b]52;c;c3RvbGVu\x07 sets the clipboard",
    "\x1b[2J\x1b[H\x1b[31mclears the screen",
    "\x9b31m and \x9d52;c;eA==\x9c in C1",
    "\u202eevil\u2066 bidi \u200f marks",
    "lone \ud800 surrogate \udfff halves",
    "[/] [bold [bold]markup[/bold] [@click=app.quit]quit[/]",
    "NUL \x00 bell \x07 backspace \x08\x08 delete \x7f return \r over",
    "x" * 100_000,
    "👩‍🚒🏴‍☠️ e\u0301\u0301\u0301 עברית العربية \u2028 line \u2029 paragraph",
)
DANGEROUS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{BIDI}\u2028\u2029]")
COMMANDS = (
    ("list",),
    ("show", "lag"),
    ("timeline", "lag"),
    ("timeline", "lag", "--format", "md"),
    ("timeline", "lag", "--format", "csv"),
    ("timeline", "lag", "--check"),
    ("handover", "lag"),
    ("search", "e"),
    ("recs",),
    ("recs", "--digest"),
)


@pytest.fixture
def attacked(place: Place) -> Place:
    """Hostile notes of every kind, ideas among them, and a hostile title."""
    services = place.services()
    incident = services.incidents.find("lag")
    for text in HOSTILE:
        for mark in ("", "> ", "= ", "+ ", "? "):
            services.capture.take(f"{mark}{text}", incident)
    services.incidents.set(
        incident,
        {"title": HOSTILE[0] + HOSTILE[3], "summary": HOSTILE[1], "handle": "lag"},
        base_versions=None,
    )
    return place


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_lets_a_control_out(attacked: Place, command: tuple[str, ...]) -> None:
    run = attacked.oncall(*command)
    assert run.returncode in (0, 7), run.stderr
    for out in (run.stdout, run.stderr):
        assert DANGEROUS.search(out.decode().replace("\r\n", "\n")) is None


def test_json_is_ascii_and_keeps_every_text_as_it_came(attacked: Place) -> None:
    run = attacked.oncall("show", "lag", "--json")
    assert run.stdout.isascii()
    raws = [note["raw"] for note in json.loads(run.stdout)["notes"]]
    assert set(HOSTILE) <= set(raws)


ATTACKS = (b"\x1b]52", b"\x1b[31mclears", b"\xc2\x9b31m", "\u202e".encode(), b"\x00", b"\x08\x08")
UP, DOWN, LEAVE_TEXT = "\x1b[5~", "\x1b[6~", "\t"


@pytest.mark.parametrize(
    ("words", "shown", "keys"),
    [
        ((), "c3RvbGVu", ("j", "k", "/")),
        (("lag",), "xxxxx", (UP, UP, DOWN, LEAVE_TEXT, "k", "v", "2", "j", "v", "5")),
    ],
    ids=["incidents", "the views of one"],
)
def test_no_screen_sends_what_a_note_holds_to_the_terminal(
    attacked: Place, words: tuple[str, ...], shown: str, keys: tuple[str, ...]
) -> None:
    if not words:
        (attacked.data / "current").unlink()
    with Terminal([ONCALL, *words], attacked.environment) as screen:
        screen.wait_for(shown)
        for key in keys:
            screen.press(key, patience=0.3)
        sent = b"".join(data for _, data in screen.chunks)
    assert [attack for attack in ATTACKS if attack in sent] == []
