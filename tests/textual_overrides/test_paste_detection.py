"""A paste without brackets is told from typing by what arrives in one read."""

import pytest
from textual.events import Key, Paste

from oncall_tui.textual_overrides.paste_detection import UnbracketedPaste, detect_pastes


def keys(text: str) -> list[Key]:
    names = {"\n": "enter", "\t": "tab", " ": "space"}
    return [
        Key(names.get(character, character), "\r" if character == "\n" else character) for character in text
    ]


@pytest.mark.parametrize(
    "text", ["xq leave out all of it", "one\ntwo\nthree lines", "a\ttab\tin a table row"]
)
def test_a_dozen_different_keys_in_one_read_are_text(text: str) -> None:
    gathered = list(detect_pastes(keys(text)))
    assert [type(event) for event in gathered] == [UnbracketedPaste]
    assert isinstance(gathered[0], UnbracketedPaste)
    assert gathered[0].text == text


@pytest.mark.parametrize("text", ["", "x", "jjjjjjjjjjjjjjjjjjjj", "jkjkjkjkjkjkjkjk", "short words"])
def test_fewer_keys_or_a_held_one_are_keys(text: str) -> None:
    events = keys(text)
    assert list(detect_pastes(events)) == events


def test_other_keys_divide_a_burst_and_keep_their_place() -> None:
    events = [*keys("twelve letters"), Key("up", None), *keys("few")]
    gathered = list(detect_pastes(events))
    assert isinstance(gathered[0], UnbracketedPaste)
    assert gathered[1:] == events[14:]


def test_bracketed_pastes_pass_as_they_are() -> None:
    paste = Paste("x\ny")
    assert list(detect_pastes([paste])) == [paste]
