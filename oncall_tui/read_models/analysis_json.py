"""An analysis as `oncall analysis show --json` prints it, with the question to answer next (RETROSPECTIVE 10)."""

from typing import TYPE_CHECKING, Any

from oncall_tui.domain.analysis.as_json import analysis_json
from oncall_tui.domain.analysis.prompts import prompts
from oncall_tui.read_models.analysis_view import settlements

if TYPE_CHECKING:
    from oncall_tui.read_models.writeup_view import WriteupView


def analysis_view_json(view: "WriteupView") -> dict[str, Any]:
    """Return the analysis of a write-up, its loose ends, and the next question."""
    prompt = next(prompts(view.analysis, settlements(view.view.tables).keys()), None)
    asked = None if prompt is None else {"id": prompt.id, "field": prompt.field, "question": prompt.question}
    return analysis_json(view.analysis, view.loose_ends, asked)
