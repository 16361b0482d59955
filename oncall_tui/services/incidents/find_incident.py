"""Finding the incident that a command is about, with few imports: commands that only print pay for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall_tui.domain.errors import NotFoundError
from oncall_tui.domain.handles import find
from oncall_tui.storage.current_incident import read_current

if TYPE_CHECKING:
    from oncall_tui.settings.settings import Settings
    from oncall_tui.storage.catalogue import Catalogue
    from oncall_tui.storage.paths import DataPaths


def find_incident(name: str | None, settings: Settings, places: DataPaths, catalogue: Catalogue) -> str:
    """Return the id of the incident that a name, ONCALL_INCIDENT or the current one says (DESIGN, command line).

    Raises NotFoundError, or RefusedError when the name could be several.
    """
    wanted = name or settings.incident or read_current(places)
    if wanted is None:
        raise NotFoundError(
            "There is no current incident. Nothing was changed. "
            "`oncall new TITLE` starts one, `oncall use INC` picks one."
        )
    return find(wanted, catalogue.listing().names())
