"""Nothing in a screen test may depend on how fast the machine is."""

import pytest


@pytest.fixture(autouse=True)
def messages_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a message at the foot until the next one, however long a busy machine takes to get there."""
    monkeypatch.setattr("oncall_tui.widgets.footer.SECONDS_TO_READ", 3600.0)


@pytest.fixture(autouse=True)
def nothing_is_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test by an error that the program would only tell at the foot."""
    monkeypatch.setenv("ONCALL_DEBUG", "1")
