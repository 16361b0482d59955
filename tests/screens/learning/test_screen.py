"""The learning page: each key once, over eight incidents (L1-L6)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer
from oncall_tui.domain.learning.figures import DurationMetric, PlotPoint
from oncall_tui.screens.incidents.screen import IncidentsScreen
from oncall_tui.screens.learning.rows import dot_lines
from oncall_tui.screens.learning.screen import LearningScreen
from oncall_tui.screens.text_page import TextPage
from oncall_tui.screens.writeup.screen import WriteupScreen
from tests.screens.harness import open_test_services, press, screen_lines, screen_text, settle

SMALL, WIDE = (80, 24), (160, 50)


def house_with(data: Path, incidents: int) -> ServiceContainer:
    """Incidents of 10 to 80 minutes each, with a control that failed in all of them; the first is complete."""
    house, first = open_test_services(data), ""
    for number in range(incidents):
        id = house.incidents.create(f"outage {number}", zone="UTC").id
        house.capture.take("@01:00 > errors", id)
        house.capture.take("@01:00 :detected", id)
        house.capture.take(f"@{1 + (number + 1) // 6:02}:{10 * (number + 1) % 60:02} :mitigated", id)
        control = house.analysis.add(id, "control", "Disk alert", [f"key={first}"] if first else [])
        first = first or control
        house.analysis.add(id, "finding", "too late", [f"control={control}", "how=late"])
        house.analysis.add(id, "insight", f"alerts name no owner {number}")
    return house


@asynccontextmanager
async def learning_open(
    data: Path, size: tuple[int, int] = SMALL, incidents: int = 8
) -> AsyncIterator[Pilot[None]]:
    async with OncallApp(house_with(data, incidents)).run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "L")
        assert isinstance(pilot.app.screen, LearningScreen)
        yield pilot


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_page_shows_writeups_controls_figures_and_insights(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with learning_open(tmp_path, size) as pilot:
        lines = screen_lines(pilot.app.screen)
        text = "\n".join(lines)
        assert "8 incidents" in lines[0]
        assert "Write-ups: 0 complete, 8 waiting" in text
        assert "nobody prepares it" in text
        assert "failed in 8, held in 0" in text
        assert "detected → mitigated, 8 incidents: median 45m, 9 in 10 under 1h20m" in text
        assert max(map(len, lines)) <= size[0]
        assert lines[-1].endswith("? help")
        await press(pilot, "G")
        assert "Insights 8 · open questions 0 · dissents 0" in screen_text(pilot)


async def test_fewer_than_five_incidents_make_no_figure(tmp_path: Path) -> None:
    async with learning_open(tmp_path, WIDE, incidents=4) as pilot:
        assert "median" not in screen_text(pilot)
        assert "How long it took" not in screen_text(pilot)


async def test_a_filter_leaves_the_rows_with_its_words_and_esc_ends_it(tmp_path: Path) -> None:
    async with learning_open(tmp_path) as pilot:
        await press(pilot, "slash", *"owner", "space", "3", "enter")
        assert "alerts name no owner 3" in screen_text(pilot)
        assert "Write-ups" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "Write-ups" in screen_text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, IncidentsScreen)


async def test_enter_opens_insights_and_the_findings_of_a_control(tmp_path: Path) -> None:
    async with learning_open(tmp_path) as pilot:
        await press(pilot, "slash", *"owner", "space", "3", "enter", "enter")
        assert isinstance(pilot.app.screen, WriteupScreen)
        await press(pilot, "0", "L", "slash", *"disk", "enter", "enter")
        assert "Its findings in which incident?" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WriteupScreen)


async def test_a_writeup_is_marked_as_read(tmp_path: Path) -> None:
    async with learning_open(tmp_path) as pilot:
        services = pilot.app.services  # type: ignore[attr-defined]
        await press(pilot, "m")
        assert "is marked as read." in screen_text(pilot)
        assert [each.readers for each in services.learning.facts()].count(("ana",)) == 1
        await press(pilot, "m")


async def test_b_groups_by_kind_y_copies_csv_and_help_says_what_is_shown(tmp_path: Path) -> None:
    async with learning_open(tmp_path) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LearningScreen)
        await press(pilot, "b")
        assert screen.wanted.by_kind
        await press(pilot, "Y")
        assert isinstance(pilot.app.screen, TextPage)
        assert "incident,title,duration,from,to,seconds" in screen_text(pilot)
        await press(pilot, "escape", "?")
        assert "no mean, no trend" in screen_text(pilot)


def test_dots_are_on_a_scale_on_which_twice_as_long_is_as_far() -> None:
    figure = DurationMetric(
        "x", tuple(PlotPoint("h", seconds) for seconds in (600, 1200, 2400, 2400)), 1200, 2400
    )
    dots, scale = dot_lines(figure, 45)
    places = [place for place, sign in enumerate(dots) if sign != " "]
    assert [dots[place] for place in places] == ["·", "·", ":"]
    assert places[1] - places[0] == places[2] - places[1]
    assert scale.startswith("10m")
    assert len(dots) <= 45
    assert dot_lines(figure, 45, ascii_only=True)[0].replace(" ", "") == "..:"
