"""Manual order as text: between any two neighbours there is always room, so a move changes one row only."""

from itertools import pairwise

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def key_between(low: str, high: str) -> str:
    """Return a text that sorts after `low` and before `high`; "" stands for the beginning and for the end."""
    made = ""
    place = 0
    bounded = bool(high)
    while True:
        first = DIGITS.index(low[place]) if place < len(low) else 0
        last = DIGITS.index(high[place]) if bounded and place < len(high) else len(DIGITS)
        if last - first > 1:
            return made + DIGITS[(first + last) // 2]
        made += DIGITS[first]
        bounded = bounded and first == last
        place += 1


def keys_after_move(orders: list[str], origin: int, target: int) -> dict[int, str]:
    """Return new orders, by position now, that bring the item at `origin` to `target`.

    Where nobody ordered anything yet, all of them get one; else only the item that moves.
    """
    if "" in orders or any(one >= other for one, other in pairwise(orders)):
        places = list(range(len(orders)))
        places.insert(target, places.pop(origin))
        return dict(zip(places, _spread(len(orders)), strict=True))
    others = [*orders[:origin], *orders[origin + 1 :]]
    low = others[target - 1] if target > 0 else ""
    high = others[target] if target < len(others) else ""
    return {origin: key_between(low, high)}


def _spread(count: int) -> list[str]:
    """So many orders, one after the other."""
    made = [key_between("", "")]
    while len(made) < count:
        made.append(key_between(made[-1], ""))
    return made
