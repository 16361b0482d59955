"""Data of the Analysis screen, loaded at once: records, loose ends, and settled ones. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.loose_ends import LooseEnd
from oncall_tui.domain.analysis.records import Control, Finding, Record, kind_of, title_of
from oncall_tui.domain.analysis.structure import Structure, control_structure
from oncall_tui.read_models.analysis_view import row_time
from oncall_tui.read_models.writeup_view import WriteupView
from oncall_tui.timestamps.zones import parse_zone

# The row of what we can change and what we only watch.
INCIDENT = "incident"


@dataclass(frozen=True)
class AnalysisData:
    """The analysis of a write-up, as one reading of it."""

    writeup: WriteupView

    @property
    def analysis(self) -> Analysis:
        return self.writeup.analysis

    @property
    def incident(self) -> str:
        """Return the incident's id."""
        return self.writeup.view.id

    @property
    def left(self) -> tuple[LooseEnd, ...]:
        """The loose ends that nobody settled."""
        return self.writeup.open_ends

    @cached_property
    def structure(self) -> Structure:
        return control_structure(self.analysis)

    @cached_property
    def conflicts(self) -> tuple[str, ...]:
        """The ids of the records, or of the incident, that people wrote without seeing each other."""
        here = {*self.analysis.records, "incident"}
        shown = [each for each in self.writeup.view.conflicts if each["table"] in here]
        fields = ("boundary", "environment")
        return tuple(
            dict.fromkeys(
                each["id"] for each in shown if each["table"] != "incident" or each["field"] in fields
            )
        )

    @cached_property
    def unplaced_ends(self) -> tuple[LooseEnd, ...]:
        """Return the loose ends that belong to no record of the analysis: each has a row of its own."""
        return tuple(end for end in self.left if self.analysis.find(end.id) is None)

    @cached_property
    def ids_with_ends(self) -> frozenset[str]:
        """Return the ids of records that have loose ends."""
        return frozenset(end.id for end in self.left)

    def row_ids(self) -> Iterator[str]:
        """Return the rows of the timeline, in its order."""
        return (key[4] for key in self.writeup.timeline.keys)

    def row_title(self, id: str) -> str:
        """`15:26 New node was given only 20Gb of disk`."""
        timeline, zone = self.writeup.timeline, self.writeup.zone or self.writeup.view.incident.zone
        return f"{row_time(id, timeline, parse_zone(zone).info)} {timeline.text(id)}".strip()

    def together(self, record: Record) -> Iterator[Record]:
        """Yield the records of one line: a finding and its control."""
        yield record
        control = self.analysis.find(record.control) if isinstance(record, Finding) else None
        if isinstance(control, Control):
            yield control

    def name(self, record: Record) -> str:
        """Return a record's name: that of a finding's control, else its text."""
        if isinstance(record, Finding) and (control := self.analysis.title(record.control)):
            return control
        return title_of(record) or kind_of(record).words


def end_row(end: LooseEnd) -> str:
    """Return the id of the row of a loose end that is about no record."""
    return f"end {end.code} {end.id}"
