"""The team's own files: plain text that people edit in the share, with built-in ones behind them (V3, W14)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

ZONES, ROTATION, WRITE_UP, CHECKLIST = "zones.txt", "rotation.txt", "write-up.md", "checklist.md"

# What a new share is seeded with, and what is used where a file is missing or broken.
BUILT_IN = {
    ZONES: (
        "# What your team means by an abbreviation of a time zone that several places share.\n"
        "# One a line, for example:\n"
        "# IST = Asia/Kolkata\n"
    ),
    ROTATION: "# The on-call rotation, one name a line: the reviewers that a review starts with.\n",
    WRITE_UP: (
        "# {title}\n\n## Summary\n\n## Impact\n\n## Timeline\n\n## What went well\n\n"
        "## What could have been done better\n\n## Analysis\n\n## Recommendations\n"
    ),
    CHECKLIST: (
        "# Version 1. The process, a step a line; announce it when you change it.\n"
        "- Notes are in the timeline, in one time zone, with references\n"
        "- Somebody who did not respond prepares the write-up\n"
        "- The review is open long enough for comments\n"
        "- Recommendations have a definition of done\n"
        "- The write-up is signed off and announced\n"
    ),
}


@dataclass(frozen=True, slots=True)
class TeamFiles:
    """What the files say, and what is wrong with them, a sentence each."""

    aliases: dict[str, str]
    rotation: tuple[str, ...]
    write_up: str
    checklist: str
    problems: tuple[str, ...] = ()


def read_team(files: dict[str, str], zone_name: Callable[[str], str | None]) -> TeamFiles:
    """The team's files; a broken one is named and the built-in one used. `zone_name`: the zone that a text means."""
    aliases, problem = _aliases(files.get(ZONES, ""), zone_name)
    return TeamFiles(
        aliases,
        tuple(_lines(files.get(ROTATION, ""))),
        files.get(WRITE_UP) or BUILT_IN[WRITE_UP],
        files.get(CHECKLIST) or BUILT_IN[CHECKLIST],
        (problem,) if problem else (),
    )


def _aliases(text: str, zone_name: Callable[[str], str | None]) -> tuple[dict[str, str], str]:
    aliases = {}
    for line in _lines(text):
        name, equals, zone = (part.strip() for part in line.partition("="))
        meant = zone_name(zone) if zone else None
        if not (equals and name.isalpha() and meant):
            return {}, (
                f"{ZONES} of the team is broken: {line[:60]!r} is not `ABBREVIATION = Region/City`. "
                "The built-in meanings are used; mend that line in the share."
            )
        aliases[name.upper()] = meant
    return aliases, ""


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            yield line
