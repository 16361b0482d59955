"""Check the whole setup: data, share, permissions, clocks, skipped files."""

import os
import stat
from collections.abc import Iterator

from oncall_tui.domain.clock import Clock
from oncall_tui.domain.counted import counted
from oncall_tui.domain.errors import Damaged, OncallError
from oncall_tui.domain.instants import SECOND
from oncall_tui.domain.team import BUILT_IN, ROTATION, ZONES, TeamFiles
from oncall_tui.services.doctor.data_directory import data_findings
from oncall_tui.services.doctor.disks import kind_of_disk
from oncall_tui.services.doctor.finding import Finding
from oncall_tui.services.doctor.incident_files import incident_findings
from oncall_tui.services.doctor.permissions import closed_to_others, closed_to_us, opening
from oncall_tui.services.doctor.repair import repair
from oncall_tui.services.doctor.source_pieces import repair_sources, source_findings
from oncall_tui.services.settings import Settings
from oncall_tui.services.sharing.synchronise import READ_ONLY, Synchronise
from oncall_tui.storage.source_pieces import SourcePieces
from oncall_tui.storage.store import Store
from oncall_tui.storage.sync_files import SyncFiles
from oncall_tui.sync.share_url import is_url, shown_place

CLOSE_CLOCKS = 5 * 60 * SECOND


class Doctor:
    """Looks, and with `repair` brings damaged incidents back; nothing that was acknowledged is ever thrown away."""

    def __init__(
        self,
        store: Store,
        synchronise: Synchronise,
        files: SyncFiles,
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

    def findings(self) -> Iterator[Finding]:
        """Everything worth saying, data first."""
        for problem in self._settings.problems:
            yield Finding("settings", problem, False)
        yield from data_findings(self._store.places, self._clock())
        yield from incident_findings(self._store)
        yield from source_findings(self._store, self._pieces)
        if self._settings.share is None:
            yield Finding("share", "none is set: everything is on this machine only. `--share DIR` sets one.")
        elif is_url(self._settings.share):
            yield Finding("share", shown_place(self._settings.share))
            yield from self._synced()
            yield from self._team()
        else:
            yield from self._share(os.path.abspath(os.path.expanduser(self._settings.share)))

    def repair(self) -> list[str]:
        """Bring back what can be; what was done, in sentences."""
        now = self._clock()
        return [*repair(self._store, now), *repair_sources(self._store, self._pieces, now)]

    def _share(self, share: str) -> Iterator[Finding]:
        if not os.path.isdir(share):
            yield Finding("share", f"{share} is not there: mount it or make it. All is saved here.", False)
            return
        mode = stat.S_IMODE(os.stat(share).st_mode)
        yield Finding("share", f"{share}, mode {mode:03o}, {kind_of_disk(share)}")
        if not os.access(share, os.W_OK):
            yield Finding("share", "it can't be written: what is written here waits here.", False)
        yield from _permissions(share)
        yield from self._synced()
        yield from self._team()

    def _team(self) -> Iterator[Finding]:
        try:
            team = self._synchronise.team_files()
        except OncallError:
            return
        yield Finding("team", _team_words(team))
        for problem in team.problems:
            yield Finding("team", problem, False)

    def _synced(self) -> Iterator[Finding]:
        try:
            outcome = self._synchronise.rehearse().outcome
        except (OncallError, Damaged) as error:
            yield Finding("sync", str(error), False)
            return
        if not outcome.writable:
            yield Finding("sync", READ_ONLY, False)
        waiting = self._synchronise.waiting()
        replicas = counted(len(outcome.replicas), "replica")
        text = f"{replicas}, {counted(waiting, 'incident')} with something that is not shared yet"
        yield Finding("sync", text, not waiting)
        for skipped in outcome.skipped:
            yield Finding("skipped", f"{skipped.file}: {skipped.reason}", False)
        for replica, ahead in sorted(outcome.ahead.items()):
            if ahead > CLOSE_CLOCKS:
                whose = outcome.replicas[replica].author if replica in outcome.replicas else replica
                text = f"the clock of {whose} is {ahead // (60 * SECOND)} minutes ahead of this one"
                yield Finding("clock", text, False)


def _team_words(team: TeamFiles) -> str:
    """`from the share: zones.txt (2 names), rotation.txt (4 people); built in: write-up.md, process.md`."""
    counts = {
        ZONES: f" ({counted(len(team.aliases), 'name')})",
        ROTATION: f" ({_people(len(team.rotation))})",
    }
    own = [name + counts.get(name, "") for name in team.own]
    others = [name for name in BUILT_IN if name not in team.own]
    parts = {"from the share": own, "built in": others}
    return "; ".join(f"{place}: {', '.join(names)}" for place, names in parts.items() if names)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _permissions(share: str) -> Iterator[Finding]:
    if closed := closed_to_us(share):
        text = f"we can't read {closed.words()}. Ask them for `{opening(share)}`."
        yield Finding("share", text, False)
    if closed := closed_to_others(share):
        text = f"not all who share it can read {closed.words()}. Whose they are: `{opening(share)}`."
        yield Finding("share", text, False)
