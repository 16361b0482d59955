"""Services over a real directory and a clock that is set by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.instants import parse_instant
from oncall_tui.settings.settings import Settings


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: str) -> None:
        self.now = parse_instant(start)

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock("2026-11-21T03:59:12Z")


@pytest.fixture
def open_as(tmp_path: Path, clock: HandClock) -> Callable[[str], ServiceContainer]:
    """Services of one data directory as an author has them; each call is another process."""
    return lambda author: build_services(Settings(data=str(tmp_path / "data"), author=author), clock)


@pytest.fixture
def services(open_as: Callable[[str], ServiceContainer]) -> ServiceContainer:
    return open_as("ana")


@pytest.fixture
def incident(services: ServiceContainer) -> str:
    return services.incidents.create("Checkout 5xx", severity="1", zone="Europe/London").id
