"""`oncall note`: a note is durable and acknowledged before anything else is loaded (N1, BUDGETS)."""

from __future__ import annotations

import itertools
import os
import sys
import time

from oncall_tui.cli.incident_lookup import IncidentMatch, current_incident, find_incident_fast
from oncall_tui.cli.note_arguments import NoteArguments, parse_note_arguments
from oncall_tui.cli.piped import LARGEST_NOTE, read_piped
from oncall_tui.domain.ids import UlidGenerator
from oncall_tui.domain.secrets import detect_secret
from oncall_tui.output import force_ascii_output, print_message, print_result
from oncall_tui.settings.resolve import author, data_directory, setting
from oncall_tui.storage.inbox import put_note
from oncall_tui.storage.paths import DataPaths

USAGE = """\
usage: oncall note [-i INC] [--at WHEN] [--kind KIND] [--json] [-q] TEXT... | -
       oncall note edit ID TEXT... | move ID INC | leave-out ID

Takes a note. Any word that is no option is text, also -5m; after -- all is text. - reads one note from
stdin (cmd | oncall note - keeps the output as evidence); without text on a terminal: one note per line.

  TEXT        [when] [kind] text: -5m or @14:02 [zone]; ! did  > saw  = decided  ? suspected  + idea
              ^ expected  % assumed; or a verb: :sev 2  :lead @ana  :detected -20m  :mitigated  :resolved
              :link URL name  :update TEXT next 30m
  -i INC      the incident: an id, a handle or a prefix; else ONCALL_INCIDENT, else the current one
  --at WHEN   when it happened: 14:02, -5m, 'yesterday 23:50', 2026-11-21T14:02Z
  --kind KIND did, saw, decided, suspected, idea, expected or assumed

edit gives a note other words (its kind and time stay, unless the text begins with others), move files it in
another incident, leave-out takes it out of view; `oncall undo` takes each back. ID: six or more characters of the
beginning or end of an id (`oncall show --json`). Where no note has that id, the words are the text of a new
note, as all other words are; `oncall note -- edit ...` is always text.
"""
REFUSED = 2


def run_note(words: list[str]) -> int:
    """Take the note that a command line holds; the exit code. Raises OncallError and OSError."""
    read = parse_note_arguments(words)
    if read.wants_help:
        print_result(USAGE)
        return 0
    if read.wants_version:
        from oncall_tui.cli.commands import show_version

        show_version()
        return 0
    if read.missing:
        print_message(f"{read.missing} needs a value. Nothing was saved.\n\n{USAGE}")
        return REFUSED
    if "--ascii" in read.switches:
        force_ascii_output()
    if read.text[:1] in (["edit"], ["move"], ["leave-out"]) and not read.is_literal:
        from oncall_tui.cli.note_edits import run_edit

        code = run_edit(read)
        if code is not None:
            return code
    taker = NoteTaker(read)
    if read.text and not read.reads_stdin:
        return taker.take(" ".join(read.text))
    if not read.text and sys.stdin.isatty():
        return taker.take_lines()
    return taker.take_piped()


class NoteTaker:
    """Takes notes for one command line."""

    def __init__(self, read: NoteArguments) -> None:
        self._values = read.values
        self._json = "--json" in read.switches
        self._quiet = bool({"-q", "--quiet"} & read.switches)
        self._data = data_directory(read.values.get("data"))
        self._places = DataPaths(self._data)
        self._ids = UlidGenerator(_now, os.urandom)

    def take(self, text: str, *, evidence: bool = False) -> int:
        """Save one note and tell of it; the exit code. A blank one is refused."""
        if not text.strip():
            print_message("A note needs some text. Nothing was saved.")
            return REFUSED
        incident = self.incident()
        fields = self._fields(text, evidence)
        if {"kind", "at", "zone"} & set(self._values):
            self._check(fields, incident)
        if not evidence and any(word[0] in ":：" for word in text.split()):
            self._check_verb(fields, incident)
        self._keep(incident, fields)
        return 0

    def keep(self, text: str, incident: IncidentMatch | None) -> None:
        """Save evidence whose options hold only what is known to be read. Raises SaveFailedError."""
        self._keep(incident, self._fields(text, evidence=True))

    def _keep(self, incident: IncidentMatch | None, fields: dict[str, str | bool]) -> None:
        id = self._ids.new()
        self._save(incident, id, fields)
        self._tell(incident, id, fields)

    def take_piped(self) -> int:
        """Save what is piped in as one note of evidence, every byte: what is not UTF-8 as surrogate escapes."""
        piped = read_piped(LARGEST_NOTE)
        if told := piped.told(LARGEST_NOTE):
            print_message(told)
        text = piped.data.decode("utf-8", "surrogateescape").removesuffix("\n")
        return self.take(text, evidence=True)

    def take_lines(self) -> int:
        """One note per line until the end of input; each is saved before the next is read."""
        if not self._quiet:
            print_message("One note per line; ctrl+d ends.")
        for line in sys.stdin:
            if line.strip():
                self.take(line.rstrip("\r\n"))
        return 0

    def incident(self) -> IncidentMatch | None:
        """None where no incident is current: the note is kept unfiled. Raises NotFoundError for an unknown name."""
        named = self._values.get("incident") or os.environ.get("ONCALL_INCIDENT")
        return find_incident_fast(self._places, named) if named else current_incident(self._places)

    def _fields(self, text: str, evidence: bool) -> dict[str, str | bool]:
        fields: dict[str, str | bool | None] = {
            "raw": text,
            "recorded_at": format_instant_fast(_now()),
            "author": author(self._data),
            "zone": setting("zone", self._values.get("zone"), self._data),
            "kind": self._values.get("kind"),
            "at": self._values.get("at"),
            "evidence": evidence,
        }
        return {name: value for name, value in fields.items() if value}

    def _check(self, fields: dict[str, str | bool], incident: IncidentMatch | None) -> None:
        """Raise RefusedError for an option that can't be read: worth its imports only where one was given.

        What the environment says is not checked: a note is not lost for a setting, it has the incident's zone then.
        """
        from oncall_tui.services.notes.option_checks import check_kind, check_when, check_zone

        if "zone" in self._values:
            check_zone(self._values["zone"], self._aliases())
        if "kind" in fields:
            check_kind(str(fields["kind"]))
        if "at" in fields:
            zone = str(fields.get("zone") or (incident.zone if incident else "UTC"))
            check_when(str(fields["at"]), zone, _now(), self._aliases())

    def _check_verb(self, fields: dict[str, str | bool], incident: IncidentMatch | None) -> None:
        """Raise RefusedError for a verb without its value."""
        from oncall_tui.services.notes.option_checks import check_line

        check_line(fields, incident.zone if incident else "UTC", self._aliases())

    def _aliases(self) -> dict[str, str]:
        """Load the team's meanings of zone abbreviations; read nothing where no share was ever synced."""
        if not os.path.isdir(self._places.team):
            return {}
        from oncall_tui.services.sharing.team import Team
        from oncall_tui.storage.sync_store import SyncStore

        return Team(SyncStore(self._places)).read().aliases

    def _save(self, incident: IncidentMatch | None, id: str, fields: dict[str, str | bool]) -> None:
        try:
            put_note(self._places, incident.id if incident else None, id, fields)
        except OSError as error:
            from oncall_tui.domain.errors import SaveFailedError

            raise SaveFailedError(
                f"Not saved: {error.strerror or error} ({self._places.inbox}). The notes before are safe. Make room "
                "or mend the permissions, then send it again."
            ) from None

    def _tell(self, incident: IncidentMatch | None, id: str, fields: dict[str, str | bool]) -> None:
        if self._json:
            from oncall_tui.output import print_json
            from oncall_tui.services.notes.option_checks import waiting_note_json

            zone = incident.zone if incident else "UTC"
            print_json(
                waiting_note_json(id, incident.id if incident else None, fields, zone, self._aliases())
            )
        if self._quiet:
            return
        where = incident.title or incident.handle if incident else "unfiled: no incident is current"
        print_message(f"noted · {where}")
        if not fields.get("evidence") and _says_more(str(fields["raw"])):
            from oncall_tui.services.notes.option_checks import told_of

            for words in told_of(fields, incident.zone if incident else "UTC", self._aliases()):
                print_message(words)
        if secret := detect_secret(str(fields["raw"])):
            print_message(_secret_words(secret, incident, id))


def _says_more(text: str) -> bool:
    """Return whether a line could hold a time or a verb, asked without loading what reads one."""
    pairs = itertools.pairwise(text)
    return (
        text[:1] in ":：-~@＠"
        or any(word in text for word in ("ago", " am", " pm", "past", "noon", "night", " :"))
        or any(
            (one.isdigit() and two in ":：.hapAP") or (one in "@＠-" and two.isdigit()) for one, two in pairs
        )
    )


def _secret_words(secret: str, incident: IncidentMatch | None, id: str) -> str:
    """Said at once: what is shared is not so easily taken back."""
    looks = f"! This looks like it holds {secret}."
    if incident is None:
        return f"{looks} An unfiled note is not shared. M in Notes files it, then X takes it out."
    return f"{looks} `oncall redact {incident.handle} {id} TEXT` takes TEXT out everywhere."


def format_instant_fast(instant: int) -> str:
    """Format an instant as `domain.instants.format_instant` does, without importing datetime."""
    seconds, fraction = divmod(instant, 1_000_000)
    days, second = divmod(seconds, 86_400)
    whole = f"{_date_text(days)}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return f"{whole}.{fraction:06}Z" if fraction else f"{whole}Z"


def _date_text(days: int) -> str:
    """Return the date so many days after 1970-01-01, in the proleptic Gregorian calendar.

    Not `time.gmtime`: under TZ=right/... the C library takes off leap seconds that the clock never counted.
    """
    era, day = divmod(days + 719_468, 146_097)  # days since 0000-03-01, in eras of 400 years
    year = (day - day // 1460 + day // 36_524 - day // 146_096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5
    month += 3 if month < 10 else -9
    return f"{era * 400 + year + (month <= 2):04}-{month:02}-{day + 1:02}"


def _now() -> int:
    return time.time_ns() // 1000
