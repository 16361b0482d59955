"""Reports as files: whole, for this user's eyes, and never over a file that is no report of ours."""

import os

from oncall_tui.domain.errors import RefusedError
from oncall_tui.storage.atomic import write_durably

_TAIL = 4_096


def write_report(path: str, text: str, *, force: bool = False) -> str:
    """Put a report at a path and return its absolute form. `force` replaces any file there. Raises RefusedError."""
    path = os.path.abspath(os.path.expanduser(path))
    try:
        if os.path.lexists(path) and not force and not _is_report(path):
            raise RefusedError(
                f"{path} is there and is not a report of this program. It was left as it is. "
                "Choose another name, or replace it with --force."
            )
        write_durably(path, text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise RefusedError(f"{path} can't be written: {error.strerror}. Nothing was changed.") from None
    return path


def _is_report(path: str) -> bool:
    """Tell whether it is a regular file whose end says that this program made it."""
    from oncall_tui.formats.writers.report_words import END_MARK

    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        file.seek(max(0, os.path.getsize(path) - _TAIL))
        return END_MARK.encode() in file.read()
