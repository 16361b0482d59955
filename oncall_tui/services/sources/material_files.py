"""Files as material: read as they are, whatever their bytes."""

import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from oncall_tui.domain.errors import Refused
from oncall_tui.services.sources.proposals import Material


def file_material(path: str) -> Material:
    """The text of a file, `~` included; bytes that are no UTF-8 are kept as they are. Raises Refused."""
    try:
        with open(os.path.expanduser(path), "rb") as file:
            return Material(decoded(file.read()), os.path.basename(path))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(
            f"{path} can't be read: {reason}. Nothing was changed. Check the path, or pipe it in with -."
        ) from None


def decoded(data: bytes) -> str:
    """The text of UTF-8, every byte of it; of UTF-16 where its mark says so, as consoles of Windows write it."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) and len(data) % 2 == 0:
        return data.decode("utf-16", "surrogatepass")
    return data.decode("utf-8", "surrogateescape")


def file_words(path: str) -> str:
    """What stands under a path that is being typed."""
    path = os.path.expanduser(path.strip())
    if not path:
        return "a file: chat, pages, a log, a table, a report, rough notes"
    if os.path.isfile(path):
        return f"{os.path.getsize(path):,} bytes; Enter shows what it would become, nothing is saved yet"
    return "a directory" if os.path.isdir(path) else "no such file (yet)"
