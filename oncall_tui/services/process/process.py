"""Ticking and skipping the steps of the team's process for one incident (W14)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.process import DONE, OPEN, SKIPPED, Process, ProcessStep, fold_step
from oncall_tui.domain.review.records import derived_id
from oncall_tui.read_models.process import STEPS, process_of

if TYPE_CHECKING:
    from oncall_tui.storage.store import Store


class ProcessSteps:
    """The use cases of the process. `text` gives the team's `process.md`, the built-in one where there is none."""

    def __init__(self, store: "Store", text: Callable[[], str]) -> None:
        self._store = store
        self._text = text

    def view(self, incident: str) -> Process:
        """Return the process of one incident as it is now."""
        return process_of(self._text(), self._store.tables(incident))

    def left_behind(self, incident: str, stage: str) -> str:
        """Return the open steps of a stage that is left, in a sentence; "" for none. They never block."""
        names = [
            step.name for step in self.view(incident).steps if step.stage == stage and step.state == OPEN
        ]
        if not names:
            return ""
        return f"Open in {stage}: {'; '.join(names)}. `oncall process done NAME` ticks one."

    def done(self, incident: str, name: str) -> ProcessStep:
        """Tick a step. Raises NotFoundError for a step that there is not, RefusedError for a name that could
        be several.
        """
        return self._set(incident, name, DONE, "")

    def skip(self, incident: str, name: str, reason: str) -> ProcessStep:
        """Skip a step with a reason. Raises RefusedError without one."""
        if not reason.strip():
            raise RefusedError(
                "A step is skipped with a reason. Nothing was changed. Say why it is not needed here."
            )
        return self._set(incident, name, SKIPPED, reason.strip())

    def _set(self, incident: str, name: str, state: str, reason: str) -> ProcessStep:
        step = self._find(self.view(incident), name)
        with self._store.transaction(incident) as unit:
            unit.label = f"{state}: {step.name}"
            id = derived_id("step", incident, step.stage, fold_step(step.name))
            fields = {"stage": step.stage, "name": step.name, "state": state, "reason": reason}
            unit.put(STEPS, id, fields)
        return self._find(self.view(incident), step.name)

    def _find(self, process: Process, name: str) -> ProcessStep:
        wanted = fold_step(name)
        exact = [step for step in process.steps if fold_step(step.name) == wanted]
        found = exact or [step for step in process.steps if wanted and wanted in fold_step(step.name)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"“{step.name}”" for step in found)
            raise RefusedError(f"“{name}” could be {names}. Nothing was changed. Type more of it.")
        raise NotFoundError(f"No step is called “{name}”. Nothing was changed. `oncall process` lists them.")
