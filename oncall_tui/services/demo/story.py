"""A worked incident as it is told in the package data: authors' lines at moments, moved in time to be so old.

Story time is UTC. `<<03:14>>` in a text is a moment of the story as somebody wrote it then:
`<<[+days ]time[ zone][ %format]>>`, in the precision of `time`; `<<+20>>` is a date.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import ZoneInfo

from oncall_tui.domain.instants import DAY, EPOCH, HOUR, MINUTE, SECOND, parse_instant

AGE = re.compile(r"(\d+)([mhd])")
UNITS = {"m": MINUTE, "h": HOUR, "d": DAY}
MOMENT = re.compile(r"(?:([+-]\d+)(?:\s+|$))?(?:(\d\d):(\d\d)(?::(\d\d))?)?")
TOKEN = re.compile(r"<<([+-]?\d[^%>]*?)(?:\s+([A-Z][A-Za-z]+(?:/\w+)?))?(?:\s+(%[^>]*))?>>")
Fields = dict[str, Any]
LINE = re.compile(r"((?:[+-]\d+ )?\d\d:\d\d:\d\d) (\w+)(?: (.*))?$")


@dataclass(frozen=True, slots=True)
class TimeShift:
    """The written start of a story, and how far it is moved: both in UTC microseconds."""

    start: int
    shift: int

    @property
    def began(self) -> int:
        """Return the shifted start, UTC microseconds."""
        return self.start + self.shift

    def instant(self, moment: str) -> int:
        """Return the told instant of a moment of the story: `03:14:09`, `+1 09:20` on its second day, `+20`."""
        match = MOMENT.fullmatch(moment)
        if match is None:
            raise ValueError(f"not a moment of a story: {moment!r}")
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        midnight = self.began - self.start % DAY
        return midnight + days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND

    def shifted_text(self, text: str) -> str:
        """Return the text with every `<<moment>>` as it would have been written."""
        return TOKEN.sub(self._written, text)

    def told_values(self, value: Any) -> Any:
        """Shift the times in every text inside a TOML table."""
        if isinstance(value, str):
            return self.shifted_text(value)
        if isinstance(value, list):
            return [self.told_values(item) for item in value]
        if isinstance(value, dict):
            return {name: self.told_values(item) for name, item in value.items()}
        return value

    def _written(self, match: re.Match[str]) -> str:
        moment, zone, form = match[1].strip(), match[2] or "UTC", match[3]
        if form is None:
            form = "%H:%M:%S" if moment.count(":") == 2 else "%H:%M" if ":" in moment else "%Y-%m-%d"
        local = (EPOCH + timedelta(microseconds=self.instant(moment))).astimezone(ZoneInfo(zone))
        return local.strftime(form)


@dataclass(frozen=True, slots=True)
class Story:
    """One worked incident: its name, its head, when it is said to have taken place, and where its texts are."""

    name: str
    head: Fields
    telling: TimeShift
    folder: Traversable

    def text(self, file: str) -> str:
        """Read a file of the story."""
        return self.folder.joinpath(file).read_text(encoding="utf-8")

    def records(self, kind: str) -> list[Fields]:
        """Return the tables of a kind in `KIND.toml`, told; none if there is no such file."""
        file = self.folder.joinpath(f"{kind}.toml")
        told = self.telling.told_values(tomllib.loads(file.read_text("utf-8"))) if file.is_file() else {}
        return list(told.get(kind, ()))


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A line that an author typed, or pasted as evidence, and its instant (UTC microseconds)."""

    at: int
    author: str
    text: str
    pasted: bool


def time_shift(story_start: str, age: str, now: int) -> TimeShift:
    """Return the telling in which the story began `age` ago (`45m`, `9d`).

    An age in days moves by whole days, so that the night stays the night. Raises ValueError.
    """
    match = AGE.fullmatch(age)
    if match is None:
        raise ValueError(f"not an age: {age!r}")
    start = parse_instant(story_start)
    step = DAY if match[2] == "d" else SECOND
    shift = (now - int(match[1]) * UNITS[match[2]] - start) // step * step
    return TimeShift(start, shift)


def read_lines(script: str, telling: TimeShift) -> list[StoryLine]:
    """Return the lines of a script, in order. `| ` goes on with the same note; a note that is all bars was pasted.

    Raises ValueError naming a bad line.
    """
    return [_line(first, rest, telling) for first, rest in _blocks(script)]


def _blocks(script: str) -> Iterator[tuple[str, list[str]]]:
    first, rest = "", []
    for line in script.splitlines():
        if line.startswith("|"):
            rest.append(line[2:])
        elif line and not line.startswith("#"):
            if first:
                yield first, rest
            first, rest = line, []
    if first:
        yield first, rest


def _line(first: str, rest: list[str], telling: TimeShift) -> StoryLine:
    match = LINE.fullmatch(first)
    if match is None:
        raise ValueError(f"not a line of a story: {first!r}")
    text = "\n".join(([match[3]] if match[3] else []) + rest)
    return StoryLine(telling.instant(match[1]), match[2], telling.shifted_text(text), pasted=not match[3])
