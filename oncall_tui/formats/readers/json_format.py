"""An event that a structured format holds, and the shapes of JSON that hold events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from oncall_tui.formats.readers.block_reader import Format
from oncall_tui.formats.readers.source_line import SourceLine


@dataclass(frozen=True, slots=True)
class ParsedEvent:
    """One event, with the text (or the exact epoch, UTC microseconds) of its time; no stamp is ""."""

    text: str
    stamp: str = ""
    instant: int | None = None
    zone: str | None = None
    author: str | None = None
    references: tuple[str, ...] = ()
    destination: str | None = None
    is_listed: bool = False

    def line(self, number: int, raw: str, destination: str) -> SourceLine:
        """Return the event as the line of a source; `destination` is for events that name none themselves."""
        return SourceLine(
            number,
            raw,
            self.text or raw.strip(),
            stamp=self.stamp,
            instant=self.instant,
            zone=self.zone,
            author=self.author,
            references=self.references,
            destination=self.destination or destination,
            is_listed=self.is_listed,
        )


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """One shape of JSON value.

    `path`: for a value of this shape the keys down to its list of events (empty: it is the list), or None
    where the value is itself the event; `fits` says whether a value has the shape at all.
    `events(item)`: the events that one item of the list holds, none where it is no event.
    """

    format: Format
    fits: Callable[[Any], bool]
    events: Callable[[Any], Sequence[ParsedEvent]]
    path: tuple[str, ...] | None = None


def get_list(value: Any, path: Sequence[str]) -> list[Any]:
    """Return the list at the end of a path of keys; empty where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def get_text(value: Any, *path: str) -> str:
    """Return the text at the end of a path of keys; "" where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value.strip() if isinstance(value, str) else ""


def unique_urls(*values: str) -> tuple[str, ...]:
    """Return the values that are web addresses, each once."""
    return tuple(dict.fromkeys(value for value in values if value.startswith(("http://", "https://"))))
