"""One sitting of questions: which one is in front, what was asked before it and what follows. Pure."""

from collections.abc import Iterable, Sequence

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.prompts import InterviewPrompt
from oncall_tui.domain.analysis.record_prompts import incident_prompts, is_answered, record_prompts


class Interview:
    """The questions of some records and of what is added meanwhile; with `whole` all that are open.

    `steps` are in order: those that were in front, the one at `at`, those ahead.
    """

    def __init__(
        self, steps: Sequence[InterviewPrompt], records: Iterable[str] = (), *, whole: bool = False
    ) -> None:
        self.steps = list(steps)
        self.at = 0
        self.records = list(records)
        self.whole = whole

    @property
    def prompt(self) -> InterviewPrompt:
        """The question in front."""
        return self.steps[self.at]

    def begin_with_open(self, analysis: Analysis) -> None:
        """Put the first question without an answer in front."""
        self.at = next((n for n, step in enumerate(self.steps) if not is_answered(analysis, step)), 0)

    def step(self, by: int) -> bool:
        """Go on to the next question or back to the one before; False where there is none."""
        inside = 0 <= self.at + by < len(self.steps)
        self.at += by if inside else 0
        return inside

    def renew(self, analysis: Analysis, still_open: Iterable[InterviewPrompt], added: str = "") -> None:
        """Find what is ahead again, after an answer; `added` is the record that it made."""
        done = self.steps[: self.at + 1]
        if added and (record := analysis.find(added)) is not None:
            self.records.append(added)
            done[-1] = record_prompts(analysis, record)[0]
        known = {step.key for step in done}
        ahead = list(still_open) if self.whole else list(self._of_records(analysis))
        self.steps = [*done, *(step for step in _once(ahead) if step.key not in known)]

    def _of_records(self, analysis: Analysis) -> Iterable[InterviewPrompt]:
        for id in self.records:
            record = analysis.find(id)
            if record is not None:
                yield from record_prompts(analysis, record)
            elif id == analysis.incident:
                yield from incident_prompts(analysis)


def _once(steps: Iterable[InterviewPrompt]) -> Iterable[InterviewPrompt]:
    return {step.key: step for step in steps}.values()
