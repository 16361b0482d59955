"""The list that every view is made of: movement, marks, a cursor that stays with its row, hostile text, few bytes."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from oncall_tui.stylesheets import stylesheet_path
from oncall_tui.widgets.row_list import RowList
from oncall_tui.widgets.rows import FixedRow, FixedRows, Row, Span
from tests.screens.harness import press, settle


class Numbers:
    """Rows 0, 1, 2...; every tenth one is a divider. Counts how often each row is asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: Counter[int] = Counter()

    def __len__(self) -> int:
        return self.count

    def row_id(self, index: int) -> str:
        return str(index)

    def index_of(self, row_id: str) -> int | None:
        return int(row_id) if int(row_id) < self.count else None

    def row(self, index: int, width: int) -> Row:
        self.asked[index] += 1
        return (Span(f"row {index}"),)

    def selectable(self, index: int) -> bool:
        return index % 10 != 0


class ListApp(App[None]):
    CSS_PATH = [stylesheet_path("base.tcss")]

    def __init__(self, row_list: RowList) -> None:
        super().__init__()
        self.row_list = row_list
        self.messages: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.row_list

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.messages.append(message)


@asynccontextmanager
async def listing(row_list: RowList) -> AsyncIterator[Pilot[None]]:
    async with ListApp(row_list).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        yield pilot


def lines(row_list: RowList) -> list[str]:
    return [row_list.render_line(y).text.rstrip() for y in range(row_list.size.height)]


KEYS = [
    ([], 1),
    (["j", "down"], 3),
    (["j"] * 9, 11),
    (["j", "k"], 1),
    (["k"], 1),
    (["G"], 99_999),
    (["G", "g"], 1),
    (["pagedown"], 24),
    (["pagedown", "pageup"], 1),
    (["end", "home"], 1),
]


async def test_keys_move_the_cursor_over_dividers_and_keep_it_in_sight() -> None:
    row_list = RowList(Numbers(100_000))
    async with listing(row_list) as pilot:
        for keys, cursor in KEYS:
            await press(pilot, "g", *keys)
            assert row_list.cursor == cursor, keys
            assert f"›row {cursor}" in lines(row_list)


async def test_a_hundred_thousand_rows_open_without_being_asked_for() -> None:
    numbers = Numbers(100_000)
    async with listing(RowList(numbers)) as pilot:
        await press(pilot, "G")
        assert numbers.asked.total() < 300


async def test_moving_within_sight_asks_for_no_row_again() -> None:
    numbers = Numbers(10_000)
    async with listing(RowList(numbers)) as pilot:
        before = numbers.asked.total()
        await press(pilot, "j")
        assert numbers.asked.total() == before


async def test_the_next_page_is_ready_before_it_is_paged_to() -> None:
    numbers = Numbers(10_000)
    row_list = RowList(numbers)
    async with listing(row_list) as pilot:
        await press(pilot, "pagedown")
        row_list.prerender_adjacent_pages()  # the list's timer may do so too, now or later
        ready = Counter(numbers.asked)
        await press(pilot, "pagedown")
        top = row_list.scroll_offset.y
        in_sight = range(top, top + row_list.size.height)
        assert [numbers.asked[index] for index in in_sight] == [ready[index] for index in in_sight]
        assert f"›row {row_list.cursor}" in lines(row_list)


async def test_cursor_and_marks_stay_with_their_rows_when_data_changes() -> None:
    row_list = RowList(FixedRows([FixedRow(name, (Span(name),)) for name in "abc"]))
    async with listing(row_list) as pilot:
        await press(pilot, "j", "space", "k")
        row_list.set_rows(FixedRows([FixedRow(name, (Span(name),)) for name in "xyab"]))
        await settle(pilot)
        assert row_list.cursor_id == "b"
        assert row_list.marks == {"b"}
        assert lines(row_list)[:4] == [" x", " y", " a", "»b"]
        row_list.set_rows(FixedRows([FixedRow("x", (Span("x"),))]))
        assert (row_list.cursor_id, row_list.marks) == ("x", frozenset())
        row_list.set_rows(FixedRows())
        assert row_list.cursor_id is None


async def test_a_following_list_goes_to_new_rows_only_from_the_end() -> None:
    row_list = RowList(Numbers(100), follow=True)
    async with listing(row_list) as pilot:
        await press(pilot, "G")
        row_list.set_rows(Numbers(105))
        assert row_list.cursor == 104
        await press(pilot, "k")
        row_list.set_rows(Numbers(109))
        assert row_list.cursor == 103


async def test_enter_and_a_second_click_choose() -> None:
    row_list = RowList(FixedRows([FixedRow(name, (Span(name),)) for name in "abc"]))
    app = ListApp(row_list)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await pilot.click(row_list, offset=(3, 2))
        await pilot.click(row_list, offset=(3, 2))
        assert [message.row_id for message in app.messages] == ["a", "c"]


async def test_hostile_text_is_shown_as_symbols_on_one_line() -> None:
    text = "\x1b]52;c;aGk=\x07 \x9b31m [bold] [/ \u202e tfel \ud800 \x00 👩‍🚒 e\u0301 שלום" + "x" * 100_000
    row_list = RowList(FixedRows([FixedRow("a", (Span(text),))]))
    async with listing(row_list):
        line = row_list.render_line(0)
        assert line.cell_length == 80
        assert "␛]52;c;aGk=␇ ‹009B›31m [bold] [/ ‹202E› tfel ‹D800› ␀" in line.text
