"""Makes a worked incident happen: who does what at which moment, by the use cases that screens and commands have."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from oncall_tui.domain.analysis.records import EVENTS, KIND_IN, KIND_OF, RECOMMENDATIONS
from oncall_tui.domain.clock import Clock
from oncall_tui.domain.review.records import Target
from oncall_tui.read_models.build_timeline import timeline_of
from oncall_tui.services.analysis.edit_analysis import AnalysisEditor
from oncall_tui.services.demo.reviewing import ACTS, ReviewHands
from oncall_tui.services.demo.story import Fields, Story, StoryLine, read_lines
from oncall_tui.services.incidents.incidents import Incidents
from oncall_tui.services.notes.capture import Capture
from oncall_tui.services.recommendations.follow_up import FollowUp
from oncall_tui.services.sources.importing import SourceImporter
from oncall_tui.services.sources.proposals import ImportInput
from oncall_tui.services.timeline.timeline_editor import TimelineEditor
from oncall_tui.services.writeup.edit_writeup import WriteupEdits
from oncall_tui.storage.store import Store


class AuthorServices(ReviewHands, Protocol):
    """The services that one author uses."""

    @property
    def incidents(self) -> Incidents: ...
    @property
    def capture(self) -> Capture: ...
    @property
    def importing(self) -> SourceImporter: ...
    @property
    def curate(self) -> TimelineEditor: ...
    @property
    def follow_up(self) -> FollowUp: ...
    @property
    def analysis(self) -> AnalysisEditor: ...
    @property
    def writeup(self) -> WriteupEdits: ...
    @property
    def store(self) -> Store: ...


# The hands of an author, with the clock of the story.
HandsOf = Callable[[str, Clock], AuthorServices]


@dataclass(frozen=True, slots=True)
class ScheduledAction:
    """Something that somebody did at a moment of UTC microseconds."""

    at: int
    do: Callable[[], object]


@dataclass(slots=True)
class StoryWorld:
    """Everybody in the stories, the clock that shows the moment being told, and what got which id."""

    hands_of: HandsOf
    now: int = 0
    ids: dict[tuple[str, object], str] = field(default_factory=dict)
    _hands: dict[str, AuthorServices] = field(default_factory=dict)

    def by(self, author: str) -> AuthorServices:
        """Return the services of an author."""
        if author not in self._hands:
            self._hands[author] = self.hands_of(author, lambda: self.now)
        return self._hands[author]


@dataclass(frozen=True, slots=True)
class StoryPlayer:
    """The happenings of one story."""

    story: Story
    cast: StoryWorld

    def happenings(self) -> Iterator[ScheduledAction]:
        """Yield the story's actions with their instants."""
        yield ScheduledAction(self.story.telling.began, self._begin)
        lines = read_lines(self.story.text("notes.txt"), self.story.telling)
        yield from (ScheduledAction(line.at, partial(self._note, line)) for line in lines)
        yield ScheduledAction(lines[-1].at, self._file)
        yield from self._each(self.story.head.get("changes", ()), self._change)
        yield from self._each(self.story.head.get("sources", ()), self._import)
        yield from self._each(self.story.records("rows"), self._curate)
        for one in self.story.records("recommendations"):
            yield from self._each(one["moves"], partial(self._follow_up, one))
        yield from self._each(self.story.records("analysis"), self._analyse)
        yield from self._each(self.story.records("writeup"), self._write)
        yield from self._each(self.story.records("review"), self._review)

    def _each(self, records: Sequence[Fields], do: Callable[[Fields], object]) -> Iterator[ScheduledAction]:
        moment = self.story.telling.instant
        return (ScheduledAction(moment(record["at"]), partial(do, record)) for record in records)

    @property
    def _incident(self) -> str:
        return self.cast.ids["incident", self.story.name]

    def _begin(self) -> None:
        head = self.story.head
        made = self.cast.by(head["by"]).incidents.create(
            head["title"], severity=head["severity"], type=head["type"], zone=head["zone"]
        )
        self.cast.ids["incident", self.story.name] = made.id

    def _note(self, line: StoryLine) -> None:
        taken = self.cast.by(line.author).capture.take(line.text, self._incident, evidence=line.pasted)
        self.cast.ids[self.story.name, line.at] = taken.id

    def _file(self) -> None:
        """As an open program does within a second."""
        self.cast.by(self.story.head["by"]).store.file_inbox(self._incident)

    def _change(self, change: Fields) -> None:
        self.cast.by(change["by"]).incidents.set(self._incident, change["fields"], base_versions=None)

    def _import(self, source: Fields) -> None:
        importing = self.cast.by(source["by"]).importing
        text = self.story.telling.shifted_text(self.story.text(source["file"]))
        material = ImportInput(text, source["name"], zone=source.get("zone"))
        taken = importing.save(self._incident, importing.preview(self._incident, material))
        for note in taken.notes():
            self.cast.ids[f"{self.story.name}/{source['file']}", note.line] = note.id

    def _curate(self, deed: Fields) -> None:
        """Apply edits to rows; a row is named by its note's instant or by `[file, line]` of its source."""
        hands = self.cast.by(deed["by"])
        rows = [self._row(name) for name in deed["rows"]] if "rows" in deed else self._open_rows(hands)
        for name in DEEDS.keys() & deed.keys():
            DEEDS[name](hands.curate, self._incident, rows, deed)

    def _row(self, name: str | list[str | int]) -> str:
        if isinstance(name, str):
            return self.cast.ids[self.story.name, self.story.telling.instant(name)]
        return self.cast.ids[f"{self.story.name}/{name[0]}", name[1]]

    def _open_rows(self, hands: AuthorServices) -> list[str]:
        timeline = timeline_of(hands.incidents.view(self._incident))
        return [event.id for event in timeline if not event.settled]

    def _follow_up(self, one: Fields, move: Fields) -> None:
        """Apply a move to a recommendation; create it where it grew out of no idea."""
        follow_up = self.cast.by(move["by"]).follow_up
        key = one.get("of", self.story.name), one.get("title", one.get("idea"))
        words = [f"{name}={value}" for name, value in move.get("fields", {}).items()]
        if "idea" in one:
            self.cast.ids[key] = self._row(one["idea"])
        elif key not in self.cast.ids:
            self.cast.ids[key] = follow_up.add(self._incident, one["title"], words).id
            return
        if words:
            follow_up.set(self.cast.ids[key], words, base_versions=None)
        if "say" in move:
            follow_up.comment(self.cast.ids[key], move["say"])

    def _analyse(self, record: Fields) -> None:
        """Add a record of the analysis; links go by the names of the story."""
        words = [
            f"{name}={self._target(record['kind'], name, value)}"
            for name, values in record.get("fields", {}).items()
            for value in (values if isinstance(values, list) else [values])
        ]
        edits = self.cast.by(record["by"]).analysis
        id = edits.add(self._incident, record["kind"], record["text"], words)
        self.cast.ids[f"{self.story.name}/analysis", record["name"]] = id

    def _target(self, kind: str, field: str, value: str) -> str:
        """Return the id that a link leads to; any other value is as it is told."""
        of = KIND_OF[kind]
        table = of.links.get(field, of.one.get(field))
        if table is None:
            return value
        if table == EVENTS:
            return self._row(value)
        if table == RECOMMENDATIONS:
            return self.cast.ids[self.story.name, value]
        return self.cast.ids[f"{self.story.name}/analysis", value]

    def _write(self, section: Fields) -> None:
        writeup = self.cast.by(section["by"]).writeup
        base = writeup.base_versions(self._incident, section["section"])
        writeup.set(self._incident, section["section"], section["text"], base_versions=base)

    def _review(self, act: Fields) -> None:
        ACTS[act["act"]](self.cast.by(act["by"]), self._incident, self, act)

    def instant(self, moment: str) -> int:
        """Return the told instant of a moment."""
        return self.story.telling.instant(moment)

    def target(self, name: Fields) -> Target:
        """Return the target that `{section = }`, `{row = }` or `{record = }` names."""
        if "section" in name:
            return Target("incident", self._incident, name["section"])
        if "row" in name:
            return Target(EVENTS, self._row(name["row"]))
        id = self.cast.ids[f"{self.story.name}/analysis", name["record"]]
        tables = self.cast.by(self.story.head["by"]).store.tables(self._incident)
        return Target(next(table for table in KIND_IN if id in tables.get(table, {})), id)

    def comment(self, name: str) -> str:
        """Return the id of a comment by its name."""
        return self.cast.ids[f"{self.story.name}/review", name]

    def remember(self, name: str, comment: str) -> None:
        """Keep the id of a comment under its name."""
        self.cast.ids[f"{self.story.name}/review", name] = comment


Deed = Callable[[TimelineEditor, str, list[str], Fields], object]
DEEDS: dict[str, Deed] = {
    "time": lambda curate, incident, rows, deed: curate.retime(
        incident, rows, deed["time"], deed["zone"], base_versions=None
    ),
    "text": lambda curate, incident, rows, deed: curate.edit_text(
        incident, rows[0], deed["text"], base_versions=None
    ),
    "milestone": lambda curate, incident, rows, deed: curate.set_milestone(
        incident, rows[0], deed["milestone"]
    ),
    "reference": lambda curate, incident, rows, deed: curate.add_reference(incident, rows, deed["reference"]),
    "star": lambda curate, incident, rows, deed: curate.star(
        incident, rows, bool(deed["star"]), deed["star"] == "lucky"
    ),
    "join": lambda curate, incident, rows, deed: curate.join(incident, rows),
    "leave_out": lambda curate, incident, rows, deed: curate.leave_out(incident, rows),
    "gap": lambda curate, incident, rows, deed: curate.set_fields(
        incident, rows, {"gap": deed["gap"]}, f"gap is {deed['gap']}, after"
    ),
    "settle": lambda curate, incident, rows, deed: curate.settle(incident, rows, deed["settle"]),
}
