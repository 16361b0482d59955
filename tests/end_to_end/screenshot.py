"""`python -m tests.end_to_end.screenshot`: the README's picture, drawn by the program itself from the demo."""

import asyncio
import sys
import tempfile
from pathlib import Path

from oncall_tui.app import OncallApp
from oncall_tui.bootstrap import build_services
from oncall_tui.cli.demo import demo_settings, populate_demo
from oncall_tui.settings.settings import Settings

PICTURE = Path(__file__).parents[2] / "oncall_tui" / "demo" / "screenshot.svg"
SIZE = (118, 34)


async def picture(data: str) -> str:
    """The timeline that is being worked on, with the queue open at its second question."""
    settings = demo_settings(Settings(data=data, author="bea"), data)
    populate_demo(settings)
    services = build_services(settings)
    app = OncallApp(services, ("2", services.incidents.find("quote-latency")))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.5)
        await pilot.press("!", "n")
        await pilot.pause(0.5)
        return app.export_screenshot(title="oncall quote-latency")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        PICTURE.write_text(asyncio.run(picture(directory)), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")
