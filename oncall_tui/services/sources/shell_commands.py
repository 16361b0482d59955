"""Filing the commands of shells: a folded source of the incident, each command at its moment."""

import hashlib
import os
import socket
from collections.abc import Callable

from oncall_tui.domain.destinations import FOLDED
from oncall_tui.domain.duration_text import MINUTE, duration_text
from oncall_tui.domain.errors import NotFoundError, RefusedError
from oncall_tui.domain.ids import RANDOM_BITS, encode_ulid
from oncall_tui.domain.instants import SECOND, format_instant
from oncall_tui.domain.secrets import detect_secret
from oncall_tui.storage.inbox import put_note
from oncall_tui.storage.shell_spool import ShellCommand, read_spool, take_spools
from oncall_tui.storage.store import Store
from oncall_tui.storage.transaction import Transaction


class ShellCommands:
    """Files what shells wrote; `find` gives the incident of a name or an id."""

    def __init__(self, store: Store, find: Callable[[str], str], author: str) -> None:
        self._store = store
        self._find = find
        self._author = author

    def file(self) -> int:
        """File every command that waits; how many. Those of an incident that is not here become unfiled notes.

        Raises OSError, SaveFailedError or DamagedFileError; then nothing is lost, and the next call goes on.
        """
        count = 0
        for path in take_spools(self._store.places):
            commands = read_spool(path)
            for incident in dict.fromkeys(command.incident for command in commands):
                count += self._file_in(incident, [each for each in commands if each.incident == incident])
            os.unlink(path)
        return count

    def _file_in(self, named: str, commands: list[ShellCommand]) -> int:
        try:
            incident = self._find(named)
        except (NotFoundError, RefusedError):
            return self._keep_unfiled(commands)
        with self._store.transaction(incident, f"commands of a shell: {commands[0].shell}") as unit:
            for command in commands:
                self._put(unit, command)
        return len(commands)

    def _keep_unfiled(self, commands: list[ShellCommand]) -> int:
        for command in commands:
            fields = _note_fields(command, "", 0, self._author, command.ended)
            waiting: dict[str, str | int | bool | None] = {
                "raw": str(fields["text"]),
                "recorded_at": str(fields["recorded_at"]),
                "author": self._author,
                "kind": "did",
                "at": str(fields["occurred_at"]),
                "evidence": True,
            }
            put_note(self._store.places, None, _id(command.began // 1000, command.key), waiting)
        return len(commands)

    def _put(self, unit: Transaction, command: ShellCommand) -> None:
        """One command, under an id that is the same when it is filed again."""
        source = _id(_started(command.shell), command.shell)
        if not unit.values("sources", source):
            unit.put("sources", source, _source_fields(command, unit.now()), silent=True)
        note = _id(command.began // 1000, command.key)
        if unit.values("notes", note):
            return
        line = 1 + sum(1 for each in unit.ids("notes") if unit.values("notes", each).get("source") == source)
        unit.put("notes", note, _note_fields(command, source, line, self._author, unit.now()), silent=True)


def _started(shell: str) -> int:
    """Return when a shell began to record, in milliseconds: the end of its name, `bash-4711-1795849200`."""
    seconds = shell.rpartition("-")[2]
    return int(seconds) * 1000 if seconds.isdigit() else 0


def _id(milliseconds: int, key: str) -> str:
    digest = hashlib.sha256(f"{socket.gethostname()}\x1f{key}".encode("utf-8", "surrogatepass")).digest()
    return encode_ulid(milliseconds << RANDOM_BITS | int.from_bytes(digest[: RANDOM_BITS // 8], "big"))


def _source_fields(command: ShellCommand, now: int) -> dict[str, object]:
    return {
        "name": f"{command.shell.split('-')[0]} on {socket.gethostname()}",
        "format": "text",
        "why": "recorded by oncall shell-hook",
        "zone": "UTC",
        "zone_origin": "text",
        "default_zone": "UTC",
        "log": True,
        "captured": format_instant(now),
        "imported_at": format_instant(now),
    }


def _note_fields(command: ShellCommand, source: str, line: int, author: str, now: int) -> dict[str, object]:
    seconds = max(0, command.ended - command.began) / SECOND
    took = f"{seconds:.1f}s" if seconds < MINUTE else duration_text(int(seconds))
    at = format_instant(command.began // SECOND * SECOND)
    text = f"$ {command.text}\nexit {command.code} after {took} in {command.directory}"
    fields = {
        "source": source,
        "line": line,
        "raw": f"{at} {text}",
        "text": text,
        "kind": "did",
        "author": author,
        "recorded_at": format_instant(now),
        "occurred_at": at,
        "precision": "second",
        "confidence": "explicit",
        "zone_used": "UTC",
        "zone_origin": "text",
        "rule": "iso",
        "destination": FOLDED,
        "secret": detect_secret(command.text),
    }
    return {name: value for name, value in fields.items() if value is not None}
