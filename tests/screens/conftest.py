"""Nothing in a screen test may depend on how fast the machine is."""

import pytest


@pytest.fixture(autouse=True)
def messages_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a message at the foot until the next one, however long a busy machine takes to get there."""
    monkeypatch.setattr("oncall_tui.widgets.foot.SECONDS_TO_READ", 3600.0)
