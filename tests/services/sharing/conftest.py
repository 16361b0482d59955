"""People with a data directory each, one share, and a clock that stands until it is moved."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.settings.settings import Settings

START = 1_795_231_200_000_000  # 2026-11-21T03:20:00Z
Person = Callable[[str], ServiceContainer]


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def person(tmp_path: Path, clock: Clock) -> Person:
    (tmp_path / "share").mkdir()
    return lambda name: build_services(Settings(str(tmp_path / name), name, str(tmp_path / "share")), clock)
