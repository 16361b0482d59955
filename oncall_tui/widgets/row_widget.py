"""From rows to what Textual draws: one base class that turns tones into styles.

The tones are component classes of the app and not of every widget: Textual matches each of them against every rule of
every sheet, which for a screen full of widgets would cost more than all the rest of the first frame.
"""

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from oncall_tui.widgets.rows import TONES, Row, Span, row_width, truncate_row

MOST_STRIPS = 1_000
CURSOR = "cursor"
CURSOR_AWAY = "cursor-away"
# An app takes these into its COMPONENT_CLASSES; its sheet says what `.tone--warn` and the others look like.
TONE_CLASSES = frozenset(f"tone--{tone}" for tone in (*TONES, CURSOR, CURSOR_AWAY))
# For terminals and fonts without them (`--ascii`): each sign as one plain character, so that no column moves.
# What was cut ends in `~`: after a full stop it would read as a sentence.
PLAIN = str.maketrans("─│├└‹›»▸✓✗∅…·→←↑↓⏎█▏–“”’", '-|+`<>>>+xo~.><^v/#|-""\'')


class RowWidget(Widget):
    """A widget that draws rows. In an app without tones they all look the same."""

    _styles_by_tone: dict[tuple[str, str], Style] | None = None
    _strips: dict[tuple[Row, int, str], Strip] | None = None

    def strip_of(self, row: Row, width: int, under: str = "") -> Strip:
        """Return the row cut and filled to `width` cells; `under` is a tone below all others, such as the cursor's.

        The same row is the same strip: what comes back into sight is not made again.
        """
        if self._strips is None or len(self._strips) > MOST_STRIPS:
            self._strips = {}
        asked = (row, width, under)
        if asked not in self._strips:
            self._strips[asked] = self._new_strip(*asked)
        return self._strips[asked]

    def _new_strip(self, row: Row, width: int, under: str) -> Strip:
        safe = truncate_row(row, width)
        if getattr(self.app, "ascii_only", False):
            safe = tuple(Span(span.text.translate(PLAIN), span.tone) for span in safe)
        filled = (*safe, Span(" " * (width - row_width(safe))))
        segments = [Segment(span.text, self.tone_style(span.tone, under)) for span in filled if span.text]
        return Strip(segments, width)

    def tone_style(self, tone: str = "", under: str = "") -> Style:
        """Return the widget's own style, the tone `under`, then `tone`; found once per theme and sheet."""
        if self._styles_by_tone is None:
            self._styles_by_tone = {}
        if (tone, under) not in self._styles_by_tone:
            style = self.rich_style
            for name in filter(None, (under, tone)):
                style += self._over(name)
            self._styles_by_tone[tone, under] = style
        return self._styles_by_tone[tone, under]

    def _over(self, tone: str) -> Style:
        """Return the style changes of the tone; see-through colours are laid over the widget's background."""
        try:
            styles = self.app.get_component_styles(f"tone--{tone}")
        except KeyError:
            return Style.null()
        _, background = self.background_colors
        color = (background + styles.color).rich_color if styles.has_rule("color") else None
        below = (background + styles.background).rich_color if styles.has_rule("background") else None
        return Style(color=color, bgcolor=below) + styles.text_style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_by_tone = self._strips = None
