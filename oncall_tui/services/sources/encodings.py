"""Bytes as text: the encoding is recognised and said, archives and pictures are refused by name."""

import bz2
import gzip
import io
import lzma
import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Callable
from typing import IO, NamedTuple

from oncall_tui.domain.errors import RefusedError

LARGEST = 64 * 1024 * 1024  # in bytes, also of what is unpacked: more is a case for a log viewer
UTF8 = "utf-8"
# How a file of each kind begins, and what to call it.
KINDS = (
    (b"PK\x03\x04", "a zip archive, or a document of an office program"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF"),
    (b"BM", ""),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x04\x22\x4d\x18", "an lz4 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x00asm", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an office program"),
    (b"{\\rtf", "an RTF document"),
    (b"LPKSHHRH", "a file of journald: `journalctl -o json --file` prints it"),
    (b"ElfFile\x00", "an event log of Windows"),
    (b"\xd4\xc3\xb2\xa1", "a capture of network packets"),
    (b"\xa1\xb2\xc3\xd4", "a capture of network packets"),
    (b"\x0a\x0d\x0d\x0a", "a capture of network packets"),
    (b"PAR1", "a Parquet file"),
    (b"Obj\x01", "an Avro file"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or a film"),
    (b"fLaC", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"wOF", "a font"),
    (b"-----BEGIN PGP MESSAGE-----", "a message encrypted with PGP"),
)
PACKED: tuple[tuple[bytes, str, Callable[[IO[bytes]], io.BufferedIOBase]], ...] = (
    (b"\x1f\x8b", "gzip", lambda file: gzip.GzipFile(fileobj=file)),
    (b"BZh", "bzip2", bz2.BZ2File),
    (b"\xfd7zXZ\x00", "xz", lzma.LZMAFile),
)
LOOKED_AT = 8_192
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
ESCAPED = re.compile(r"[\udc80-\udcff]")
BEYOND_ASCII = re.compile(r"[\x80-\ud7ff\ue000-\U0010ffff]")
MARKS = (
    *((BOM_UTF32_LE, "utf-32"), (BOM_UTF32_BE, "utf-32"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")),
)


class Decoded(NamedTuple):
    """The text of some bytes, and the encoding and packing that it was in; `encoding` is utf-8 where nothing is odd."""

    text: str
    encoding: str = UTF8


def read_at_most(file: IO[bytes] | io.BufferedIOBase, name: str, largest: int = LARGEST) -> bytes:
    """All bytes of a file, of a pipe or of stdin, up to `largest`. Raises RefusedError for more, so that
    nothing endless is
    waited for."""
    data = bytearray()
    while len(data) <= largest and (piece := file.read(min(1 << 20, largest + 1 - len(data)))):
        data += piece
    if len(data) > largest:
        raise RefusedError(
            f"{name} is larger than {largest // (1024 * 1024)} MB. Nothing was changed. "
            "Cut out the hours around the incident and import those, or give a log to `oncall import`, which keeps it "
            "as a file."
        )
    return bytes(data)


def decoded(data: bytes, name: str = "This") -> Decoded:
    """Return the text of the bytes. Packed text is unpacked; what is no text is refused by its name.

    Bytes of no known encoding are kept as surrogate escapes, so that none is lost.
    """
    for magic, packing, opened in PACKED:
        if data.startswith(magic):
            inner = _text(_unpacked(data, name, packing, opened), name)
            return Decoded(inner.text, f"{inner.encoding} in {packing}")
    return _text(data, name)


def _unpacked(
    data: bytes, name: str, packing: str, opened: Callable[[IO[bytes]], io.BufferedIOBase]
) -> bytes:
    try:
        return read_at_most(opened(io.BytesIO(data)), f"What is packed in {name}")
    except (OSError, EOFError, lzma.LZMAError, zlib.error, ValueError):
        raise RefusedError(
            f"{name} is a {packing} file that is cut or damaged. Nothing was changed. "
            "Unpack what can be saved of it, and import that."
        ) from None


def _text(data: bytes, name: str) -> Decoded:
    for mark, encoding in MARKS:
        if data.startswith(mark) and len(data) % (4 if "32" in encoding else 2) == 0:
            return Decoded(data.decode(encoding, "surrogatepass"), encoding)
    if wide := _wide_encoding(data):
        return Decoded(data.decode(wide, "surrogatepass"), wide)
    _refuse_what_is_no_text(data, name)
    try:
        return Decoded(data.decode(UTF8), f"{UTF8} with a mark" if data.startswith(BOM_UTF8) else UTF8)
    except UnicodeDecodeError:
        return _of_one_byte(data)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is nothing."""
    head = data[: LOOKED_AT * 2]
    if len(data) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd * 10 >= half * 4 and even * 20 <= half:
        return "utf-16-le"
    return "utf-16-be" if even * 10 >= half * 4 and odd * 20 <= half else None


def _of_one_byte(data: bytes) -> Decoded:
    """Windows-1252, of which Latin-1 is nearly a part, where most of what is not ASCII is no UTF-8."""
    text = data.decode(UTF8, "surrogateescape")
    wrong, right = len(ESCAPED.findall(text)), len(BEYOND_ASCII.findall(text))
    if wrong <= right or NO_TEXT.search(text):
        return Decoded(text, f"{UTF8} with bytes that are none")
    try:
        return Decoded(data.decode("windows-1252"), "windows-1252")
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"), "latin-1")


def _refuse_what_is_no_text(data: bytes, name: str) -> None:
    kind = next((words for magic, words in KINDS if words and data.startswith(magic)), "") or _kind_inside(
        data
    )
    if not kind:
        head = data[:LOOKED_AT]
        if len(head) >= 64 and len(CONTROLS.findall(head)) * 10 > len(head) * 3:
            kind = "no text: most of it is bytes that no text has"
    if kind:
        raise RefusedError(f"{name} is {kind}. Nothing was changed. Import its text.")


def _kind_inside(data: bytes) -> str:
    """Return the kinds that show it behind their first bytes."""
    if data[257:262] == b"ustar":
        return "a tar archive"
    if data[4:8] == b"ftyp":
        return "a film or a picture"
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "a picture, a sound or a film"
    return "a BMP picture" if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" else ""
