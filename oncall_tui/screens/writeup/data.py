"""The write-up as the view shows it, and the services it is read and changed with."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from oncall_tui.domain.writeup.sections import ANALYSIS, RECOMMENDATIONS, STARRED, TIMELINE, Section
from oncall_tui.read_models.writeup_view import SECTIONS, WriteupView
from oncall_tui.screens.services import Services

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall_tui.read_models.writeup_view import Left
    from oncall_tui.read_models.writeup_wording import WordingFinding
    from oncall_tui.services.analysis.edit_analysis import AnalysisEditor
    from oncall_tui.services.process.process import ProcessSteps
    from oncall_tui.services.recommendations.follow_up import FollowUp
    from oncall_tui.services.sharing.conflicts import Conflicts
    from oncall_tui.services.timeline.timeline_editor import TimelineEditor
    from oncall_tui.services.writeup.accounts import Accounts
    from oncall_tui.services.writeup.edit_writeup import WriteupEdits
    from oncall_tui.services.writeup.section_drafts import SectionDraft, SectionDrafts
    from oncall_tui.services.writeup.wording import Silences


class WriteupServices(Services, Protocol):
    """The use cases of a write-up, beside those of every view."""

    @property
    def writeup(self) -> "WriteupEdits": ...

    @property
    def section_drafts(self) -> "SectionDrafts": ...

    @property
    def silences(self) -> "Silences": ...

    @property
    def accounts(self) -> "Accounts": ...

    @property
    def analysis(self) -> "AnalysisEditor": ...

    @property
    def follow_up(self) -> "FollowUp": ...

    @property
    def conflicts(self) -> "Conflicts": ...

    @property
    def process(self) -> "ProcessSteps": ...

    @property
    def curate(self) -> "TimelineEditor": ...


@dataclass(frozen=True)
class WriteupData:
    """The write-up with its unsaved drafts, by name of section. Everything slow is worked out by `prepare`."""

    writeup: WriteupView
    drafts: "Mapping[str, SectionDraft]" = field(default_factory=dict)

    def prepare(self) -> "WriteupData":
        """Work out all that the list shows; for a thread."""
        _ = self.writeup.sections, self.left, self.wording
        return self

    @cached_property
    def left(self) -> "tuple[Left, ...]":
        """Return the loose ends of the write-up."""
        return self.writeup.left

    @cached_property
    def wording(self) -> "Mapping[str, list[WordingFinding]]":
        """The findings of the language check, by the section that shows the text."""
        found: dict[str, list[WordingFinding]] = {}
        for each in self.writeup.wording:
            found.setdefault(section_of(each.place.table, each.place.id), []).append(each)
        return found

    def section(self, name: str | None) -> Section | None:
        """Return a section by name; None for None."""
        return None if name is None else self.writeup.section(name)

    def row_count(self, section: Section) -> int:
        """Return the rows that a section is made of."""
        if section.name == TIMELINE:
            return len(self.writeup.timeline)
        return section.rows if section.name in STARRED else 0


def section_of(table: str, id: str) -> str:
    """Return the section in which the text of a record is printed."""
    if table == SECTIONS:
        return id
    return {"events": TIMELINE, "recommendations": RECOMMENDATIONS}.get(table, ANALYSIS)
