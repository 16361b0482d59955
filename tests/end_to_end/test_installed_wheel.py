"""The wheel, installed somewhere else, is the whole program: code, style sheets and worked incidents."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `pip install .` builds it, without asking any index."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "from hatchling.build import build_wheel; import sys; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=CHECKOUT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the program is found in the unpacked wheel only; it is run from that folder."""
    home = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    mine = {name: value for name, value in os.environ.items() if not name.startswith("ONCALL_")}
    return {**mine, "PYTHONPATH": str(home), "PWD": str(home), "ONCALL_DATA": str(home / "data")}


def test_it_holds_the_style_sheets_and_the_worked_incidents_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for sheet in (CHECKOUT / "styles").glob("*.tcss"):
        assert f"oncall_tui/styles/{sheet.name}" in names
    assert "oncall_tui/demo/manifest-lag/notes.txt" in names
    assert not any(name.startswith(("tests/", "styles/")) for name in names)
    assert any(name.endswith(".data/data/share/man/man1/oncall.1") for name in names)


def test_it_is_the_installed_one_that_runs(elsewhere: dict[str, str]) -> None:
    where = [sys.executable, "-c", "import oncall_tui; print(oncall_tui.__file__)"]
    found = subprocess.run(
        where, env=elsewhere, cwd=elsewhere["PWD"], capture_output=True, text=True, check=True
    )
    assert found.stdout.startswith(elsewhere["PWD"])


def test_its_demo_opens_with_its_styles_and_ends_well(elsewhere: dict[str, str]) -> None:
    with Terminal([sys.executable, "-m", "oncall_tui", "demo"], elsewhere, cwd=elsewhere["PWD"]) as screen:
        screen.wait_for("DEMO")
        screen.wait_for("manifest-")  # a header of 80 cells cuts the handle
        screen.settle()
        screen.leave("\x11")
        assert screen.status == 0
