"""From rows to what Textual draws: one base class that turns tones into styles."""

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from oncall_tui.widgets.rows import TONES, Row, Span, cells, crop

CURSOR = "cursor"
CURSOR_AWAY = "cursor-away"


class RowPainter(Widget):
    """A widget that draws rows. The sheet says what `.tone--warn` and the others look like."""

    COMPONENT_CLASSES = {f"tone--{tone}" for tone in (*TONES, CURSOR, CURSOR_AWAY)}
    _styles_by_tone: dict[tuple[str, str], Style] | None = None

    def strip_of(self, row: Row, width: int, under: str = "") -> Strip:
        """The row cut and filled to `width` cells; `under` is a tone below all others, such as the cursor's."""
        safe = crop(row, width)
        filled = (*safe, Span(" " * (width - cells(safe))))
        segments = [Segment(span.text, self.tone_style(span.tone, under)) for span in filled if span.text]
        return Strip(segments, width).simplify()

    def tone_style(self, tone: str = "", under: str = "") -> Style:
        """The widget's own style, the tone `under`, then `tone`; found once per theme and sheet."""
        if self._styles_by_tone is None:
            self._styles_by_tone = {}
        if (tone, under) not in self._styles_by_tone:
            style = self._whole(under) if under else self.rich_style
            if tone:
                over = self._whole(tone)
                style += Style.from_color(over.color) + over.without_color
            self._styles_by_tone[tone, under] = style
        return self._styles_by_tone[tone, under]

    def _whole(self, tone: str) -> Style:
        """The tone on the widget's background: a partial style would lose what is see-through."""
        return self.get_component_rich_style(f"tone--{tone}")

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_by_tone = None
