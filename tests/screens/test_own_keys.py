"""Every key that works is in the help, every key of the help works; all of it follows the person's own keys."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widget import Widget

from oncall_tui.app import VIEWS, OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.note import Note
from oncall_tui.key_check import check_keys
from oncall_tui.key_registry import actions
from oncall_tui.screens.help import HelpScreen
from oncall_tui.settings.config_file import read_configuration
from oncall_tui.settings.resolve import own_keys
from oncall_tui.widgets.bindings import active_bindings
from oncall_tui.widgets.key_names import key_name
from tests.screens.harness import open_test_services, press, screen_lines, screen_text, settle

CONFIGURATIONS = Path(__file__).parents[1] / "cli" / "configurations"


def keys_of(name: str) -> dict[str, tuple[str, ...]]:
    """The checked keys of a worked configuration."""
    path = CONFIGURATIONS / f"{name}.toml"
    assert "keys" in tomllib.loads(path.read_text())
    checked = check_keys(own_keys(read_configuration(str(path), name).values))
    assert checked.problems == ()
    return dict(checked.keymap)


def filled(data: Path, **settings: Any) -> ServiceContainer:
    services = open_test_services(data, **settings)
    incident = services.incidents.create("Checkout 5xx").id
    for number in range(3):
        services.capture.take(f"-{9 - number}m > line {number}", incident)
    services.capture.file_waiting(incident)
    return services


def notes_of(services: ServiceContainer) -> tuple[Note, ...]:
    return tuple(services.incidents.view(services.incidents.find(None)).notes)


def around(app: OncallApp) -> list[DOMNode]:
    """What takes keys now: the focused widget and what is around it."""
    return list((app.focused or app.screen).ancestors_with_self)


def rows_of_help(screen: HelpScreen) -> Iterator[tuple[str, str]]:
    """(keys, words) of the help."""
    for name, rows in screen._sections:
        if name not in ("Words and signs", "What is shown"):
            for row in rows:
                yield row[0].text.strip(), row[1].text.strip()


@pytest.mark.parametrize("own", ["", "vim", "emacs"])
async def test_every_key_that_works_is_in_the_help_and_every_key_of_the_help_works(
    tmp_path: Path, own: str
) -> None:
    services = filled(tmp_path, keys=keys_of(own) if own else {})
    incident = services.incidents.current()
    app = OncallApp(services, ("0", incident))
    async with app.run_test(size=(80, 24)) as pilot:
        for view in VIEWS:
            await app.go(view, incident)
            await settle(pilot)
            app.screen.set_focus(app.screen.row_list)  # type: ignore[attr-defined]
            await settle(pilot)
            front = app.screen
            working: dict[str, tuple[DOMNode, Binding]] = {}
            for node in around(app):
                for binding in active_bindings(node):
                    if binding.description:
                        working.setdefault(key_name(binding.key), (node, binding))
                    name = binding.action.partition("(")[0].rpartition(".")[2]
                    owner = app if binding.action.startswith("app.") else node
                    assert hasattr(owner, f"action_{name}"), binding
            await press(pilot, "f1")
            assert isinstance(app.screen, HelpScreen)
            told = {key for keys, _ in rows_of_help(app.screen) for key in keys.split(" ")}
            assert set(working) <= told, (view, set(working) - told)
            typing = {key_name(each.key) for line in front.query(Widget) for each in active_bindings(line)}
            assert told <= set(working) | typing, (view, told - set(working) - typing)
            await press(pilot, "escape")


async def test_help_is_searched(tmp_path: Path) -> None:
    services = filled(tmp_path)
    async with OncallApp(services, ("2", services.incidents.current())).run_test(size=(80, 24)) as pilot:
        await press(pilot, "?", "/", *"row same moment")
        lines = [line for line in screen_lines(pilot.app.screen) if "Move the row" in line]
        assert [line.split()[0] for line in lines] == ["<", ">"], screen_text(pilot)
        assert "Settle the row" not in screen_text(pilot)
        await press(pilot, "enter", "escape")
        assert "Settle the row" in screen_text(pilot)
        await press(pilot, "escape")
        assert "[2 Timeline]" in screen_text(pilot)


async def test_a_vim_users_keys_are_in_force_everywhere(tmp_path: Path) -> None:
    services = filled(tmp_path, keys=keys_of("vim"))
    async with OncallApp(services, ("1", services.incidents.current())).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert "Esc commands" in screen_text(pilot)
        await press(pilot, "escape")
        assert "d leave out" in screen_text(pilot)
        await press(pilot, "d")
        assert len([note for note in notes_of(services) if note.struck]) == 1
        await press(pilot, "u", "ctrl+r", "ctrl+d")
        assert len([note for note in notes_of(services) if note.struck]) == 1
        await press(pilot, ":", *"leave the note")
        assert any("Leave the note" in line and line.endswith("d") for line in screen_lines(pilot.app.screen))


async def test_an_old_key_of_a_bound_action_is_free(tmp_path: Path) -> None:
    services = filled(tmp_path, keys={"notes.leave-out": ("f8",)})
    async with OncallApp(services, ("1", services.incidents.current())).run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "x")
        assert not any(note.struck for note in notes_of(services))
        await press(pilot, "f8")
        assert any(note.struck for note in notes_of(services))


def test_the_registry_has_every_id_once_and_words_for_each() -> None:
    found = [action.id for action in actions()]
    assert len(found) == len(set(found)) > 100
    assert all(action.words and action.keys and action.where for action in actions())


def test_the_keys_that_the_program_comes_with_are_right_by_its_own_check() -> None:
    assert check_keys({action.id: tuple(map(key_name, action.keys)) for action in actions()}).problems == ()
