"""For every test: none may fail because the machine is busy."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the typist, who types no faster than people do, while the other tests keep the machine busy."""
    items.sort(key=lambda item: "tests/typist/" not in item.nodeid)


def pytest_collection_finish() -> None:
    """Keep the collector from going through all tests and modules again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def without_waiting_for_the_disk() -> Iterator[None]:
    """Let `fsync` return at once in this process, which no test unplugs: a busy disk takes milliseconds for each.

    Tests that watch the calls replace `os.fsync` themselves, and what is started as a process waits as it always does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield
