"""Compute where a cursor may be in a list, and how far the list is scrolled to show it. Pure."""

from itertools import chain

from oncall_tui.widgets.rows import Rows


def nearest_selectable(rows: Rows, index: int, step: int = 1) -> int | None:
    """Return the first selectable row from `index` on in the direction of `step`, else the nearest the other way."""
    count = len(rows)
    down, up = range(max(index, 0), count), range(min(index, count - 1), -1, -1)
    ways = (down, up) if step > 0 else (up, down)
    return next((place for place in chain(*ways) if rows.selectable(place)), None)


def scroll_top_for(cursor: int, top: int, height: int) -> int:
    """Return the top line that brings the cursor into sight: by half a page at the edge, so that a held key
    repaints the list seldom; the one that there is, if the cursor is in sight already.
    """
    if top <= cursor < top + height:
        return top
    below = cursor >= top + height
    far = abs(cursor - top) > 2 * height
    return max(0, cursor - (height // 2 if far or below else height - 1 - height // 2))
