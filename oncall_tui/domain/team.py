"""The team's own files: plain text that people edit in the share, with built-in ones behind them (V3, W14)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from oncall_tui.domain.language.team_wording import TeamPhrase, read_team_wording
from oncall_tui.domain.process import BUILT_IN as BUILT_IN_PROCESS
from oncall_tui.domain.severities import BUILT_IN as BUILT_IN_SEVERITIES
from oncall_tui.domain.severities import Severity, read_severity
from oncall_tui.domain.writeup.template import BEFORE_SECTIONS
from oncall_tui.domain.writeup.template import BUILT_IN as WRITE_UP_TEMPLATE

Item = TypeVar("Item")

ZONES, ROTATION, WRITE_UP = "zones.txt", "rotation.txt", "write-up.md"
WORDING, PROCESS, SEVERITIES = "wording.txt", "process.md", "severities.txt"

# What a new share is seeded with, and what is used where a file is missing or broken.
BUILT_IN = {
    ZONES: (
        "# What your team means by an abbreviation of a time zone that several places share.\n"
        "# One a line, for example:\n"
        "# IST = Asia/Kolkata\n"
    ),
    ROTATION: "# The on-call rotation, one name a line: the reviewers that a review starts with.\n",
    WRITE_UP: WRITE_UP_TEMPLATE,
    WORDING: (
        "# Phrases that your team wants to talk about, beside the ones that `oncall language` knows.\n"
        "# A block a phrase; * is the rest of a word, or up to four words. The examples are tried. For example:\n"
        "# phrase: low hanging fruit\n"
        "# unless: orchard\n"
        "# ask: What would it take, and who would do it?\n"
        "# hits: This is low hanging fruit.\n"
    ),
    PROCESS: BUILT_IN_PROCESS,
    SEVERITIES: BUILT_IN_SEVERITIES,
}
# What older versions seeded shares with.
SEEDED_BEFORE = {WRITE_UP: (BEFORE_SECTIONS.strip(),)}
LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class TeamFiles:
    """The parsed team files, which of them the team wrote itself, and their problems, a sentence each."""

    aliases: dict[str, str]
    rotation: tuple[str, ...]
    write_up: str
    own: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    wording: tuple[TeamPhrase, ...] = ()
    process: str = BUILT_IN_PROCESS
    severities: tuple[Severity, ...] = ()


class InvalidLineError(ValueError):
    """A line of a file that says nothing: its number, its text, and what belongs there."""

    def __init__(self, number: int, line: str, wanted: str) -> None:
        super().__init__(f"line {number}, {line[:60]!r}, is not {wanted}")


def read_team(files: Mapping[str, str], zone_name: Callable[[str], str | None]) -> TeamFiles:
    """Return the team's files; a broken one is named and the built-in one used. `zone_name`: the zone that a text
    means.
    """
    problems: dict[str, str] = {}
    aliases = dict(_read(files, ZONES, lambda text: _aliases(text, zone_name), problems))
    rotation = tuple(dict.fromkeys(_read(files, ROTATION, _names, problems)))
    severities = _read(files, SEVERITIES, _severities, problems) or list(_severities(BUILT_IN_SEVERITIES))
    wording, wrong = read_team_wording(files.get(WORDING, ""))
    if wrong:
        problems[WORDING] = " ".join(wrong)
    seeded = {name: ("", text.strip(), *SEEDED_BEFORE.get(name, ())) for name, text in BUILT_IN.items()}
    own = (name for name, texts in seeded.items() if files.get(name, "").strip() not in texts)
    return TeamFiles(
        aliases,
        rotation,
        files.get(WRITE_UP) or BUILT_IN[WRITE_UP],
        tuple(name for name in own if name not in problems),
        tuple(problems.values()),
        wording,
        files.get(PROCESS) or BUILT_IN_PROCESS,
        tuple(severities),
    )


def _read(
    files: Mapping[str, str], name: str, read: Callable[[str], Iterator[Item]], problems: dict[str, str]
) -> list[Item]:
    """Parse a file of lines; return nothing if a line is broken, and add that to the problems."""
    try:
        return list(read(files.get(name, "")))
    except InvalidLineError as broken:
        problems[name] = (
            f"{name} of the team is broken: {broken}. What is built in is used; mend that line in the share."
        )
        return []


def _aliases(text: str, zone_name: Callable[[str], str | None]) -> Iterator[tuple[str, str]]:
    for number, line in _lines(text):
        name, equals, zone = (part.strip() for part in line.partition("="))
        meant = zone_name(zone) if zone else None
        if not (equals and name.isalpha() and meant):
            raise InvalidLineError(number, line, "`ABBREVIATION = Region/City`")
        yield name.upper(), meant


def _names(text: str) -> Iterator[str]:
    for number, line in _lines(text):
        name = line.removeprefix("- ").removeprefix("@").strip()
        if not name or len(name) > LONGEST_NAME or not name.isprintable() or "," in name:
            raise InvalidLineError(number, line, "one name")
        yield name


def _severities(text: str) -> Iterator[Severity]:
    for number, line in _lines(text):
        severity = read_severity(line)
        if severity is None:
            raise InvalidLineError(number, line, "`SEV1 = what it means`")
        yield severity


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers."""
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if line and not line.startswith("#"):
            yield number, line
