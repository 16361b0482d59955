"""Manual order: there is always room between two neighbours."""

from hypothesis import given
from hypothesis import strategies as st

from oncall_tui.domain.timeline.fractional_order import key_between, keys_after_move


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_every_move_puts_the_item_where_it_was_sent(moves: list[tuple[int, int]]) -> None:
    items = [(number, "") for number in range(8)]
    for origin, target in ((one % 8, other % 8) for one, other in moves):
        wanted = [number for number, _ in items]
        wanted.insert(target, wanted.pop(origin))
        for position, order in keys_after_move([order for _, order in items], origin, target).items():
            items[position] = (items[position][0], order)
        items.sort(key=lambda item: item[1])
        assert [number for number, _ in items] == wanted


def test_once_all_have_an_order_only_the_moved_item_changes() -> None:
    assert list(keys_after_move(["a", "b", "c"], 2, 0)) == [2]


def test_between_neighbours_that_touch() -> None:
    assert "a" < key_between("a", "b") < "b"
    assert "az" < key_between("az", "b") < "b"
