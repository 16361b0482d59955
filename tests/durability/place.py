"""A data directory of its own, and the program run on it as a person runs it: as a process."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from oncall_tui.bootstrap import ServiceContainer, build_services
from oncall_tui.settings.settings import Settings

ONCALL = os.path.join(os.path.dirname(sys.executable), "oncall")
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Place:
    """One data directory and the incident that is current in it."""

    data: Path
    incident: str = "lag"

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the person who runs the tests, and no configuration."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith("ONCALL_")}
        return {
            **mine,
            "ONCALL_DATA": str(self.data),
            "ONCALL_CONFIG": str(self.data / "no-configuration"),
            "ONCALL_AUTHOR": "ana",
            "ONCALL_ZONE": "UTC",
        }

    def oncall(self, *words: str, given: str | bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        """One run to its end."""
        return subprocess.run(
            [ONCALL, *words],
            env=self.environment,
            input=given.encode() if isinstance(given, str) else given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A run that goes on in the background."""
        return subprocess.Popen(
            [ONCALL, *words],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def services(self) -> ServiceContainer:
        return build_services(Settings(data=str(self.data), author="ana", zone="UTC"))

    def raws(self) -> Counter[str]:
        """The raw text of every note of the incident, waiting ones included, and how often it is there."""
        services = self.services()
        view = services.incidents.view(services.incidents.find(self.incident))
        return Counter(note.raw for note in view.notes)


def new_place(data: Path) -> Place:
    place = Place(data)
    place.services().incidents.create(place.incident)
    return place
