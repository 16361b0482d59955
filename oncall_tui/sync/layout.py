"""Names on the share: what stands where, and what a name that somebody else made may be (DESIGN, sync).

A name is checked here before it becomes part of a path; all of ours are lower case, digits, dot and dash.
"""

import hashlib
import re
from dataclasses import dataclass

from oncall_tui.domain.ids import ALPHABET
from oncall_tui.domain.instants import format_instant, parse_instant

FORMAT_FILE = "FORMAT.json"
REPLICAS = "v1/r"
TEAM = "team"
NEWS = "news"
SOURCES = "sources"
REPLICA = re.compile(r"[0-9a-z]{13}", re.ASCII)
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII)
INCIDENT_FILE = re.compile(r"([0-7][0-9a-hjkmnp-tv-z]{25})\.([0-9a-f]{32})(.*)\.json", re.ASCII)
NEWS_FILE = re.compile(r"([0-9a-z]{13})\.([0-9a-f]{32})", re.ASCII)
INFO_FILE = re.compile(r"info\.([0-9a-f]{32})(.*)\.json", re.ASCII)
# What Dropbox, Syncthing, Nextcloud and others make of a file that they saw twice.
CONFLICTED_COPY = re.compile(r"[ .(_-].*conflict.*", re.IGNORECASE)
TEMPORARY = ".tmp-"
TIME_CHARACTERS = 10
LAST_INSTANT = parse_instant("9999-12-31T23:59:59Z")


@dataclass(frozen=True, slots=True)
class FileName:
    """A parsed file name; `incident` is "" for an info file."""

    incident: str
    digest: str


def parse_name(name: str) -> FileName | None:
    """Parse the name of a file of versions or of an info file; None for any other name.

    A conflicted copy is read like the file that it is a copy of: only its content counts.
    """
    if match := INCIDENT_FILE.fullmatch(name):
        return FileName(match[1], match[2]) if _is_copy(match[3]) else None
    if match := INFO_FILE.fullmatch(name):
        return FileName("", match[1]) if _is_copy(match[2]) else None
    return None


def known_name(name: str) -> FileName:
    """Parse a name that a manifest has let in."""
    found = parse_name(name)
    if found is None:
        raise ValueError(f"not a name of ours: {name!r}")
    return found


def temporary_name(name: str, data: bytes) -> str:
    """Return a file's name until it is whole."""
    return f"{TEMPORARY}{digest_of(data)[:8]}-{name}"


def digest_of(data: bytes) -> str:
    """Return the digest used in file names: 32 hex digits of SHA-256."""
    return hashlib.sha256(data).hexdigest()[:32]


def replica_folder(replica: str) -> str:
    """Return the folder of a replica."""
    return f"{REPLICAS}/{replica}"


def info_path(replica: str, data: bytes) -> str:
    """Return the path of an info file."""
    return f"{replica_folder(replica)}/info.{digest_of(data)}.json"


def news_path(replica: str, data: bytes) -> str:
    """Return the path of a file of news."""
    return f"{NEWS}/{replica}.{digest_of(data)}"


def source_path(replica: str, piece: str) -> str:
    """Return the path of a piece of a large source."""
    return f"{SOURCES}/{replica}/{piece[:2]}/{piece}"


def versions_folder(replica: str, name: str) -> str:
    """Return the folder in which a replica keeps the file of versions with this (good) name."""
    return month_folder(replica, month_of(known_name(name).incident))


def incident_path(replica: str, month: str, incident: str, data: bytes) -> str:
    """Return the path of a file of versions."""
    return f"{month_folder(replica, month)}/{incident}.{digest_of(data)}.json"


def month_folder(replica: str, month: str) -> str:
    """Return the folder of a month."""
    return f"{replica_folder(replica)}/i/{month}"


def month_of(incident: str) -> str:
    """`YYYY-MM` in which the incident was made, as its id says; an id that lies far ahead ends up in the last one."""
    milliseconds = 0
    for character in incident[:TIME_CHARACTERS]:
        milliseconds = milliseconds << 5 | ALPHABET.index(character)
    return format_instant(min(milliseconds * 1000, LAST_INSTANT))[:7]


def _is_copy(middle: str) -> bool:
    return not middle or CONFLICTED_COPY.fullmatch(middle) is not None
