"""Reading the share: every file is checked before it meets ours, and what is not joined is named."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from oncall_tui.replication.document_join import highest_claims, highest_dots
from oncall_tui.replication.encoding import Tables
from oncall_tui.sync.layout import known_name, replica_folder
from oncall_tui.sync.manifest import Manifest, Skipped
from oncall_tui.sync.plan import FileRef
from oncall_tui.sync.replica_info import ReplicaInfo, decode_info
from oncall_tui.sync.shares.share import Share
from oncall_tui.sync.sync_state import SyncState
from oncall_tui.sync.version_file import LARGEST, RejectedFileError, decode_part

LARGEST_INFO = 64 * 1024


class ShareReader:
    """Keeps the memory of what checked out, and `skipped` for what did not."""

    def __init__(self, share: Share, memory: SyncState, skipped: list[Skipped]) -> None:
        self._share = share
        self._memory = memory
        self._skipped = skipped
        self.ids: frozenset[str] = frozenset()
        # The last transaction of each actor of ours: what claims to have seen later ones is a lie.
        self.written: Mapping[str, int] = {}

    def infos(self, manifest: Manifest) -> dict[str, ReplicaInfo]:
        """Return the info of every replica. Of several info files (a sync program brings old ones back) the ids of
        all count.
        """
        found = ((replica, self._infos(replica, names)) for replica, names in manifest.infos.items())
        return {
            replica: replace(infos[-1], shares=frozenset().union(*(info.shares for info in infos)))
            for replica, infos in found
            if infos
        }

    def files(self, refs: Iterable[FileRef]) -> dict[FileRef, Tables]:
        """Return the versions in these files; a file that does not check out is skipped, one that is gone is left
        out.
        """
        read = ((ref, self._file(ref)) for ref in refs)
        return {ref: tables for ref, tables in read if tables is not None}

    def _file(self, ref: FileRef) -> Tables | None:
        good = self._memory.verified_files.setdefault(ref.folder, {})
        good.pop(ref.name, None)
        try:
            data = self._share.get(ref.path, LARGEST + 1)
            part = decode_part(known_name(ref.name), data)
            if part.share not in self.ids:
                raise RejectedFileError("belongs to another share")
            _check_claims(part.tables, self.written)
        except FileNotFoundError:
            return None
        except (OSError, RejectedFileError) as error:
            self._skipped.append(Skipped(ref.path, _reason(error)))
            return None
        good[ref.name] = len(data)
        return part.tables

    def _infos(self, replica: str, names: Iterable[str]) -> list[ReplicaInfo]:
        """Return all of a replica's info files that check out, in order of their names."""
        infos = []
        for name in sorted(names):
            path = f"{replica_folder(replica)}/{name}"
            try:
                infos.append(decode_info(known_name(name), self._share.get(path, LARGEST_INFO)))
            except FileNotFoundError:
                continue
            except (OSError, RejectedFileError) as error:
                self._skipped.append(Skipped(path, _reason(error)))
        return [info for info in infos if info.replica == replica]


def _check_claims(tables: Tables, written: Mapping[str, int]) -> None:
    """Refuse a file that replaces what we have not written yet. Raises RejectedFileError.

    Numbers of our actor that stand in the file itself are a copy of this machine, which is noticed elsewhere.
    """
    claims = {actor: n for actor, n in highest_claims(tables).items() if n > written.get(actor, n)}
    copies = highest_dots(claims, tables) if claims else {}
    for actor, n in claims.items():
        if n > copies.get(actor, 0):
            raise RejectedFileError(
                f"lies: it replaces change {n} of {actor} here, which has made {written[actor]}"
            )


def _reason(error: OSError | RejectedFileError) -> str:
    if isinstance(error, OSError):
        return f"can't be read: {error.strerror or error}"
    return str(error)
