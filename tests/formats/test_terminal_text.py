"""What a command wrote to a terminal, as the text that could be read there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.formats.terminal_text import FULL_SCREEN, plain_text


@pytest.mark.parametrize(
    ("output", "text"),
    [
        ("plain\r\ntwo\r\n", "plain\ntwo"),
        ("a\n\nb\n", "a\n\nb"),
        ("\x1b[1;31mred\x1b[0m and \x1b[38;5;208morange\x1b[m", "red and orange"),
        ("\x1b]0;a title\x07$ ls\x1b]8;;https://x.test\x1b\\link\x1b]8;;\x1b\\", "$ lslink"),
        ("10%\r50%\r100%\ndone", "100%\ndone"),
        ("downloading\r\x1b[Kok", "ok"),
        ("\x1b[2K\x1b[1Gone", "one"),
        ("12\b\b34", "34"),
        ("a\tb", "a\tb"),
        ("one\ntwo\n\x1b[2A\x1b[KONE\n\x1b[KTWO\n", "ONE\nTWO"),
        ("name\x1b[20Gvalue", "name               value"),
        ("before\n\x1b[2J\x1b[Hafter", "before\nafter"),
        ("cut\x1b[31", "cut"),
        ("bell\x07 nul\x00", "bell nul"),
        ("before\n\x1b[?1049h\x1b[Hdrawn\x1b[?1049l\rafter\n", f"before\n{FULL_SCREEN}\nafter"),
        ("\x1b[?47hdrawn", FULL_SCREEN),
        ("drawn\x1b[?1049lafter", f"{FULL_SCREEN}\nafter"),
        ("\x1b[?25l\x1b[?2004hx\x1b[?25h", "x"),
        ("\x9b31mred\x9b0m \x9dtitle\x9c.", "red ."),
        ("é \udcff ✓\n", "é \udcff ✓"),
        ("", ""),
    ],
)
def test_a_terminal_shows(output: str, text: str) -> None:
    assert plain_text(output) == text


@given(st.text() | st.text(alphabet="\x1b[?;0129hlmHJKABCDEFGd\r\n\b\x07ab]\\"))
def test_the_text_holds_no_control_but_tab_and_newline(output: str) -> None:
    text = plain_text(output)
    assert not [character for character in text if character < " " and character not in "\t\n"]
    assert "\x1b" not in text


@given(st.text(alphabet=st.characters(exclude_categories=["Cc"])))
def test_text_without_controls_is_as_it_came(output: str) -> None:
    assert plain_text(output) == output.rstrip() or plain_text(output) == output


@pytest.mark.parametrize(
    "unit", ["\x1b[9999999Cx\n", "\x1b[99999;99999Hx", "\x1b[9999Bx\x1b[2J", "\x1b[999B\n"]
)
def test_few_bytes_never_make_a_text_without_measure(unit: str) -> None:
    assert len(plain_text(unit * 2000)) < 1_000_000
