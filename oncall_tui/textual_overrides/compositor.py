"""Draw a frame: only the lines that changed, and of the widgets on them only the visible ones.

Textual draws every line of every widget that a change touches, the containers behind a list too, and then drops
most of it. All that leans on the inside of Textual's compositor is in this file;
`tests/textual_overrides/test_compositor.py`
tells when another version of Textual no longer does what it needs.
"""

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class CullingCompositor(Compositor):
    """Draws for one screen."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """(region, clip, lines) of the widgets inside `crop`, from the front to the first that hides all others."""
        wanted = crop or self.size.region
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            rows = seen.intersection(wanted.grow((0, seen.width, 0, seen.width)))
            if rows:
                yield rows, clip, widget.render_lines(rows.translate(-region.offset))
            if rows.contains_region(wanted):
                return
