"""`I`: a file becomes a source of an incident, after a look at what it would become.

The readers of every format are loaded when the key is first pressed, not with the view.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Protocol

from oncall_tui.screens.prompting import PromptingScreen, prompting_action
from oncall_tui.screens.services import Services

if TYPE_CHECKING:
    from oncall_tui.services.sources.importing import ImportResult, SourceImporter
    from oncall_tui.services.sources.proposals import ImportInput


class ImportServices(Services, Protocol):
    """Services for an import beyond those of every screen."""

    @property
    def importing(self) -> SourceImporter: ...


class ImportActions(PromptingScreen):
    """For the views in which `I` imports. They say into which incident, and what to do when it is done.

    It stands behind the view among a screen's bases: the names that style sheets know are those of the first ones.
    """

    services: ImportServices

    def import_incident(self) -> str | None:
        """Return the incident that is imported into; None for one that is made of the material. Raises RefusedError."""
        raise NotImplementedError

    def imported(self, imported: ImportResult) -> None:
        """Show what was imported."""
        raise NotImplementedError

    @prompting_action
    async def action_import_file(self) -> None:
        from oncall_tui.services.sources.input_files import file_material, file_words
        from oncall_tui.services.sources.proposals import ImportInput

        incident = self.import_incident()
        path = await self.ask("File:", consequence=file_words)
        if path is not None and path.strip():
            await self._preview(incident, await asyncio.to_thread(file_material, path.strip()))
        elif path is not None:
            from oncall_tui.screens.editor import edit_externally

            with edit_externally(self.app, "", self.services.settings) as pasted:
                await self._preview(incident, ImportInput(pasted))

    async def _preview(self, incident: str | None, material: ImportInput) -> None:
        from oncall_tui.screens.importing.preview import ImportPreview

        importing = self.services.importing
        proposal = await asyncio.to_thread(importing.preview, incident, material)
        target = partial(self._target, incident, material.name)
        self.app.push_screen(ImportPreview(importing, incident, proposal, target, self.imported))

    def _target(self, incident: str | None, name: str) -> str:
        return incident or self.services.incidents.create(name.rpartition(".")[0] or name or "A paste").id
