"""Notes with others: who wrote what, what is new, where the command line writes, the next update, how bad it is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.domain.instants import MINUTE
from oncall_tui.settings.settings import Settings
from tests.screens.harness import NOW, open_test_services, press, screen_lines, screen_text, settle, until


@pytest.fixture
def house(tmp_path: Path) -> ServiceContainer:
    services = open_test_services(tmp_path)
    services.incidents.create("Checkout 5xx")
    return services


def write(data: Path, author: str, texts: Sequence[str], now: int = NOW) -> None:
    """As another window or person does."""
    services = build_services(Settings(data=str(data), author=author), lambda: now)
    incident = services.incidents.find("checkout-5xx")
    for text in texts:
        services.capture.take(text, incident)
    services.capture.file_waiting(incident)


async def test_who_wrote_stands_in_a_column_once_more_than_one_person_writes(
    house: ServiceContainer, tmp_path: Path
) -> None:
    write(tmp_path, "ana", ["> 5xx at 11%"])
    app = OncallApp(house, ("1", house.incidents.current()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert " saw  5xx at 11%" in screen_text(pilot)
        write(tmp_path, "bartholomew", ["! rolled back"])
        await until(pilot, lambda: "rolled back" in screen_text(pilot))
        lines = screen_lines(app.screen)
        (saw,) = (line for line in lines if "5xx at" in line)
        (did,) = (line for line in lines if "rolled back" in line)
        assert saw.index("5xx at") == did.index("rolled back")
        assert " ana " in saw
        assert " bartholo " in did


async def test_notes_that_came_below_are_counted_until_one_is_there(
    house: ServiceContainer, tmp_path: Path
) -> None:
    write(tmp_path, "ana", [f"> line {number}" for number in range(40)])
    app = OncallApp(house, ("1", house.incidents.current()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "pageup")
        assert "new below" not in screen_text(pilot)
        write(tmp_path, "bo", ["> one", "> two", "> three"])
        await until(pilot, lambda: "3 new below" in screen_text(pilot))
        await press(pilot, "tab", "G")
        assert "new below" not in screen_text(pilot)


async def test_the_current_incident_is_said_when_it_is_another_one(
    house: ServiceContainer, tmp_path: Path
) -> None:
    shown = house.incidents.current()
    app = OncallApp(house, ("1", shown))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "goes to" not in screen_text(pilot)
        open_test_services(tmp_path).incidents.create("Payments slow")
        await until(pilot, lambda: "`oncall note` goes to payments-slow" in screen_text(pilot))


async def test_new_opens_an_incident_from_the_line_and_from_a_list(house: ServiceContainer) -> None:
    app = OncallApp(house, ("1", house.incidents.current()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *":new Payments slow")
        assert "a new incident, the current one: Payments slow" in screen_text(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "payments-slow" in screen_lines(app.screen)[0])
        await press(pilot, "tab", ":", *"new Third", "enter")
        await until(pilot, lambda: "third" in screen_lines(app.screen)[0])
    assert [row.handle for row in house.listings.rows()] == ["third", "payments-slow", "checkout-5xx"]
    assert house.capture.unfiled() == []


@pytest.mark.parametrize(("minutes", "said"), [(20, "due 04:19\n"), (4, "due 04:03, in 4m"), (-2, "2m LATE")])
async def test_the_next_update_is_reminded_of_before_it_is_late(
    tmp_path: Path, minutes: int, said: str
) -> None:
    now = [NOW]
    services = build_services(Settings(data=str(tmp_path), author="ana"), lambda: now[0])
    incident = services.incidents.create("Checkout 5xx").id
    services.capture.take(f":update rolling back next {max(minutes, 1)}m", incident)
    services.capture.file_waiting(incident)
    now[0] += 3 * MINUTE if minutes < 0 else 0
    async with OncallApp(services, ("1", incident)).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: said.strip() in screen_text(pilot))
        assert ("The next update is due soon" in screen_text(pilot)) is (minutes == 4)


async def test_a_severity_is_picked_by_what_it_means(house: ServiceContainer) -> None:
    incident = house.incidents.current() or ""
    async with OncallApp(house, ("1", incident)).run_test(size=(80, 24)) as pilot:
        await press(pilot, *":sev", "enter")
        assert "SEV1  people can't use the service" in screen_text(pilot)
        await press(pilot, *"way", "enter")
        await until(pilot, lambda: "checkout-5xx SEV2" in screen_text(pilot))
        await press(pilot, "tab", "s", "v", *"P1")
        assert "P1  not on the team's scale" in screen_text(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "checkout-5xx P1" in screen_text(pilot))


@pytest.mark.parametrize(
    ("stage", "size", "shown"),
    [
        ("responding", (100, 30), False),
        ("responding", (110, 40), False),
        ("responding", (130, 24), True),
        ("timeline", (100, 30), True),
    ],
)
async def test_the_pane_stays_shut_while_responding_unless_there_is_room_for_both(
    house: ServiceContainer, stage: str, size: tuple[int, int], shown: bool
) -> None:
    incident = house.incidents.current() or ""
    house.incidents.set(incident, {"stage": stage}, base_versions=None)
    house.capture.take("> 5xx", incident)
    app = OncallApp(house, ("1", incident))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert bool(app.screen.query_one("#detail").display) is shown
        await press(pilot, "tab", "v")
        assert bool(app.screen.query_one("#detail").display) is not shown
