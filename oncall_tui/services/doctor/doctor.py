"""Check the whole setup: data, share, permissions, clocks, skipped files."""

import os
import stat
from collections.abc import Iterator

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.errors import DamagedFileError, OncallError
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.plural import count_text
from oncall_tui.domain.team import BUILT_IN, ROTATION, ZONES, TeamFiles
from oncall_tui.services.doctor.data_directory import data_findings
from oncall_tui.services.doctor.file_systems import kind_of_disk
from oncall_tui.services.doctor.finding import DoctorFinding
from oncall_tui.services.doctor.incident_files import incident_findings
from oncall_tui.services.doctor.permissions import repair_command, unreadable_entries, unshared_entries
from oncall_tui.services.doctor.repair import repair
from oncall_tui.services.doctor.source_pieces import repair_sources, source_findings
from oncall_tui.services.sharing.sync_service import READ_ONLY, SyncService
from oncall_tui.settings.settings import Settings
from oncall_tui.storage.source_pieces import SourcePieces
from oncall_tui.storage.store import Store
from oncall_tui.storage.sync_store import SyncStore
from oncall_tui.sync.shares.share_url import is_url, shown_place

CLOSE_CLOCKS = 5 * 60 * SECOND


class Doctor:
    """Looks, and with `repair` brings damaged incidents back; nothing that was acknowledged is ever thrown away."""

    def __init__(
        self,
        store: Store,
        synchronise: SyncService,
        files: SyncStore,
        settings: Settings,
        clock: Clock,
        pieces: SourcePieces,
    ) -> None:
        self._pieces = pieces
        self._store = store
        self._synchronise = synchronise
        self._files = files
        self._settings = settings
        self._clock = clock

    def findings(self) -> Iterator[DoctorFinding]:
        """Everything worth saying, data first."""
        for problem in self._settings.problems:
            yield DoctorFinding("settings", problem, False)
        yield from data_findings(self._store.places, self._clock())
        yield from incident_findings(self._store)
        yield from source_findings(self._store, self._pieces)
        if self._settings.share is None:
            yield DoctorFinding(
                "share", "none is set: everything is on this machine only. `--share DIR` sets one."
            )
        elif is_url(self._settings.share):
            yield DoctorFinding("share", shown_place(self._settings.share))
            yield from self._synced()
            yield from self._team()
        else:
            yield from self._share(os.path.abspath(os.path.expanduser(self._settings.share)))

    def repair(self) -> list[str]:
        """Bring back what can be; what was done, in sentences."""
        now = self._clock()
        return [*repair(self._store, now), *repair_sources(self._store, self._pieces, now)]

    def _share(self, share: str) -> Iterator[DoctorFinding]:
        if not os.path.isdir(share):
            yield DoctorFinding(
                "share", f"{share} is not there: mount it or make it. All is saved here.", False
            )
            return
        mode = stat.S_IMODE(os.stat(share).st_mode)
        yield DoctorFinding("share", f"{share}, mode {mode:03o}, {kind_of_disk(share)}")
        if not os.access(share, os.W_OK):
            yield DoctorFinding("share", "it can't be written: what is written here waits here.", False)
        yield from _permissions(share)
        yield from self._synced()
        yield from self._team()

    def _team(self) -> Iterator[DoctorFinding]:
        try:
            team = self._synchronise.team_files()
        except OncallError:
            return
        yield DoctorFinding("team", _team_words(team))
        for problem in team.problems:
            yield DoctorFinding("team", problem, False)

    def _synced(self) -> Iterator[DoctorFinding]:
        try:
            outcome = self._synchronise.dry_run().outcome
        except (OncallError, DamagedFileError) as error:
            yield DoctorFinding("sync", str(error), False)
            return
        if not outcome.writable:
            yield DoctorFinding("sync", READ_ONLY, False)
        waiting = self._synchronise.waiting()
        replicas = count_text(len(outcome.replicas), "replica")
        text = f"{replicas}, {count_text(waiting, 'incident')} with something that is not shared yet"
        yield DoctorFinding("sync", text, not waiting)
        for skipped in outcome.skipped:
            yield DoctorFinding("skipped", f"{skipped.file}: {skipped.reason}", False)
        for replica, ahead in sorted(outcome.ahead.items()):
            if ahead > CLOSE_CLOCKS:
                whose = outcome.replicas[replica].author if replica in outcome.replicas else replica
                text = f"the clock of {whose} is {ahead // (60 * SECOND)} minutes ahead of this one"
                yield DoctorFinding("clock", text, False)


def _team_words(team: TeamFiles) -> str:
    """`from the share: zones.txt (2 names), rotation.txt (4 people); built in: write-up.md, process.md`."""
    counts = {
        ZONES: f" ({count_text(len(team.aliases), 'name')})",
        ROTATION: f" ({_people(len(team.rotation))})",
    }
    own = [name + counts.get(name, "") for name in team.own]
    others = [name for name in BUILT_IN if name not in team.own]
    parts = {"from the share": own, "built in": others}
    return "; ".join(f"{place}: {', '.join(names)}" for place, names in parts.items() if names)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _permissions(share: str) -> Iterator[DoctorFinding]:
    if closed := unreadable_entries(share):
        text = f"we can't read {closed.words()}. Ask them for `{repair_command(share)}`."
        yield DoctorFinding("share", text, False)
    if closed := unshared_entries(share):
        text = f"not all who share it can read {closed.words()}. Whose they are: `{repair_command(share)}`."
        yield DoctorFinding("share", text, False)
