"""`python -m tests.end_to_end.pictures DIR`: a picture of each screen, drawn by the program itself from the demo."""

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import build_services
from oncall_tui.cli.demo import demo_settings, populate_demo
from oncall_tui.settings.settings import Settings
from tests.screens.harness import press, settle

SIZE = (100, 30)
# Name of the picture: the view, the worked incident, and the keys that lead to what is shown.
PICTURES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "incidents": ("0", "manifest-lag", ()),
    "notes": ("1", "manifest-lag", ()),
    "timeline": ("2", "quote-latency", ("!",)),
    "write-up": ("3", "empty-backups", ()),
    "analysis": ("analysis", "empty-backups", ()),
    "review": ("4", "wrong-cluster-drain", ()),
    "recommendations": ("5", "manifest-lag", ()),
    "learning": ("0", "manifest-lag", ("L",)),
    "help": ("2", "quote-latency", ("?",)),
    "palette": ("2", "quote-latency", (":",)),
}


async def picture(data: str, name: str, theme: str = "dark") -> str:
    """Return the SVG of one screen, in one of the themes."""
    view, handle, keys = PICTURES[name]
    services = build_services(demo_settings(Settings(data=data, author="bea"), data)._replace(theme=theme))
    app = OncallApp(services, (view, services.incidents.find(handle)))
    async with app.run_test(size=SIZE) as pilot:
        await _shown(pilot, keys)
        return app.export_screenshot(title=f"oncall: {name}")


async def _shown(pilot: Pilot[Any], keys: tuple[str, ...]) -> None:
    await settle(pilot)
    for key in keys:
        await press(pilot, key)


async def draw(folder: Path, theme: str) -> None:
    """Draw every picture into a folder, from one copy of the worked incidents."""
    with tempfile.TemporaryDirectory() as data:
        populate_demo(demo_settings(Settings(data=data, author="bea"), data))
        for name in PICTURES:
            path = folder / f"{name}.svg"
            path.write_text(await picture(data, name, theme), encoding="utf-8")
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(folder, sys.argv[2] if len(sys.argv) > 2 else "dark"))
