"""Names of keys as people write them, and keys that do not arrive."""

import pytest

from oncall_tui.widgets.key_names import NAMES, key_name
from oncall_tui.widgets.own_keys import KeyNameError, read_key, swallowed


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("?", "question_mark"),
        ("^R", "ctrl+r"),
        ("C-r", "ctrl+r"),
        ("ctrl+R", "ctrl+r"),
        ("PgDn", "pagedown"),
        ("pagedown", "pagedown"),
        ("esc", "escape"),
        ("Shift+x", "X"),
        ("X", "X"),
        ("F5", "f5"),
        ("^_", "ctrl+underscore"),
        ("shift+left", "shift+left"),
        ("ü", "ü"),
    ],
)
def test_a_key_is_read_as_people_write_it(written: str, key: str) -> None:
    assert read_key(written) == key


@pytest.mark.parametrize("key", [*NAMES, "ctrl+j", "shift+tab", "ctrl+pageup", "x", "G"])
def test_what_the_help_calls_a_key_is_read_back(key: str) -> None:
    assert read_key(key_name(key)) == key


@pytest.mark.parametrize("written", ["", "gg", "ctrl+", "C-x C-s", "bogus", "ctrl+bogus"])
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(KeyNameError):
        read_key(written)


@pytest.mark.parametrize(
    "written",
    [
        "alt+x",
        "M-x",
        "super+c",
        "^I",
        "^M",
        "^H",
        "^[",
        "^B",
        "^A",
        "^S",
        "ctrl+shift+x",
        "ctrl+1",
        "shift+enter",
    ],
)
def test_keys_that_terminals_or_tmux_keep_are_told(written: str) -> None:
    try:
        assert swallowed(read_key(written))
    except KeyNameError:
        assert written == "M-x"


@pytest.mark.parametrize(
    "written", ["x", "^R", "F5", "ctrl+left", "^_", "^\\", "shift+tab", "Del", "ctrl+PgUp"]
)
def test_keys_that_arrive_are_let_through(written: str) -> None:
    assert swallowed(read_key(written)) == ""
