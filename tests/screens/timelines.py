"""A Timeline screen over a small report with the faults that real ones have."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import TextArea

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.timeline.event import Event
from oncall_tui.domain.timeline.timeline import Timeline
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.screens.timeline.screen import TimelineScreen
from oncall_tui.services.sources.proposals import ImportInput
from tests.screens.harness import open_test_services, settle
from tests.screens.harness import press as press_keys

REPORT = """\
# Tokens in a public branch

- **Key events**
  - First detected 2026-11-18 15:35
  - Incident declared 2026-11-18 16:48
  - Resolved 2026-11-18 19:08

- **Time to resolve**: 2h 10m

- **Context**:
  - 2026-11-18 15:35 Plan pushed to the branch
  - 2026-11-18 16:48 More tokens found
  - 2026-11-18 16:48 Two of them are live
  - 2026-11-18 16:59 Incident declared in the channel, see https://chat.example/archives/C514ETYJX/p1795021142000000
  - 2026-11-18 17:20 Token list:
    first token
    second token
  - 2026-11-18 19:08 History purged
"""


@asynccontextmanager
async def timeline_open(
    data: Path, size: tuple[int, int] = (80, 24), report: str = REPORT
) -> AsyncIterator[Pilot[None]]:
    """The app with its timeline in front, all questions found."""
    services = open_test_services(data)
    incident = services.incidents.create("leak", severity="1", zone="Europe/London").id
    if report:
        services.importing.save(
            incident, services.importing.preview(incident, ImportInput(report, "report.md"))
        )
    async with OncallApp(services, ("2", incident)).run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def screen(pilot: Pilot[None]) -> TimelineScreen:
    assert isinstance(pilot.app.screen, TimelineScreen)
    return pilot.app.screen


def stored(pilot: Pilot[None]) -> Timeline:
    """The timeline as it is on the disk now."""
    services = pilot.app.services  # type: ignore[attr-defined]
    assert isinstance(services, ServiceContainer)
    return timeline_of(services.incidents.view(services.incidents.current() or ""))


def event(pilot: Pilot[None], words: str) -> Event:
    """The one stored row with these words."""
    (found,) = [event for event in stored(pilot) if words in event.text]
    return found


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Keys one by one, each with all that it starts; `type:words` puts words into the line that asks, at once."""
    for key in keys:
        if key.startswith("type:"):
            focused = pilot.app.focused
            assert isinstance(focused, TextArea)
            focused.insert(key.removeprefix("type:"))
        else:
            await press_keys(pilot, key)
        await settle(pilot)
