"""Which theme is put on, the terminal's answer about its background, and state that is read without colour."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from oncall_tui.app import OncallApp
from oncall_tui.textual_overrides.background import BackgroundKnown, BackgroundReply, is_light
from oncall_tui.widgets.row_label import RowLabel
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.themes import DARK, HIGH_CONTRAST, LIGHT, high_contrast, theme_for
from tests.screens.harness import open_test_services, screen_text, settle

RICH = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
REPLIES = (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;rgb:1e/1e/2e\x07", b"\x1b]11;rgba:f/f/e/f\x07")


@pytest.mark.parametrize(
    ("wanted", "environment", "kept", "color", "theme"),
    [
        ("auto", RICH, None, True, DARK),
        ("auto", RICH, True, True, LIGHT),
        ("auto", {**RICH, "COLORFGBG": "0;15"}, None, True, LIGHT),
        ("auto", {**RICH, "COLORFGBG": "15;default;0"}, True, True, DARK),
        ("auto", {"TERM": "linux"}, None, True, "ansi-dark"),
        ("auto", {"TERM": "xterm"}, True, True, "ansi-light"),
        ("auto", {"TERM": "linux"}, None, False, DARK),
        ("auto", {"TERM": "tmux-256color"}, None, True, DARK),
        ("light", {"TERM": "linux"}, False, True, LIGHT),
        ("dark", RICH, True, True, DARK),
        ("high-contrast", RICH, True, True, HIGH_CONTRAST),
        ("terminal", RICH, True, True, "ansi-light"),
        ("terminal", RICH, None, False, DARK),
    ],
)
def test_the_theme_is_the_persons_else_the_terminals(
    wanted: str, environment: dict[str, str], kept: bool | None, color: bool, theme: str
) -> None:
    assert theme_for(wanted, environment, kept, color=color) == theme


@pytest.mark.parametrize(
    ("channels", "light"),
    [("ffff/ffff/ffff", True), ("0000/0000/0000", False), ("fd/f6/e3", True), ("00/00/ff", False), ("f/f", None),
     ("//", None)],
)  # fmt: skip
def test_a_background_is_light_by_how_bright_it_looks(channels: str, light: bool | None) -> None:
    assert is_light(channels) is light


@given(
    before=st.binary(max_size=8).filter(lambda data: b"\x1b" not in data),
    after=st.binary(max_size=8).filter(lambda data: b"\x1b" not in data),
    reply=st.sampled_from(REPLIES),
    cut=st.integers(0, 60),
)
def test_no_byte_of_the_answer_is_a_key_and_no_key_is_lost(
    before: bytes, after: bytes, reply: bytes, cut: int
) -> None:
    whole, taker = before + reply + after, BackgroundReply()
    cut = min(cut, len(whole))
    keys = taker.rest(whole[:cut]) + taker.rest(whole[cut:])
    assert taker.is_light is not None
    # The first byte alone can't be told from the Esc key, which must not wait.
    assert keys == before + (b"\x1b" if cut == len(before) + 1 else b"") + after


@given(st.lists(st.binary(max_size=12), max_size=6))
def test_without_an_answer_every_byte_is_a_key(parts: list[bytes]) -> None:
    taker = BackgroundReply()
    keys = b"".join(map(taker.rest, parts))
    assert keys + taker._held == b"".join(parts)
    assert taker._held == b"" or taker._held.startswith(b"\x1b]")


def test_high_contrast_keeps_seven_to_one() -> None:
    theme = high_contrast()
    for name in ("primary", "secondary", "warning", "error", "success", "accent", "foreground"):
        brightness = Color.parse(getattr(theme, name)).brightness
        assert (brightness + 0.05) / 0.05 > 7, name


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast", "terminal"])
async def test_each_theme_tells_the_cursor_and_the_tones_apart(tmp_path: Path, theme: str) -> None:
    services = open_test_services(tmp_path, theme=theme, demo=True)
    services.incidents.create("Checkout 5xx")
    app = OncallApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        row_list = app.screen.query_one(RowList)
        looks = [row_list.tone_style(tone) for tone in ("", "muted", "strong", "warn", "bad", "good")]
        assert len({str(look) for look in looks}) == len(looks)
        assert str(row_list.tone_style("", "cursor")) != str(row_list.tone_style())
        header = app.screen.query_one("#header", RowLabel)
        assert header.tone_style("warn").color != header.tone_style("warn").bgcolor


async def test_a_light_terminal_turns_the_screens_light_and_is_remembered(tmp_path: Path) -> None:
    services = open_test_services(tmp_path)
    app = OncallApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.post_message(BackgroundKnown(True))
        await settle(pilot)
        assert not app.current_theme.dark
        shown = screen_text(pilot)
    assert services.terminal_background.is_light()
    again = OncallApp(open_test_services(tmp_path))
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not again.current_theme.dark
        assert screen_text(pilot) == shown
