"""Check the data directory: whether notes can be written there, and whether what is kept there is as it was written."""

import os
import stat
from collections.abc import Iterator

from oncall_tui.domain.plural import count_text
from oncall_tui.services.doctor.file_systems import (
    LITTLE_BYTES,
    NETWORK,
    file_system,
    free_bytes,
    kind_of_disk,
)
from oncall_tui.services.doctor.finding import DoctorFinding
from oncall_tui.storage.checked import is_as_written
from oncall_tui.storage.paths import DataPaths
from oncall_tui.storage.stray_copies import interrupted_writes


def data_findings(places: DataPaths, now: int) -> Iterator[DoctorFinding]:
    """Yield what there is to say of a data directory. `now`: UTC microseconds."""
    data = places.data
    if not os.path.isdir(data):
        yield DoctorFinding("data", f"{data} is not there yet: the first note makes it.")
        return
    yield _permissions(data)
    kind = file_system(data)
    if kind in NETWORK:
        text = f"the data directory is on {kind}: locks may not hold there. Keep it on a local disk."
        yield DoctorFinding("data", text, False)
    if not os.access(data, os.W_OK):
        yield DoctorFinding("data", "it can't be written: no note is taken. Mend its permissions.", False)
    free = free_bytes(data)
    if free < LITTLE_BYTES:
        text = f"its disk is full or nearly so: {free // 1_000_000} MB are free. A full disk refuses notes; make room."
        yield DoctorFinding("data", text, False)
    yield from _owners(data)
    yield from filter(None, map(_derived, places.derived))
    if cut_off := interrupted_writes(places, now):
        text = (
            f"files left by writes that were cut off: {len(cut_off)}. None was acknowledged, none is needed. "
        )
        yield DoctorFinding("data", text + "`oncall doctor --repair` removes them.", False)


def _permissions(data: str) -> DoctorFinding:
    mode = stat.S_IMODE(os.stat(data).st_mode)
    private = not mode & 0o077
    hint = "" if private else f" Others can read it: `chmod 700 {data}`."
    return DoctorFinding("data", f"{data}, mode {mode:03o}, {kind_of_disk(data)}.{hint}", private)


def _owners(data: str) -> Iterator[DoctorFinding]:
    """Name what belongs to somebody else: a command under sudo leaves files that their user can't write any more."""
    owner = os.stat(data).st_uid
    foreign = [path for path in _paths(data) if os.lstat(path).st_uid != owner]
    if foreign:
        first = os.path.relpath(foreign[0], data)
        text = f"{count_text(len(foreign), 'file')} not owned by whose data it is, {first} first, as "
        yield DoctorFinding(
            "data", f"{text}sudo leaves them: `sudo chown -R --reference={data} {data}`.", False
        )


def _paths(data: str) -> Iterator[str]:
    for folder, folders, files in os.walk(data):
        yield from (os.path.join(folder, name) for name in (*folders, *files))


def _derived(path: str) -> DoctorFinding | None:
    """Name a file that is not as it was written; it is not believed, and made again by whoever needs it."""
    try:
        if is_as_written(path):
            return None
        why = "is not as it was written"
    except OSError as error:
        why = f"can't be read ({error.strerror})"
    text = f"{path} {why}. It is not used; `oncall doctor --repair` removes it, and it is made again when it is needed."
    return DoctorFinding("data", text, False)
