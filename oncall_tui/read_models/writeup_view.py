"""A write-up as readers see it: its sections with their states, its analysis, and what is left (W2-W4, W11).

A pure function of the incident, the team's template and the zone; everything is worked out when it is asked for.
Screens, writers of reports, the review and the command line read this one value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from oncall_tui.domain.analysis.analysis import Analysis
from oncall_tui.domain.analysis.loose_ends import RECOMMENDATION_WITHOUT_FINDING, LooseEnd, loose_ends
from oncall_tui.domain.analysis.records import kind_of
from oncall_tui.domain.writeup.sections import (
    ANALYSIS,
    BEGUN,
    DURATIONS,
    EARLY,
    EMPTY,
    GOT_LUCKY,
    QUESTIONS,
    RECOMMENDATIONS,
    STARRED,
    SUMMARY,
    TEXTS,
    TIMELINE,
    WENT_WELL,
    WRITTEN,
    WRITTEN_LAST,
    Section,
    next_section,
    text_state,
    written_count,
)
from oncall_tui.domain.writeup.template import Heading, OwnSection, lay_out, read_template
from oncall_tui.read_models.analysis_view import analysis_of, settlements
from oncall_tui.read_models.incident_view import IncidentView
from oncall_tui.read_models.text_changes import is_imported, last_change, was_written_early
from oncall_tui.timestamps.zones import parse_zone

if TYPE_CHECKING:
    from oncall_tui.domain.language.team_wording import TeamPhrase
    from oncall_tui.domain.timeline.timeline import Timeline
    from oncall_tui.read_models.writeup_wording import ReportText, WordingFinding

PREPARER_RESPONDED = "preparer-responded"
SECTIONS = "sections"


class Left(NamedTuple):
    """One thing that is left to do. `table` and `id` say where: of a section its name."""

    code: str
    table: str
    id: str
    title: str
    text: str


@dataclass(frozen=True)
class WriteupView:
    """`template` is the text of the team's `write-up.md`, "" for the built-in one; `now` is UTC microseconds;
    `team_wording` are the phrases of the team's `wording.txt`, `process` is
    the text of its own `process.md`, "" where it has none."""

    view: IncidentView
    template: str = ""
    zone: str = ""
    now: int = 0
    team_wording: "tuple[TeamPhrase, ...]" = ()
    process: str = ""

    @cached_property
    def timeline(self) -> "Timeline":
        from oncall_tui.read_models.build_timeline import timeline_of

        return timeline_of(self.view)

    @property
    def last_instant(self) -> int | None:
        """The instant of the last row of the timeline, in UTC microseconds; None without one."""
        timeline = self.timeline
        return timeline.instant_at(len(timeline) - 1) if len(timeline) else None

    @cached_property
    def analysis(self) -> Analysis:
        zone = parse_zone(self.zone or self.view.incident.zone).info
        return analysis_of(self.view.id, self.view.tables, self.timeline, zone)

    @cached_property
    def loose_ends(self) -> tuple[LooseEnd, ...]:
        """Return those of the analysis, settled ones too."""
        return loose_ends(self.analysis, settlements(self.view.tables))

    @cached_property
    def open_ends(self) -> tuple[LooseEnd, ...]:
        """The loose ends that nobody settled."""
        return tuple(end for end in self.loose_ends if end.settled is None)

    @cached_property
    def timeline_has_questions(self) -> bool:
        """Return whether the timeline's queue holds a question; `timeline --check` counts them."""
        from oncall_tui.domain.timeline.readiness import has_questions
        from oncall_tui.read_models.timeline_view import question_context

        zone = self.zone or self.view.incident.zone
        return has_questions(question_context(self.view, self.timeline, zone, self.now))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The sections that there are, in reading order."""
        return lay_out(read_template(self.template), self.own_sections, self._filled)

    @cached_property
    def own_sections(self) -> Mapping[str, OwnSection]:
        """Return the texts under headings of the team's own, by record id."""
        values = self.view.values(SECTIONS)
        return {
            id: OwnSection(id, _text(fields.get("title")) or id, _text(fields.get("text")))
            for id, fields in values.items()
        }

    @cached_property
    def starred(self) -> Mapping[str, tuple[str, ...]]:
        """The rows of what went well and of where we got lucky, in the order of the timeline (W3)."""
        found: dict[str, list[str]] = {name: [] for name in STARRED}
        for key in self.timeline.keys:
            event = self.timeline.records.events.get(key[4])
            if event and event.get("starred"):
                found[GOT_LUCKY if event.get("lucky") else WENT_WELL].append(key[4])
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every section in reading order."""
        return tuple(map(self._section, self.headings))

    @property
    def next(self) -> str | None:
        """The section to write next."""
        return next_section(self.sections)

    @property
    def written(self) -> tuple[int, int]:
        """N and M of `N of M written`."""
        return written_count(self.sections)

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """`preparer-responded`: who prepares it took notes, or held a role (W1)."""
        preparer = _person(self.view.incident.preparer)
        return (PREPARER_RESPONDED,) if preparer and preparer in self._responders() else ()

    @cached_property
    def left(self) -> tuple[Left, ...]:
        """Return all that is left, conflicts first, then in reading order. What may stay empty is left only once
        begun.
        """
        return tuple(self._left())

    @cached_property
    def wording(self) -> "tuple[WordingFinding, ...]":
        """Return findings of the language check in the report's texts that are not silenced (W13)."""
        from oncall_tui.read_models.writeup_wording import wording_findings

        return wording_findings(self.texts(), self.view, self.analysis, self.team_wording)

    def texts(self) -> "Iterator[ReportText]":
        """Every text that somebody wrote for the report; imported ones only once they were accepted."""
        from oncall_tui.read_models.writeup_wording import ReportText, record_texts

        for section in self.sections:
            if section.is_text and not section.imported:
                for text in section.versions or (section.text,):
                    yield ReportText(SECTIONS, section.name, "", section.title, text)
        yield from record_texts(self.view, self.analysis)

    def section(self, name: str) -> Section | None:
        """Return the section of that name, or under that title."""
        return next((each for each in self.sections if each.name == name), None)

    def _left(self) -> Iterator[Left]:
        """Yield loose ends in reading order, but a summary that is early last: confirming what it sums up would
        make it early again.
        """
        yield from self.conflicts
        for section in sorted(self.sections, key=lambda each: each.state == EARLY and each.name == SUMMARY):
            if section.name in (ANALYSIS, RECOMMENDATIONS) and section.state != EMPTY:
                continue  # their own loose ends say what is left of them
            if section.state in (EMPTY, BEGUN, EARLY) and not _may_wait(section):
                title = section.title
                yield Left(
                    f"section-{section.state}", SECTIONS, section.name, title, f"{title}: {section.left}."
                )
        if not self.analysis.is_empty:
            yield from map(self._left_of_analysis, self.open_ends)
        yield from self._open_steps()
        for place, finding in self.wording:
            said = f"{place.title}: “{finding.words}” ({finding.family}). {finding.question}"
            yield Left("wording", place.table, place.id, place.title, said)

    def _open_steps(self) -> Iterator[Left]:
        """Yield the open steps of the stages up to the present one, where the team has a process of its own (W14)."""
        from oncall_tui.domain.incident import STAGES
        from oncall_tui.read_models.process import process_of

        stage = self.view.incident.stage
        reached = STAGES[: STAGES.index(stage) + 1] if stage in STAGES else STAGES
        for step in process_of(self.process, self.view.tables).steps if self.process else ():
            if step.state == "open" and step.stage in reached:
                yield Left("step-open", "steps", step.name, step.stage, f"{step.stage}: {step.name}.")

    def _left_of_analysis(self, end: LooseEnd) -> Left:
        record = self.analysis.find(end.id)
        table = kind_of(record).table if record is not None else "incident"
        table = "recommendations" if end.id in self.analysis.recommendations else table
        return Left(end.code, table, end.id, self.analysis.title(end.id), end.text)

    @cached_property
    def conflicts(self) -> tuple[Left, ...]:
        """Return conflicting edits of the write-up."""
        return tuple(self._conflicts())

    def _conflicts(self) -> Iterator[Left]:
        """Yield conflicting edits of the write-up; the timeline asks about its own."""
        tables = (SECTIONS, *self.analysis.records)
        for conflict in self.view.conflicts:
            table, id, field = conflict["table"], conflict["id"], conflict["field"]
            if table in tables or (table == "incident" and field in (*TEXTS, "boundary", "environment")):
                title = self.analysis.title(id) or field
                text = (
                    f"{field.replace('_', ' ')} has {len(conflict['values'])} versions: choose one, or both."
                )
                yield Left("conflict", table, id, title, text)

    def _section(self, heading: Heading) -> Section:
        if heading.name in TEXTS:
            return self._text_section(heading, "incident", self.view.id, heading.name)
        if heading.id:
            return self._text_section(heading, SECTIONS, heading.id, "text")
        state, left = self._computed_state(heading.name)
        return Section(heading.name, heading.title, state, left=left)

    def _text_section(self, heading: Heading, table: str, id: str, field: str) -> Section:
        record = self.view.tables.get(table, {}).get(id, {})
        text = _text(record.get(field))
        versions = _versions(self.view, table, id, field)
        imported = bool(text) and is_imported(self.view.tables, table, id, field)
        early = heading.name in WRITTEN_LAST and was_written_early(
            self.view.tables, self.view.id, heading.name, self._last_change
        )
        rows = len(self.starred[heading.name]) if heading.name in STARRED else 0
        state, left = text_state(text, imported=imported, rows=rows, early=early)
        if versions:
            state, left = BEGUN, f"{len(versions)} versions, none is chosen"
        return Section(heading.name, heading.title, state, text, imported, versions, rows, left)

    def _computed_state(self, name: str) -> tuple[str | None, str]:
        if name == TIMELINE:
            return self._timeline_state()
        if name == ANALYSIS:
            if self.analysis.is_empty:
                return EMPTY, "nothing is written yet"
            count = len(self.open_ends)
            return (BEGUN, f"{count} left") if count else (WRITTEN, "")
        if name == RECOMMENDATIONS:
            return self._recommendations_state()
        return None, ""

    def _timeline_state(self) -> tuple[str, str]:
        if not len(self.timeline):
            return EMPTY, "it has no rows yet"
        return (BEGUN, "its check has questions") if self.timeline_has_questions else (WRITTEN, "")

    def _recommendations_state(self) -> tuple[str, str]:
        """None is fine with a reason (R17)."""
        items = [
            item for item in self.analysis.recommendations.values() if not (item.left_out or item.is_merged)
        ]
        if not items:
            none = bool(self.view.incident.no_recommendations)
            return (WRITTEN, "") if none else (EMPTY, "none yet, and no reason why there are none")
        settled = {
            end.id for end in self.loose_ends if end.code == RECOMMENDATION_WITHOUT_FINDING and end.settled
        }
        ideas = [
            item
            for item in items
            if item.status == "idea" and item.id not in settled and not self.analysis.mending(item.id)
        ]
        return (BEGUN, f"{len(ideas)} linked with nothing") if ideas else (WRITTEN, "")

    @cached_property
    def _last_change(self) -> str:
        return last_change(self.view.tables)

    @property
    def _filled(self) -> frozenset[str]:
        incident = self.view.incident
        texts = {name for name in TEXTS if getattr(incident, name).strip()}
        starred = {name for name, rows in self.starred.items() if rows}
        questions = {QUESTIONS} if self.analysis.questions else set()
        return frozenset({DURATIONS, TIMELINE, *texts, *starred, *questions})

    def _responders(self) -> frozenset[str]:
        incident = self.view.incident
        records = {**self.view.tables.get("notes", {}), **self.view.waiting}.values()
        authors = (record.get("author") for record in records if "struck" not in record)
        return frozenset(map(_person, (*authors, incident.lead, incident.comms, incident.scribe))) - {""}


def _may_wait(section: Section) -> bool:
    """Return whether a section may wait: optional ones are left only where somebody began to write them."""
    return section.may_stay_empty and (section.state == EMPTY or section.imported)


def _versions(view: IncidentView, table: str, id: str, field: str) -> tuple[str, ...]:
    """All texts of a field that people wrote without seeing each other; none where they agree."""
    conflicts = view.conflicts
    found: Any = next(
        (
            each["values"]
            for each in conflicts
            if (each["table"], each["id"], each["field"]) == (table, id, field)
        ),
        (),
    )
    return tuple(_text(value) for value in found)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _person(name: object) -> str:
    return name.strip().lstrip("@").casefold() if isinstance(name, str) else ""
