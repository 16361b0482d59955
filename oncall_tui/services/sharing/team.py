"""The team's files: seeded in a new share, read by everyone at every sync, and kept here for work without it."""

from dataclasses import replace

from oncall_tui.domain.errors import RefusedError
from oncall_tui.domain.team import BUILT_IN, TeamFiles, read_team
from oncall_tui.storage.sync_store import LARGEST_TEAM_FILE, SyncStore
from oncall_tui.sync.layout import TEAM
from oncall_tui.sync.shares.share import Share
from oncall_tui.timestamps.zones import parse_zone


class Team:
    """The team's files as this replica knows them."""

    def __init__(self, files: SyncStore) -> None:
        self._files = files

    def read(self) -> TeamFiles:
        """As they were at the last sync; the built-in ones before the first."""
        return read_team(self._files.team(), _zone_name)

    def read_share(self, share: Share) -> TeamFiles:
        """As they stand in the share right now; nothing is written, and what can't be read is as it was."""
        problems: list[str] = []
        texts = self._texts(share, problems)
        team = read_team({**self._files.team(), **(texts or {})}, _zone_name)
        return replace(team, problems=(*problems, *team.problems))

    def sync_team_files(self, share: Share, *, writable: bool) -> tuple[str, ...]:
        """Seeds the files where there are none at all, and takes along what people made of them.

        Returns what is wrong with them. A file that can't be read is named; the one before it goes on being used.
        """
        problems: list[str] = []
        texts = self._texts(share, problems)
        if texts is None and writable:
            texts = self._seed(share)
        if texts and texts != self._files.team():
            self._files.write_team(texts)
        return (*problems, *self.read().problems)

    def _texts(self, share: Share, problems: list[str]) -> dict[str, str] | None:
        """Return the files by name; None where the share has no place for them yet."""
        try:
            entries = {entry.name for entry in share.list(TEAM) if entry.kind == "file"}
        except FileNotFoundError:
            return None
        except OSError:
            problems.append("The team's files can't be listed. What was known of them before is used.")
            return {}
        texts = {}
        for name in sorted(entries & BUILT_IN.keys()):
            try:
                texts[name] = share.get(f"{TEAM}/{name}", LARGEST_TEAM_FILE).decode()
            except (OSError, UnicodeDecodeError):
                problems.append(f"{name} of the team can't be read. What was known of it before is used.")
        return texts

    def _seed(self, share: Share) -> dict[str, str]:
        """Everyone may lose this race: a file that is there already stays as it is."""
        for name, text in BUILT_IN.items():
            try:
                share.put(f"{TEAM}/{name}", text.encode())
            except FileExistsError:
                continue
            except OSError:
                break  # only some may write the team's files; the others are not asked for one by one
        return dict(BUILT_IN)


def _zone_name(text: str) -> str | None:
    try:
        return parse_zone(text).name
    except RefusedError:
        return None
