"""One incident's file: read whole, written whole and durably, and never touched when it can't be read (S1)."""

import os

from oncall_tui.domain.errors import DamagedFileError, ForeignFileError, NotFoundError
from oncall_tui.replication.encoding import FORMAT, Tables
from oncall_tui.replication.validation import InvalidDocumentError, is_newer_format, is_our_format
from oncall_tui.storage.atomic import write_durably
from oncall_tui.storage.document_text import document_bytes, document_from

Signature = tuple[int, int, int]


def signature(path: str) -> Signature | None:
    """Return a file's signature, which changes with its content, without reading it; None if there is no file."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return signature_from_stat(status)


def signature_from_stat(status: os.stat_result) -> Signature:
    """Return the signature from a stat result."""
    return status.st_ino, status.st_size, status.st_mtime_ns


def read_document(path: str, name: str) -> Tables:
    """Return the tables in a file. Raises NotFoundError, or DamagedFileError; the file is never touched."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise NotFoundError(f"There is no incident {name} here. `oncall list` shows what there is.") from None
    except OSError as error:
        raise ForeignFileError(
            f"The file of {name} can't be read: {error.strerror or error}. It was not touched. "
            f"Mend its permissions ({path}), then try again; new notes are still taken."
        ) from None
    return _checked(data, path, name)


def write_document(path: str, last_good: str | None, tables: Tables) -> None:
    """Save a document durably and keep the one before as the last good copy. Raises OSError."""
    write_durably(path, document_bytes(tables), keep_last=last_good)


def _checked(data: bytes, path: str, name: str) -> Tables:
    try:
        tables = document_from(data)
        version = tables["meta"]["document"]["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedFileError(damaged_text(name, path, _reason(data, error))) from None
    if is_newer_format(version):
        raise ForeignFileError(
            f"The file of {name} was written by a newer version (format {version}; this one reads {FORMAT}). "
            "It was not touched, and new notes are still taken. Update oncall-tui to open it."
        )
    if not is_our_format(version):
        raise DamagedFileError(damaged_text(name, path, "is damaged: its format is not a format number"))
    return tables


def damaged_text(name: str, path: str, what: str) -> str:
    """Tell a person that an incident's file can't be shown. `what`: "is empty", "is damaged: ..."."""
    return (
        f"The file of {name} {what} ({path}). It was not touched, and new notes are still taken. "
        "`oncall doctor --repair` sets it aside and brings back the last good copy."
    )


def cannot_show_text(name: str, path: str, error: Exception) -> str:
    """Tell a person that an incident holds something odd that no check has found."""
    return (
        f"{name} holds something that this version can't show ({type(error).__name__}: {error}; {path}). "
        "It was not touched, and new notes are still taken. `oncall doctor` tells more."
    )


def _reason(data: bytes, error: Exception) -> str:
    if not data.strip():
        return "is empty"
    return f"is damaged: {error}" if isinstance(error, InvalidDocumentError) else "is damaged"
