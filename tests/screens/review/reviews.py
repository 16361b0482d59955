"""A Review screen over a generated incident: sixty rows, a few texts, two colleagues."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.instants import DAY, parse_instant
from oncall_tui.domain.review.records import Target
from oncall_tui.read_models.review_view import ReviewView
from oncall_tui.read_models.timeline_view import base_versions_of
from oncall_tui.screens.review.rows import ReviewRows
from oncall_tui.screens.review.screen import ReviewScreen
from oncall_tui.settings.settings import Settings
from tests.screens.harness import press as press_keys
from tests.screens.harness import settle

NOW = parse_instant("2026-11-21T09:00:00Z")
SMALL, WIDE = (80, 24), (160, 50)


class Team:
    """Three people at one data directory; `now` is the instant for all of them."""

    def __init__(self, data: Path, rows: int = 60) -> None:
        self.data, self.now = data, NOW
        self.ana = self.person("ana")
        self.incident = self.ana.incidents.create("disk space", severity="2", zone="Europe/London").id
        for number in range(rows):
            self.ana.capture.take(f"@{8 + number // 60:02}:{number % 60:02} > step {number}", self.incident)
        self.write("Pods could not start: the disk was full.")

    def write(self, summary: str) -> None:
        """Write the summary as somebody who has seen what was there."""
        seen = base_versions_of(self.ana.incidents.view(self.incident), self.incident, "incident")
        self.ana.writeup.set(self.incident, "summary", summary, base_versions=seen)

    def person(self, name: str) -> ServiceContainer:
        return build_services(Settings(data=str(self.data), author=name), lambda: self.now)

    def view(self) -> ReviewView:
        return self.ana.reviews.view(self.incident)

    def row(self, number: int) -> Target:
        """The row of that number."""
        return Target("events", self.view().writeup.timeline.keys[number][4])

    def open(self, *reviewers: str) -> None:
        self.ana.reviews.open(self.incident, self.now + 2 * DAY, reviewers or ("bo", "li"))


@asynccontextmanager
async def review_open(
    team: Team, name: str = "bo", size: tuple[int, int] = SMALL, *, greeted: bool = True
) -> AsyncIterator[Pilot[None]]:
    """The app with the review in front, as that person sees it."""
    services = team.person(name)
    if greeted:
        services.good_faith.mark_seen()
    async with OncallApp(services, ("4", team.incident)).run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


def screen(pilot: Pilot[None]) -> ReviewScreen:
    assert isinstance(pilot.app.screen, ReviewScreen)
    return pilot.app.screen


def title_here(pilot: Pilot[None]) -> str:
    """The title of the line under the cursor."""
    rows = screen(pilot).row_list.rows
    assert isinstance(rows, ReviewRows)
    line = rows.line(screen(pilot).row_list.cursor_id)
    return line.title if line else ""


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Keys one by one; `type:words` types the words, which are no keys to be counted."""
    for key in keys:
        if key.startswith("type:"):
            for character in key.removeprefix("type:"):
                await press_keys(pilot, "space" if character == " " else character)
        else:
            await press_keys(pilot, key)
