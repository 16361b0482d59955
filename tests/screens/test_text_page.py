"""A text that writes itself goes into a file from the screen, and never over another one."""

from pathlib import Path

import pytest

from oncall_tui.app import OncallApp
from oncall_tui.screens.text_page import write_new
from tests.screens.harness import open_test_services, press, screen_text


async def test_the_handover_is_written_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    services = open_test_services(
        tmp_path / "data", problems=("config.toml, line 2: zone wants a text.", "another")
    )
    incident = services.incidents.create("Checkout 5xx").id
    services.capture.take("> 5xx at 11%", incident)
    async with OncallApp(services, ("1", incident)).run_test(size=(100, 24)) as pilot:
        await press(pilot, "tab")
        assert "! config.toml, line 2: zone wants a text. 1 more: `oncall config check`." in screen_text(
            pilot
        )
        await press(pilot, "Y", "h", "w")
        assert "Written to " in screen_text(pilot)
    (written,) = tmp_path.glob("oncall-*")
    assert "5xx at 11%" in written.read_text()


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = [
        Path(write_new("The durations as CSV, copied", text)).name for text in ("one", "two\n", "# three")
    ]
    assert names == [f"oncall-the-durations-as-csv{more}.csv" for more in ("", "-2", "-3")]
    assert [(tmp_path / name).read_text() for name in names] == ["one\n", "two\n", "# three\n"]
    assert Path(write_new("../../etc/passwd", "x")).parent == tmp_path
    assert Path(write_new("", "# Title")).name == "oncall-text.md"


async def test_a_directory_that_can_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(title: str, text: str) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("oncall_tui.screens.text_page.write_new", refuse)
    services = open_test_services(tmp_path)
    incident = services.incidents.create("Checkout 5xx").id
    async with OncallApp(services, ("1", incident)).run_test(size=(100, 24)) as pilot:
        await press(pilot, "tab", "Y", "h", "w")
        assert "It can't be written: Permission denied. Nothing was changed; y copies it." in screen_text(
            pilot
        )
