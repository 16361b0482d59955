"""Small plots as text: a bar, and a row of columns. Plain characters where a terminal can draw no others."""

from collections.abc import Sequence

EIGHTHS = " ▏▎▍▌▋▊▉█"
COLUMNS = " ▁▂▃▄▅▆▇█"
PLAIN_COLUMNS = " .:-=+*#@"


def text_bar(value: float, most: float, width: int, *, plain: bool = False) -> str:
    """Return a bar of at most `width` cells; anything above zero shows at least a sliver."""
    if value <= 0 or most <= 0 or width <= 0:
        return ""
    eighths = max(1, round(width * 8 * min(value, most) / most))
    if plain:
        return "#" * max(1, round(eighths / 8))
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (EIGHTHS[rest] if rest else "")


def sparkline(values: Sequence[float], *, plain: bool = False) -> str:
    """One cell per value, in eighths of the greatest; a blank is zero."""
    signs = PLAIN_COLUMNS if plain else COLUMNS
    most = max(values, default=0)
    return "".join(
        signs[max(1, round(8 * value / most))] if most > 0 and value > 0 else " " for value in values
    )
