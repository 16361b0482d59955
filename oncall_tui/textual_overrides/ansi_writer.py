"""Styled cells as the text that a terminal obeys, with as few codes as the change from one style to the next needs.

Rich sets every colour anew for each piece of text and takes all of it back after it: forty bytes where ten would do.
"""

from collections.abc import Iterable

from rich.color import Color, ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.control import Control
from rich.style import Style
from textual.strip import Strip

PLAIN = Style.null()
RESET = "\x1b[0m"
BOLD = Style(bold=True)
StyledPiece = tuple[int, int, Strip]  # first cell, row, what stands there from that cell on


class AnsiWriter:
    """Writes for one kind of terminal. What a change of style takes is found out once."""

    def __init__(self, console: Console) -> None:
        self._colors: ColorSystem | None = COLOR_SYSTEMS.get(console.color_system or "")
        self._changes: dict[tuple[Style, Style, bool], tuple[str, Style]] = {}

    def write(self, pieces: Iterable[StyledPiece]) -> str:
        """All pieces, each in its place; the style is plain before and after."""
        written: list[str] = []
        style = PLAIN
        for x, y, strip in pieces:
            written.append(Control.move_to(x, y).segment.text)
            for text, wanted, _ in strip:
                codes, style = self._change(style, wanted or PLAIN, text.isspace())
                written += codes, text
        return "".join(written) + (RESET if style != PLAIN else "")

    def _change(self, before: Style, wanted: Style, blank: bool) -> tuple[str, Style]:
        """Return the codes, and the style that is in force after them: on blanks only the paper is seen."""
        if before is wanted or self._colors is None:
            return "", before
        asked = before, wanted, blank
        if asked not in self._changes:
            now = _papered(before, wanted) if blank else wanted
            self._changes[asked] = _codes(before, now, self._colors), now
        return self._changes[asked]


def _papered(before: Style, blank: Style) -> Style:
    """Return the style before with the paper of the blank, if a blank looks the same in it: nothing is drawn on
    either.
    """
    drawn = [style.underline or style.underline2 or style.strike or style.reverse or style.overline
             for style in (before, blank)]  # fmt: skip
    return blank if any(drawn) or blank.bgcolor is None else before + Style(bgcolor=blank.bgcolor)


def _codes(before: Style, now: Style, colors: ColorSystem) -> str:
    """Colours and bold are changed by themselves; underlined and the like begin from nothing."""
    if before.without_color + BOLD != now.without_color + BOLD:
        codes, _, _ = now.render("|", color_system=colors).partition("|")
        return RESET + codes
    bold = [] if bool(before.bold) == bool(now.bold) else ["1" if now.bold else "22"]
    ink = _color_codes(before.color, now.color, colors, foreground=True)
    paper = _color_codes(before.bgcolor, now.bgcolor, colors, foreground=False)
    codes = ";".join((*bold, *ink, *paper))
    return f"\x1b[{codes}m" if codes else ""


def _color_codes(
    before: Color | None, now: Color | None, colors: ColorSystem, *, foreground: bool
) -> Iterable[str]:
    return () if before == now else (now or Color.default()).downgrade(colors).get_ansi_codes(foreground)
