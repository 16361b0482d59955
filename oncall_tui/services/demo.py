"""The demo: worked incidents told again through the same services that people use, each author at their moment.

Nothing is made up on the way: what the demo shows is what the program did with what was typed.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol

from oncall_tui.domain.clock import Clock
from oncall_tui.services.capture import Capture
from oncall_tui.services.incidents import Incidents
from oncall_tui.services.story import StoryLine, Telling, read_lines, telling
from oncall_tui.storage.store import Store

Fields = dict[str, Any]


class Hands(Protocol):
    """What one author does things with."""

    @property
    def incidents(self) -> Incidents: ...
    @property
    def capture(self) -> Capture: ...
    @property
    def store(self) -> Store: ...


# The hands of an author, with the clock of the story.
HandsOf = Callable[[str, Clock], Hands]


@dataclass(frozen=True, slots=True)
class Story:
    """One worked incident: its name, its head, when it is said to have taken place, and where its texts are."""

    name: str
    head: Fields
    telling: Telling
    folder: Traversable

    def text(self, file: str) -> str:
        return self.folder.joinpath(file).read_text(encoding="utf-8")

    def records(self, kind: str) -> list[Fields]:
        """The tables of a kind in `KIND.toml`, told; none if there is no such file."""
        file = self.folder.joinpath(f"{kind}.toml")
        told = self.telling.told_values(tomllib.loads(file.read_text("utf-8"))) if file.is_file() else {}
        return list(told.get(kind, ()))


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that somebody did at a moment of UTC microseconds."""

    at: int
    do: Callable[[], object]


@dataclass(slots=True)
class Cast:
    """Everybody in the stories, the clock that shows the moment being told, and what got which id."""

    hands_of: HandsOf
    now: int = 0
    ids: dict[tuple[str, object], str] = field(default_factory=dict)
    _hands: dict[str, Hands] = field(default_factory=dict)

    def by(self, author: str) -> Hands:
        if author not in self._hands:
            self._hands[author] = self.hands_of(author, lambda: self.now)
        return self._hands[author]


def worked_incidents(now: int) -> list[Story]:
    """Every worked incident of the package, as old at `now` (UTC microseconds) as it says that it is."""
    folders = (entry for entry in files("oncall_tui").joinpath("demo").iterdir() if entry.is_dir())
    return sorted((_story(folder, now) for folder in folders), key=lambda story: story.name)


def tell(stories: list[Story], hands_of: HandsOf) -> None:
    """Tells the stories through the hands of their authors, in the order in which everything happened."""
    cast = Cast(hands_of)
    told = [happening for story in stories for happening in Teller(story, cast).happenings()]
    for happening in sorted(told, key=lambda happening: happening.at):
        cast.now = happening.at
        happening.do()


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes happenings of one story."""

    story: Story
    cast: Cast

    def happenings(self) -> Iterator[Happening]:
        moment = self.story.telling.instant
        yield Happening(self.story.telling.began, self._begin)
        lines = read_lines(self.story.text("notes.txt"), self.story.telling)
        for line in lines:
            yield Happening(line.at, partial(self._note, line))
        yield Happening(lines[-1].at, self._file)
        for change in self.story.head.get("changes", ()):
            yield Happening(moment(change["at"]), partial(self._change, change))

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
        self.cast.by(change["by"]).incidents.set(self._incident, change["fields"])


def _story(folder: Traversable, now: int) -> Story:
    head = tomllib.loads(folder.joinpath("incident.toml").read_text("utf-8"))
    told = telling(head["story_start"], head["age"], now)
    return Story(folder.name, told.told_values(head), told, folder)
