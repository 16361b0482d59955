"""List the same controls over all incidents, from the catalogue: no document is read for them (L2)."""

from typing import TYPE_CHECKING

from oncall_tui.domain.analysis.control_classes import ControlClass, ControlUse, control_classes

if TYPE_CHECKING:
    from oncall_tui.storage.catalogue import Catalogue


class Controls:
    """Reads only."""

    def __init__(self, catalogue: "Catalogue") -> None:
        self._catalogue = catalogue

    def classes(self) -> list[ControlClass]:
        """Every control, those that failed in most incidents first."""
        summaries = self._catalogue.listing().summaries
        return control_classes(
            ControlUse(incident, *control)
            for incident, summary in summaries.items()
            for control in summary.get("controls", ())
        )

    def handles(self) -> dict[str, str]:
        """Return the handle of each incident, by id."""
        return {id: str(summary["handle"]) for id, summary in self._catalogue.listing().summaries.items()}
