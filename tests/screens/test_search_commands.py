"""Any words are found from where one is, and Enter goes there."""

from pathlib import Path

import pytest
from textual.message import Message

from oncall_tui.app import OncallApp
from oncall_tui.read_models.search_passages import SearchHit
from oncall_tui.screens.messages import NotesRequested, RecommendationsRequested, TimelineRequested
from oncall_tui.screens.search_commands import matching_line, open_request
from tests.screens.harness import open_test_services, press, screen_text, settle


async def test_a_note_of_another_incident_is_found_and_shown(tmp_path: Path) -> None:
    house = open_test_services(tmp_path)
    disk = house.incidents.create("Disk full").id
    note = house.capture.take("first line\n[b]Redis[/b] pool is full", disk).id
    house.incidents.create("Checkout")
    async with OncallApp(house).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "tab", ":", *"b]redis")
        await settle(pilot)
        assert "disk-full  [b]Redis[/b] pool is full" in screen_text(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert "disk-full" in screen_text(pilot).splitlines()[0]
        assert pilot.app.screen.row_list.cursor_id == note  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("notes", NotesRequested("i", "r")),
        ("events", TimelineRequested("i", "r")),
        ("recommendations", RecommendationsRequested("i", "r")),
        ("incident", NotesRequested("i")),
        ("comments", NotesRequested("i")),
    ],
)
def test_each_kind_of_text_has_its_view(table: str, message: Message) -> None:
    request = open_request(SearchHit("i", "handle", table, "r", "text", None))
    assert (type(request), _said(request)) == (type(message), _said(message))


def _said(message: Message) -> dict[str, object]:
    return {
        name: value for name, value in vars(message).items() if not name.startswith("_") and name != "time"
    }


@pytest.mark.parametrize(
    ("text", "wanted", "line"),
    [
        ("one\n  Redis two\nthree", "rEDIS", "Redis two"),
        ("one\ntwo", "one\ntwo", "one"),
        ("nothing", "redis", "nothing"),
    ],
)
def test_a_paste_is_found_by_one_of_its_lines(text: str, wanted: str, line: str) -> None:
    assert matching_line(text, wanted) == line
